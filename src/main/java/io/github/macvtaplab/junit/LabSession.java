package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.config.Fault;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.config.SuiteChoice;
import io.github.macvtaplab.connectivity.Pace;
import io.github.macvtaplab.connectivity.Prober;
import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.GuestFate;
import io.github.macvtaplab.provision.HostState;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.SwitchPort;
import io.github.macvtaplab.provision.Wired;
import io.github.macvtaplab.provision.Wirings;
import io.github.macvtaplab.report.AllureReport;
import io.github.macvtaplab.report.FrontPage;
import io.github.macvtaplab.report.RunSummary;
import io.github.macvtaplab.safety.UndoJournal;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.shell.SshShell;
import io.github.macvtaplab.workload.Meters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run's lab: everything that is started once, in order, and closed in the opposite order. */
final class LabSession implements AutoCloseable {
    private final LabConfig config;
    private final Console console;
    private final AllureReport report = new AllureReport();
    private final ClaimRegister register = new ClaimRegister();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final StepLog steps = new StepLog(report);
    private final Races races = new Races(this);
    private final MatrixRun matrix = new MatrixRun(this);
    private @Nullable Parts parts;

    private @Nullable Custody custody;

    /** What exists once the lab has started. */
    private record Parts(
            Layout layout,
            Scope scope,
            SshShell shell,
            Wirings wirings,
            Optional<OtherHost> otherHost,
            HostState hostState,
            SwitchPort switchPort,
            Stations stations,
            Prober prober,
            Meters meters) {}

    LabSession(LabConfig config, Console console) {
        this.config = config;
        this.console = console;
    }

    /**
     * Start the lab. Whatever was started when this fails is closed by {@link #close()}.
     *
     * @throws LabException in one line, if the lab cannot be had
     */
    void start() {
        Reached lab = new LabReach(config, console, steps, open).reach();
        Custody care = keep(new Custody(lab, config.safety(), console));
        custody = care;
        switch (config.suite()) {
            case PREFLIGHT -> care.look();
            case RECOVER -> care.recover();
            default -> provision(lab, care.open());
        }
    }

    private void provision(Reached lab, UndoJournal journal) {
        long start = System.nanoTime();
        Layout layout = lab.layout();
        SshShell shell = lab.shell();
        Ansible ansible = lab.ansible();
        List<GuestStart> starts = lab.hosts().stream()
                .map(host -> new GuestStart(config, console, lab, host, ansible))
                .toList();
        starts.forEach(GuestStart::begin);
        SwitchPort switchPort = new SwitchPort(ansible, layout, config.fault() == Fault.HAIRPIN_ON ? "on" : "off");
        switchPort.rest();
        starts.forEach(GuestStart::await);
        console.line("guests", LabReach.names(layout.allGuests().stream()) + " ready", since(start));

        Scope chosen = new Scope(layout.lacking(), races.plan().level());
        chosen.announce(register, console);
        HostState hostState = new HostState(shell, layout, journal);
        Stations stations = keep(new Stations(shell));
        parts = new Parts(
                layout,
                chosen,
                shell,
                starts.get(0).wirings(),
                layout.other()
                        .map(host -> new OtherHost(host, starts.get(1).wirings(), new HostState(shell, host, journal))),
                hostState,
                switchPort,
                stations,
                new Prober(stations, Pace.USUAL),
                keep(new Meters(shell)));
        if (config.fault() == Fault.HOST_FIREWALL_DROP) {
            keep(hostState.firewallDropsAll());
        }
        Map<String, String> environment =
                RunStart.environment(shell, layout, starts.get(0).accelerator().reason(), ansible.describe());
        layout.other()
                .ifPresent(host -> environment.putAll(RunStart.environmentOfOther(
                        shell, host, starts.get(1).accelerator().reason())));
        introduce(layout, environment);
    }

    private void introduce(Layout layout, Map<String, String> environment) {
        report.environment(environment);
        console.line(
                "lab",
                "%s; kernel %s; accelerator %s"
                        .formatted(
                                config.embedded() ? "embedded, on this machine" : layout.name(),
                                environment.get("kernel"),
                                environment.get("accelerator")));
        layout.other()
                .ifPresent(host -> console.line(
                        "other",
                        "%s; kernel %s; accelerator %s; carries the far end of traffic across hosts, and is not tested"
                                .formatted(
                                        host.host(),
                                        environment.get("other_host_kernel"),
                                        environment.get("other_host_accelerator"))));
        if (config.fault() != Fault.NONE) {
            console.line("fault", config.fault() + ": the lab is broken on purpose");
        }
    }

    /** What takes care of the nodes. */
    Custody custody() {
        return Objects.requireNonNull(custody, "the lab has not started");
    }

    /** Put a wiring in place, or find it there. */
    Wired wire(Wiring wiring, SecondNic secondNic) {
        custody().check();
        boolean present = parts().wirings().has(wiring, secondNic);
        long start = System.nanoTime();
        Wired wired =
                steps.step("wire " + wiring.label(), () -> parts().wirings().wire(wiring, secondNic));
        if (!present) {
            console.line(
                    "wiring",
                    wiring.label() + (secondNic == SecondNic.NONE ? "" : ", with a second NIC"),
                    since(start));
        }
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
        return otherHost().map(other -> {
            custody().check();
            boolean present = other.wirings().has(wiring, SecondNic.NONE);
            long start = System.nanoTime();
            Wired wired = steps.step(
                    "wire %s on %s".formatted(wiring.label(), other.layout().host()),
                    () -> other.wirings().wire(wiring, SecondNic.NONE));
            if (!present) {
                console.line("wiring", wiring.label() + " on " + other.layout().host(), since(start));
            }
            return wired;
        });
    }

    /** Add to a failure what became of guests that do not run. */
    Throwable explain(Throwable failure) {
        return parts == null ? failure : GuestFate.explain(failure, shell(), layout());
    }

    Optional<OtherHost> otherHost() {
        return parts().otherHost();
    }

    void printClaim(ClaimId claim) {
        console.line("claim", "%-24s %-14s %s".formatted(claim.id(), register.verdict(claim), register.summary(claim)));
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
        return parts().hostState();
    }

    SwitchPort switchPort() {
        return parts().switchPort();
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
        return parts().wirings();
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

    private Parts parts() {
        return Objects.requireNonNull(parts, "the lab has not started");
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                RuntimeException wrapped =
                        e instanceof RuntimeException runtime ? runtime : new LabException(String.valueOf(e), e);
                console.line("error", "while taking the lab down: " + wrapped.getMessage());
                if (first == null) {
                    first = wrapped;
                } else {
                    first.addSuppressed(wrapped);
                }
            }
        }
        if (parts != null && config.suite() == SuiteChoice.STANDARD) {
            FrontPage.write(
                    config.reports().resolve("latest"),
                    register,
                    report.environment(),
                    matrix.result(),
                    races.section(),
                    "allure/index.html");
            RunSummary.write(
                    Path.of("target/lab"), register, report.environment(), config.reports() + "/latest/index.html");
        }
        if (first != null) {
            throw first;
        }
    }
}
