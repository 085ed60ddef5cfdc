package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.Change;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.RacePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** What a lab test works at: wires the guests, bends the lab for a while, and notes what was found. One per test. */
public final class Bench {
    private final LabSession session;
    private final List<Proof> proofs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<ClaimVerdict> concluded = Optional.empty();

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

    /** Switch hairpin mode on at the switch's port to the uplink, until closed. */
    public Change hairpin() {
        return session.step("hairpin mode on", () -> session.switchPort().hairpin());
    }

    /** Take the switch's end of the uplink down, until closed: the uplink loses its carrier. */
    public Change carrierLost() {
        return session.step(
                "carrier of the uplink lost", () -> session.switchPort().linkDown());
    }

    /** Set the uplink down on the host, until closed. */
    public Change uplinkDown() {
        return session.step("uplink set down", () -> session.hostState().uplinkDown());
    }

    /** Let the host's firewall drop everything from the test networks, until closed. */
    public Change firewallDropsAll() {
        return session.step(
                "host's firewall drops all", () -> session.hostState().firewallDropsAll());
    }

    /** Take the host's address in the second subnet away, until closed. */
    public Change withoutSecondAddress() {
        return session.step("second address removed", () -> session.hostState().withoutSecondAddress());
    }

    /** Give the host's second uplink an address in the shared subnet instead of its own, until closed. */
    public Change secondUplinkInSharedSubnet(String address) {
        return session.step(
                "second uplink moved into the shared subnet",
                () -> session.hostState().secondUplinkInSharedSubnet(address));
    }

    /** Run workloads over several wirings, or read the figures of the same plan run before in this run. */
    public Figures race(RacePlan plan) {
        return session.races().run(plan);
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
        session.attach(name, text);
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
        StringJoiner text = new StringJoiner(", ");
        count(PathVerdict.BLOCKED, text, "blocked");
        count(PathVerdict.REACHABLE, text, "reachable");
        long witnesses =
                proofs.stream().mapToLong(proof -> proof.witnesses().size()).sum();
        if (witnesses > 0) {
            text.add(witnesses + " witnesses");
        }
        notes.forEach(text::add);
        return text.toString();
    }

    private void count(PathVerdict verdict, StringJoiner text, String word) {
        long count = proofs.stream().filter(proof -> proof.verdict() == verdict).count();
        if (count > 0) {
            text.add("%d path%s %s".formatted(count, count == 1 ? "" : "s", word));
        }
    }
}
