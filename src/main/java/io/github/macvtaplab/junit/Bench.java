package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.PerformanceJudge;
import io.github.macvtaplab.claims.Regression;
import io.github.macvtaplab.config.PerformanceConfig.Gate;
import io.github.macvtaplab.connectivity.ClaimNeeds;
import io.github.macvtaplab.connectivity.PortScan;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.junit.MatrixPlan.Part;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Tally;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.Preflight;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.safety.Change;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Entrant;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.RacePlan;
import io.github.macvtaplab.workload.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** What a lab test works at: wires the guests, bends the lab for a while, and notes what was found. One per test. */
public final class Bench {
    private final LabSession session;
    private final List<Proof> proofs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<ClaimVerdict> concluded = Optional.empty();

    private final List<Observation> observed = new ArrayList<>();
    private final Set<ClaimId> needing = EnumSet.noneOf(ClaimId.class);

    Bench(LabSession session) {
        this.session = session;
    }

    /** Wire the guests, each with one test NIC. */
    public WiredLab wire(Wiring wiring) {
        return new WiredLab(this, session.wire(wiring, SecondNic.NONE));
    }

    /** Wire the guests, each with a second test NIC in the second subnet. */
    public WiredLab wireWithSecondNic(Wiring wiring) {
        return new WiredLab(this, session.wire(wiring, SecondNic.IN_SECOND_SUBNET));
    }

    /** Let the host's firewall drop everything from the test networks, until closed. */
    public Change firewallDropsAll() {
        return session.steps()
                .step("host's firewall drops all", () -> session.hostState().firewallDropsAll());
    }

    /** Switch the hairpin mode of the switch's port to the uplink on, until closed. */
    public Change hairpin() {
        return session.steps().step("hairpin on", () -> session.switchPort().hairpin());
    }

    /** Take the link of the switch's port to the uplink down, until closed. */
    public Change carrierLost() {
        return session.steps().step("carrier lost", () -> session.switchPort().linkDown());
    }

    /** Set the uplink down, until closed. */
    public Change uplinkDown() {
        return session.steps().step("uplink down", () -> session.hostState().uplinkDown());
    }

    /** Give the second uplink an address of the shared subnet instead of its own, until closed. */
    public Change secondUplinkInSharedSubnet() {
        return session.steps()
                .step(
                        "second uplink in the shared subnet",
                        () -> session.hostState().secondUplinkInSharedSubnet());
    }

    /**
     * Take the lab into a situation of the reachability matrix and probe all paths, or read what was found when this was done before
     * in this run. What the cells say about the claims is noted, and their proofs are in the report.
     */
    public CellsUnderTest cells(Situation situation) {
        session.matrix().coverage().missing(situation).ifPresent(reason -> {
            throw new TestAbortedException("skipped: " + reason);
        });
        ClaimNeeds needs = ClaimNeeds.load();
        needs.claims().stream().filter(claim -> needs.needs(claim, situation)).forEach(needing::add);
        Outcome outcome = session.matrix().outcome(situation);
        CellsUnderTest cells =
                new CellsUnderTest(outcome, () -> session.matrix().message(outcome));
        observed.addAll(cells.observations());
        session.steps().attach("proof of each cell", cells.table());
        MatrixAttachments.attachSkipped(
                session.steps(), session.matrix().coverage().skipped(situation));
        if (cells.deviate()) {
            MatrixAttachments.attach(session.report(), session.matrix().explain(outcome));
        }
        MatrixAttachments.attach(session.report(), outcome);
        return cells;
    }

    /** Scan an address from a node with a real port scanner; the list of open ports is in the report. */
    public PortScan scan(Node from, String address) {
        PortScan scan = session.steps()
                .step("scan " + address + " from " + from, () -> PortScan.run(session.shell(), from, address));
        session.steps().attach("open TCP ports of " + address + " (of " + PortScan.PORTS + ")", scan.describe());
        return scan;
    }

    /**
     * Assert a control: something that must be so for the test to mean anything.
     *
     * @throws NotProven if it is not
     */
    public void control(boolean holds, String what) {
        if (!holds) {
            throw new NotProven("control: " + what);
        }
    }

    /** Make the error to throw where the opposite of what the test's claim says was shown. */
    public AssertionError refuted(String how) {
        return new ClaimRefuted(how);
    }

    /**
     * Find out what small parts of the matrix say about the claims in the lab as it is, which may be broken on purpose.
     *
     * @param parts of {@code short}, {@code carrier} and {@code bridge}, each once, at least one
     */
    public Rehearsal rehearse(List<String> parts) {
        List<Part> wanted = parts.stream()
                .map(part -> Part.valueOf(part.toUpperCase(Locale.ROOT)))
                .toList();
        Rehearsal rehearsal = session.steps().step("rehearse", () -> Rehearsal.run(session, wanted));
        session.steps().attach("claims", rehearsal.describe());
        return rehearsal;
    }

    /** The name of the switch's bridge, by its port to the uplink. */
    public String switchBridge() {
        return ask(
                layout().lanSwitch(),
                "basename \"$(readlink -f /sys/class/net/%s/master)\"".formatted(layout().uplinkPort()));
    }

    /** The MAC address of the uplink. */
    public String macOfUplink() {
        return ask(layout().host(), "cat /sys/class/net/%s/address".formatted(layout().uplink()));
    }

    private String ask(Node node, String command) {
        return shell().run(node, command, Duration.ofSeconds(20)).orThrow().text();
    }

    /** Put the wiring of {@link #rehearse} in place anew, whatever the guests' NICs have been through. */
    public WiredLab wireForRehearsal() {
        session.wirings().forget();
        return wireWithSecondNic(Part.CARRIER.block().wiring());
    }

    /** Attach the guests to a Linux bridge, and let the suite believe that they are still on a macvtap. */
    public void replaceMacvtapSilentlyByBridge() {
        session.wirings()
                .disguise(
                        Wiring.linuxBridge(),
                        SecondNic.IN_SECOND_SUBNET,
                        Part.CARRIER.block().wiring());
    }

    /** Let the KVM host drop what a bridge would forward to or from a guest, until closed. */
    public Change bridgeFilterDropsAll() {
        return session.steps()
                .step("host filters bridged frames", () -> session.hostState().bridgeFilterDropsAll());
    }

    /** Print a line on the console. */
    public void say(String topic, String text) {
        session.console().line(topic, text);
    }

    /** Race MacVTap against both bridges at the chosen level, or read the figures where this was done before in this run. */
    public Figures race() {
        return session.races().run(session.races().plan());
    }

    /**
     * Note what a performance claim's judgement is. It is a finding and fails nothing, unless {@code lab.performance.gate} says so.
     *
     * @throws ClaimRefuted if the gate is for claims and this one is refuted
     * @throws NotProven if the gate is for regressions and a figure is worse than in the runs before
     */
    public void conclude(PerformanceJudge.Judgement judgement) {
        Gate gate = session.config().performance().gate();
        if (gate == Gate.CLAIMS && judgement.verdict() == ClaimVerdict.REFUTED) {
            throw new ClaimRefuted(judgement.reason());
        }
        List<Regression> worse = session.races().regressions();
        if (gate == Gate.REGRESSIONS && !worse.isEmpty()) {
            throw new NotProven("slower than before: "
                    + worse.stream().map(Regression::describe).collect(Collectors.joining("; ")));
        }
        conclude(judgement.verdict(), judgement.reason());
    }

    /** Run workloads over wirings that somebody puts in place, without adding to the run's results. */
    public Figures race(RacePlan plan, Track track) {
        return race(plan, track, sample -> {});
    }

    /** The same, telling somebody of each sample as it is taken. */
    public Figures race(RacePlan plan, Track track, Consumer<Sample> finished) {
        return session.races().race(track, finished).run(plan, figures -> false);
    }

    /** Run workloads over the run's own wirings, which are put in place anew as in a run, without adding to its results. */
    public Figures raceAsInARun(RacePlan plan, Consumer<Sample> finished) {
        return session.races().apart(plan, finished);
    }

    /** Run one round of a plan with one entrant only. */
    public Figures sample(RacePlan plan, Entrant entrant) {
        return session.races()
                .race(any -> session.races().wire(entrant.wiring()), sample -> {})
                .visit(plan, entrant);
    }

    /** Put a wiring in place for a race. */
    public Topology wireForTraffic(Wiring wiring) {
        return session.races().wire(wiring);
    }

    /** What the look at the nodes has found, in the suite that does no more than look. */
    public List<Preflight.Finding> preflight() {
        return session.custody().preflight();
    }

    /** The nodes on which an earlier run had left something, which is put back. */
    public List<String> recovered() {
        return session.custody().recovered();
    }

    /** The nodes on which there is an undo journal now. */
    public List<String> left() {
        return session.custody().left();
    }

    /** The lab's nodes and addresses. */
    public Layout layout() {
        return session.layout();
    }

    /** A shell on the nodes; what it runs is in the report. */
    public Shell shell() {
        return session.shell();
    }

    /** Attach a text to the test's page in the report. */
    public void attach(String name, String text) {
        session.steps().attach(name, text);
    }

    /** Add to the claim's one-line summary. */
    public void note(String text) {
        notes.add(text);
    }

    /** Say what this test finds about its claim, where passing alone does not say it. */
    public void conclude(ClaimVerdict verdict, String reason) {
        concluded = Optional.of(verdict);
        notes.add(reason);
    }

    LabSession session() {
        return session;
    }

    void held(List<Proof> found) {
        proofs.addAll(found);
    }

    ClaimVerdict verdict() {
        return concluded.orElse(ClaimVerdict.HOLDS);
    }

    String summary() {
        return String.join(", ", notes);
    }

    Tally tally() {
        return Proof.tally(proofs);
    }

    /** The claims that are shown by the situation that was asked for. */
    Set<ClaimId> needing() {
        return needing;
    }

    /** What the cells that were looked at say about the claims. */
    List<Observation> observed() {
        return observed;
    }
}
