package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.ansible.Inventory;
import io.github.macvtaplab.ansible.LocalCommandLine;
import io.github.macvtaplab.ansible.PromptServer;
import io.github.macvtaplab.config.AnsibleChoice;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.embedded.EmbeddedLab;
import io.github.macvtaplab.embedded.ExecutionEnvironment;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.GuestSource;
import io.github.macvtaplab.safety.Run;
import io.github.macvtaplab.shell.SshCredentials;
import io.github.macvtaplab.shell.SshShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gets at a lab's nodes: those of the embedded lab, which is started for it, or those that an inventory leads to. */
final class LabReach {
    private static final Duration NODE_ANSWERS = Duration.ofSeconds(30);

    private final LabConfig config;
    private final Console console;
    private final StepLog steps;
    private final Opened open;

    /**
     * Make one.
     *
     * @param open gets all that is started, as soon as it is
     */
    LabReach(LabConfig config, Console console, StepLog steps, Opened open) {
        this.config = config;
        this.console = console;
        this.steps = steps;
        this.open = open;
    }

    /** What libvirt's names of a run's guests begin with. */
    static String guestPrefix(Run run) {
        return "mvlab-" + run.id() + "-";
    }

    Reached reach() {
        return config.embedded() ? embedded() : own();
    }

    private Reached embedded() {
        long start = System.nanoTime();
        EmbeddedStart.check(config);
        LabKeys keys = RunStart.keys(Stream.concat(EmbeddedLab.NODES.stream(), EmbeddedLab.GUESTS.stream())
                .toList());
        EmbeddedLab lab = open.keep(EmbeddedLab.start(keys, console));
        SshCredentials credentials = EmbeddedStart.credentials(keys);
        SshShell shell = shell(credentials);
        shell.ready(lab.hostNode(), NODE_ANSWERS);
        // A test boot that fails takes its whole deadline: it begins while the rest is started.
        CompletableFuture<Accelerator> accelerator = RunStart.accelerator(
                config,
                shell,
                lab.hostNode(),
                Optional.of(new GuestSource.Boot(EmbeddedLab.KERNEL, EmbeddedLab.INITRD)));
        CommandLine commandLine = commandLine(List.of());
        RunFiles files = runFiles();
        AnsibleStart ansibleStart = new AnsibleStart(config, commandLine, files, Optional.empty(), steps);
        console.line("image", "containers started; Ansible runs in " + commandLine.describe(), since(start));
        long nodesStart = System.nanoTime();
        Inventory inventory =
                ansibleStart.inventory().testing(config.hostsInUse()).at(EmbeddedLab.HOST, lab.hostAddress());
        inventory.check();
        Run run = run();
        Layout layout = inventory.layout(guestPrefix(run));
        answer(shell, layout, nodesStart);
        return new Reached(
                run,
                inventory,
                List.of(new KvmHost(layout, RunStart.guestSource(shell, layout.host(), inventory), () -> accelerator)),
                shell,
                new WayIn(files, inventory.nodes(layout), credentials),
                ansibleStart,
                keys);
    }

    private Reached own() {
        if (!Files.exists(project().resolve(config.inventory()))) {
            throw new LabException("lab.inventory is '%s', and from %s there is no such file or directory"
                    .formatted(config.inventory(), project()));
        }
        PromptServer prompts = open.keep(PromptServer.open());
        CommandLine commandLine = commandLine(Stream.concat(config.agent().stream(), Stream.of(prompts.socket()))
                .toList());
        RunFiles files = runFiles();
        AnsibleStart ansibleStart = new AnsibleStart(config, commandLine, files, Optional.of(prompts), steps);
        long nodesStart = System.nanoTime();
        Inventory inventory = ansibleStart.inventory().testing(config.hostsInUse());
        inventory.check();
        Run run = run();
        Layout layout = inventory.layout(guestPrefix(run));
        LabKeys keys = RunStart.keys(layout.allGuests().stream().map(Node::name).toList());
        SshCredentials credentials =
                new NodeLogins(config.home(), config.agent()).find(inventory.access(layout), layout, keys);
        SshShell shell = shell(credentials);
        answer(shell, layout, nodesStart);
        return new Reached(
                run,
                inventory,
                Stream.concat(Stream.of(layout), layout.other().stream())
                        .map(part -> kvmHost(part, shell, inventory))
                        .toList(),
                shell,
                new WayIn(files, inventory.nodes(layout), credentials),
                ansibleStart,
                keys);
    }

    private KvmHost kvmHost(Layout layout, SshShell shell, Inventory inventory) {
        GuestSource source = RunStart.guestSource(shell, layout.host(), inventory);
        // Not before the lease: the test boot is somebody's processor time.
        return new KvmHost(layout, source, () -> RunStart.accelerator(config, shell, layout.host(), source.boot()));
    }

    /**
     * Start what runs Ansible's commands.
     *
     * @param sockets that its ssh may need
     */
    private CommandLine commandLine(List<Path> sockets) {
        Path project = project();
        return open.keep(
                config.ansible() == AnsibleChoice.LOCAL
                        ? new LocalCommandLine(project)
                        : ExecutionEnvironment.start(project, config.inventory(), sockets, console));
    }

    private RunFiles runFiles() {
        return open.keep(RunFiles.make(project().resolve("target/lab")));
    }

    private static Path project() {
        return Path.of("").toAbsolutePath();
    }

    private Run run() {
        return Run.begin(config.user(), RunStart.machine());
    }

    private SshShell shell(SshCredentials credentials) {
        SshShell shell = open.keep(new SshShell(credentials));
        shell.addListener(steps::ran);
        return shell;
    }

    private void answer(SshShell shell, Layout layout, long start) {
        layout.tested().keySet().forEach(node -> shell.ready(node, NODE_ANSWERS));
        console.line("nodes", names(layout.tested().keySet().stream()) + " answer SSH", since(start));
    }

    static String names(Stream<Node> nodes) {
        return nodes.map(Node::name).collect(Collectors.joining(" "));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
