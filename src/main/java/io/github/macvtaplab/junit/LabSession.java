package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.ClaimChoice;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.config.Fault;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.config.SuiteChoice;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.Prober;
import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.connectivity.fingerprint.Forwarding;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.SiteFact;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.GuestFate;
import io.github.macvtaplab.provision.HostState;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.SwitchPort;
import io.github.macvtaplab.provision.Wired;
import io.github.macvtaplab.provision.Wirings;
import io.github.macvtaplab.report.AllureReport;
import io.github.macvtaplab.report.cause.WrappedText;
import io.github.macvtaplab.safety.UndoJournal;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Meters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run's lab: everything that is started once, in order, and closed in the opposite order. */
final class LabSession implements AutoCloseable {
    /** Most characters of a claim's reason on the console; the report has all of it. */
    private static final int MOST_REASON = 240;

    private final LabConfig config;
    private final Console console;
    private final AllureReport report = new AllureReport();
    private final ClaimRegister register = new ClaimRegister();
    private final ClaimChoice choice;
    private final RunReport runReport;
    private final Opened open;
    private final StepLog steps = new StepLog(report);
    private final Races races = new Races(this);
    private final MatrixRun matrix = new MatrixRun(this);
    private @Nullable LabParts parts;
    private @Nullable Custody custody;
    private @Nullable Forwarding forwarding;

    LabSession(LabConfig config, Console console) {
        this.config = config;
        this.console = console;
        runReport = new RunReport(config, this);
        choice = new ClaimChoice(ExpectedMatrix.load(), config.claims());
        open = new Opened(console);
    }

    /**
     * Start the lab. Whatever was started when this fails is closed by {@link #close()}.
     *
     * @throws LabException in one line, if the lab cannot be had
     */
    void start() {
        Reached lab = new LabReach(config, console, steps, open).reach();
        Custody care = open.keep(new Custody(lab, config.safety(), console));
        custody = care;
        switch (config.suite()) {
            case PREFLIGHT -> care.look();
            case RECOVER -> care.recover();
            default -> provision(lab, care.open());
        }
    }

    private void provision(Reached lab, UndoJournal journal) {
        LabStart start = new LabStart(config, console, open, lab);
        LabParts ready = start.provision(journal, races.plan().level(), choice);
        parts = ready;
        if (!choice.asksAll()) {
            console.line("asked", asked());
        }
        ready.scope().announce(register, console);
        report.environment(start.introduce(ready));
    }

    private String asked() {
        return "%s (lab.claims); %d of the matrix's %d situations bear on %s"
                .formatted(
                        Arrays.stream(ClaimId.values())
                                .filter(choice::asks)
                                .map(ClaimId::id)
                                .collect(Collectors.joining(", ")),
                        MatrixPlan.situations(choice).size(),
                        MatrixPlan.situations().size(),
                        config.claims().size() == 1 ? "it" : "them");
    }

    /** The claims that this run is asked for. */
    ClaimChoice choice() {
        return choice;
    }

    /** What takes care of the nodes. */
    Custody custody() {
        return Objects.requireNonNull(custody, "the lab has not started");
    }

    /** Put a wiring in place, or find it there. */
    Wired wire(Wiring wiring, SecondNic secondNic) {
        Wired wired = wire(parts().tested(), wiring, secondNic, "");
        if (config.fault() == Fault.GUEST_NIC_DOWN) {
            shell().run(
                            layout().node(End.GUEST),
                            "ip link set dev %s down".formatted(wired.device(End.GUEST, wiring.firstSubnet())),
                            Duration.ofSeconds(20));
        }
        return wired;
    }

    /** Put a wiring in place on the other KVM host, or find it there; empty if the run has none. */
    Optional<Topology> wireOther(Wiring wiring) {
        return otherHost()
                .map(other -> wire(
                        other, wiring, SecondNic.NONE, " on " + other.layout().host()));
    }

    /** Add to a failure what became of guests that do not run. */
    Throwable explain(Throwable failure) {
        return parts == null ? failure : GuestFate.explain(failure, shell(), layout());
    }

    private Wired wire(ReadyHost host, Wiring wiring, SecondNic secondNic, String where) {
        custody().check();
        boolean present = host.wirings().has(wiring, secondNic);
        long start = System.nanoTime();
        Wired wired = steps.step(
                "wire " + wiring.label() + where, () -> host.wirings().wire(wiring, secondNic));
        if (!present) {
            console.line(
                    "wiring",
                    wiring.label() + where + (secondNic == SecondNic.NONE ? "" : ", with a second NIC"),
                    Duration.ofNanos(System.nanoTime() - start));
        }
        return wired;
    }

    /** The KVM host that carries the far end of traffic; empty if the run has one KVM host. */
    Optional<ReadyHost> otherHost() {
        return parts().other();
    }

    void printClaim(ClaimId claim) {
        console.line(
                "claim",
                "%-24s %-14s %s"
                        .formatted(
                                claim.id(),
                                register.verdict(claim).label(),
                                WrappedText.cut(register.summary(claim), MOST_REASON)));
    }

    Races races() {
        return races;
    }

    Layout layout() {
        return parts().layout();
    }

    Scope scope() {
        return parts().scope();
    }

    Shell shell() {
        return parts().shell();
    }

    HostState hostState() {
        return parts().tested().state();
    }

    SwitchPort switchPort() {
        return parts().switchPort();
    }

    /** Wait until the devices of all ends are up, and frames pass by the uplink. */
    void awaitUp(Topology topology) {
        prober().awaitUp(topology);
        forwarding().await(topology);
    }

    /** What waits until frames pass. */
    Forwarding forwarding() {
        Forwarding known = forwarding;
        if (known == null) {
            known = new Forwarding(stations(), console);
            forwarding = known;
        }
        return known;
    }

    /** What the nodes say now of things that are not the run's business. */
    List<SiteFact> siteFacts() {
        return custody().siteFacts();
    }

    Stations stations() {
        return parts().stations();
    }

    Prober prober() {
        return parts().prober();
    }

    Meters meters() {
        return parts().meters();
    }

    LabConfig config() {
        return config;
    }

    Wirings wirings() {
        return parts().tested().wirings();
    }

    MatrixRun matrix() {
        return matrix;
    }

    StepLog steps() {
        return steps;
    }

    ClaimRegister register() {
        return register;
    }

    AllureReport report() {
        return report;
    }

    Console console() {
        return console;
    }

    private LabParts parts() {
        return Objects.requireNonNull(parts, "the lab has not started");
    }

    /** What is wrong with the lab, by all that the run has seen until now. */
    Diagnosis diagnosis() {
        return matrix.diagnose();
    }

    @Override
    public void close() {
        try {
            if (hasReport()) {
                runReport.conclude();
            }
        } finally {
            try {
                open.close();
            } finally {
                if (hasReport()) {
                    runReport.write();
                }
            }
        }
    }

    /** Whether the run has got as far as to leave a report at its end. */
    boolean hasReport() {
        return parts != null && config.suite() == SuiteChoice.STANDARD;
    }

    /** The report that the run leaves. */
    RunReport runReport() {
        return runReport;
    }
}
