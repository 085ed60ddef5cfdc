package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.ansible.Inventory;
import io.github.macvtaplab.ansible.LocalCommandLine;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.config.AnsibleChoice;
import io.github.macvtaplab.config.Fault;
import io.github.macvtaplab.config.KeepChoice;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.config.SuiteChoice;
import io.github.macvtaplab.connectivity.Pace;
import io.github.macvtaplab.connectivity.Prober;
import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.embedded.EmbeddedLab;
import io.github.macvtaplab.embedded.ExecutionEnvironment;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.Guests;
import io.github.macvtaplab.provision.HostState;
import io.github.macvtaplab.provision.Preflight;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.SwitchPort;
import io.github.macvtaplab.provision.Wired;
import io.github.macvtaplab.provision.Wirings;
import io.github.macvtaplab.report.AllureReport;
import io.github.macvtaplab.report.FrontPage;
import io.github.macvtaplab.report.RunSummary;
import io.github.macvtaplab.safety.Keepers;
import io.github.macvtaplab.safety.Lease;
import io.github.macvtaplab.safety.Run;
import io.github.macvtaplab.safety.UndoJournal;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.shell.SshCredentials;
import io.github.macvtaplab.shell.SshShell;
import io.github.macvtaplab.workload.Meters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run's lab: everything that is started once, in order, and closed in the opposite order. */
final class LabSession implements AutoCloseable {
    private static final Duration NODE_ANSWERS = Duration.ofSeconds(30);
    /** Why some situations and claims are not tested. */
    static final String NO_SWITCH = "the inventory has no switch whose port could be set (group 'switches')";

    private static final String GUEST_PREFIX = "mvlab-";

    private final LabConfig config;
    private final Console console;
    private final AllureReport report = new AllureReport();
    private final ClaimRegister register = new ClaimRegister();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final StepLog steps = new StepLog(report);
    private final Races races = new Races(this);
    private final MatrixRun matrix = new MatrixRun(this);
    private @Nullable Parts parts;

    private List<Preflight.Finding> preflight = List.of();
    private List<String> recovered = List.of();
    private @Nullable WayIn wayIn;
    private boolean failed;

    /** What exists once the lab has started. */
    private record Parts(
            Layout layout,
            SshShell shell,
            UndoJournal journal,
            Wirings wirings,
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
        Path project = Path.of("").toAbsolutePath();
        long start = System.nanoTime();
        LabKeys keys = LabKeys.NONE;
        CompletableFuture<Accelerator> found = null;
        SshCredentials credentials = null;
        SshShell shell = null;
        EmbeddedLab lab = null;
        if (config.embedded()) {
            EmbeddedStart.check(config);
            keys = EmbeddedStart.keys(Stream.concat(EmbeddedLab.NODES.stream(), EmbeddedLab.GUESTS.stream())
                    .toList());
            lab = keep(EmbeddedLab.start(keys, console));
            credentials = EmbeddedStart.credentials(keys);
            shell = shell(credentials);
            shell.ready(lab.hostNode(), NODE_ANSWERS);
            found = EmbeddedStart.accelerator(config, shell, lab.hostNode(), EmbeddedLab.KERNEL, EmbeddedLab.INITRD);
        }
        boolean local = config.ansible() == AnsibleChoice.LOCAL;
        CommandLine commandLine = keep(
                local
                        ? new LocalCommandLine(project)
                        : ExecutionEnvironment.start(project, config.inventory(), console));
        RunFiles files = keep(RunFiles.make(project.resolve("target/lab")));
        AnsibleStart ansibleStart = new AnsibleStart(config, commandLine, files, steps);
        if (lab != null) {
            console.line("image", "containers started; Ansible runs in " + commandLine.describe(), since(start));
        }

        long nodesStart = System.nanoTime();
        Inventory inventory = ansibleStart.inventory();
        if (lab != null) {
            inventory.at(EmbeddedLab.HOST, lab.hostAddress());
        }
        inventory.check();
        Run run = Run.begin(config.user(), EmbeddedStart.machine());
        Layout layout = inventory.layout(GUEST_PREFIX + run.id() + "-");
        if (shell == null || credentials == null) {
            keys = EmbeddedStart.keys(layout.guests().stream().map(Node::name).toList());
            credentials = new NodeLogins(config.home()).find(inventory.access(layout), layout, keys);
            shell = shell(credentials);
        }
        List<Node> nodes = List.copyOf(layout.tested().keySet());
        for (Node node : nodes) {
            shell.ready(node, NODE_ANSWERS);
        }
        console.line(
                "nodes",
                nodes.stream().map(Node::name).collect(Collectors.joining(" ")) + " answer SSH",
                since(nodesStart));

        Survey survey = new Survey(shell, layout, inventory, console);
        if (config.suite() == SuiteChoice.PREFLIGHT) {
            survey.guard(keep(new Keepers(shell)));
            preflight = survey.look();
            return;
        }
        Keepers keepers = keep(new Keepers(shell));
        long leaseStart = System.nanoTime();
        Lease.acquire(keepers, nodes, run, config.safety().leaseWait(), console);
        recovered = UndoJournal.replayLeft(keepers, nodes, console);
        if (config.suite() == SuiteChoice.RECOVER) {
            console.line("recover", "the lab is as it was before any run", since(leaseStart));
            return;
        }
        survey.guard(keepers);
        survey.require();
        UndoJournal journal = UndoJournal.open(
                keepers,
                shell,
                run,
                layout.tested(),
                layout.reaches(),
                config.safety().undoDeadline(),
                console);
        open.push(() -> close(journal, nodes));
        console.line("lease", "run %s has the lab; undo journals are open".formatted(run.id()), since(leaseStart));
        wayIn = new WayIn(files, inventory.nodes(layout), credentials);

        long guestStart = System.nanoTime();
        Ansible ansible = ansibleStart.forRun(
                inventory.nodes(layout),
                credentials,
                keys,
                Map.of(
                        "lab_run", run.id(),
                        "lab_guest_prefix", GUEST_PREFIX + run.id() + "-",
                        "lab_undo", UndoJournal.prelude()));
        if (found == null) {
            found = EmbeddedStart.accelerator(
                    config,
                    shell,
                    layout.host(),
                    inventory.text(layout.host().name(), "lab_guest_kernel"),
                    inventory.text(layout.host().name(), "lab_guest_initrd"));
        }
        Accelerator accelerator = found.join();
        Guests guests = new Guests(
                ansible, shell, layout, inventory.text(layout.host().name(), "lab_guest_directory") + "/" + run.id());
        guests.provision(
                accelerator, config.fault() == Fault.GUEST_NEVER_BOOTS ? "rdinit=/no/such/init root=/dev/none" : "");
        SwitchPort switchPort =
                new SwitchPort(ansible, layout.hasSwitch(), config.fault() == Fault.HAIRPIN_ON ? "on" : "off");
        switchPort.rest();
        guests.awaitReady(config.bootDeadline());
        console.line(
                "guests",
                layout.guests().stream().map(Node::name).collect(Collectors.joining(" ")) + " ready",
                since(guestStart));

        if (!layout.hasSwitch()) {
            register.skip(ClaimId.HAIRPIN_SWITCH, NO_SWITCH);
            console.line("skipped", "hairpin mode and loss of carrier: " + NO_SWITCH);
        }
        HostState hostState = new HostState(shell, layout, journal);
        Stations stations = keep(new Stations(shell));
        parts = new Parts(
                layout,
                shell,
                journal,
                new Wirings(ansible, shell, layout),
                hostState,
                switchPort,
                stations,
                new Prober(stations, Pace.USUAL),
                keep(new Meters(shell)));
        if (config.fault() == Fault.HOST_FIREWALL_DROP) {
            keep(hostState.firewallDropsAll());
        }
        Map<String, String> environment =
                EmbeddedStart.environment(shell, layout, accelerator.reason(), ansible.describe());
        report.environment(environment);
        console.line(
                "lab",
                "%s; kernel %s; accelerator %s"
                        .formatted(
                                config.embedded() ? "embedded, on this machine" : layout.name(),
                                environment.get("kernel"),
                                accelerator.reason()));
        if (config.fault() != Fault.NONE) {
            console.line("fault", config.fault() + ": the lab is broken on purpose");
        }
    }

    private SshShell shell(SshCredentials credentials) {
        SshShell shell = keep(new SshShell(credentials));
        shell.addListener(steps::ran);
        return shell;
    }

    private void close(UndoJournal journal, List<Node> nodes) {
        long start = System.nanoTime();
        KeepChoice keep = config.safety().keep();
        WayIn open = wayIn;
        if (open != null && (keep == KeepChoice.ALWAYS || (keep == KeepChoice.ON_FAILURE && failed))) {
            journal.keep();
            open.keep(console);
        }
        journal.close();
        if (!journal.kept()) {
            console.line(
                    "teardown",
                    nodes.stream().map(Node::name).collect(Collectors.joining(" ")) + " are as they were",
                    since(start));
        }
    }

    /** A test has failed: a lab that is to be kept then is kept. */
    void failed() {
        failed = true;
    }

    /** What the look at the nodes has found, in a run that does no more than look. */
    List<Preflight.Finding> preflight() {
        return preflight;
    }

    /** The nodes on which an earlier run had left something, which is put back. */
    List<String> recovered() {
        return recovered;
    }

    /** Put a wiring in place, or find it there. */
    Wired wire(Wiring wiring, SecondNic secondNic) {
        String lost = parts().journal().lost();
        if (lost != null) {
            throw new LabException("the lab puts itself back, as this run lost its undo journals: " + lost);
        }
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

    void printClaim(ClaimId claim) {
        console.line("claim", "%-24s %-14s %s".formatted(claim.id(), register.verdict(claim), register.summary(claim)));
    }

    Races races() {
        return races;
    }

    Layout layout() {
        return parts().layout();
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
