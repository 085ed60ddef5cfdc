package io.github.macvtaplab.embedded;

import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.utility.MountableFile;

/** Run Ansible in a container with a pinned version of it. It reaches the lab's nodes over SSH, as it would from anywhere. */
public final class ExecutionEnvironment implements CommandLine {
    private static final String RUN_FOLDER = "/lab/run";

    private static final String HOME = "/lab";
    private static final String INVENTORY = HOME + "/inventory-under-test";
    private static final String SOCKETS = HOME + "/sockets/";
    private static final List<String> BESIDE = List.of("group_vars", "host_vars");

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final LifelineContainer container;
    private final Map<Path, String> sockets;

    private ExecutionEnvironment(LifelineContainer container, Map<Path, String> sockets) {
        this.container = container;
        this.sockets = Map.copyOf(sockets);
    }

    /**
     * Build the image if it is missing, copy the project's playbooks and inventories into a container of it, and start it.
     *
     * @param project folder with ansible.cfg and playbooks/
     * @param inventory path of the inventory, a folder or a file; what Ansible reads beside it is copied too
     * @param sockets of this machine that are shared with the container; what is no socket is left out
     */
    public static ExecutionEnvironment start(Path project, Path inventory, List<Path> sockets, Console console) {
        LifelineContainer container = new LifelineContainer(
                new LabImage("macvtap-lab/ansible", "/ee").ensure(console),
                "execution environment",
                "environment: up",
                Duration.ofSeconds(60));
        copy(container, project.resolve("ansible.cfg"), HOME + "/ansible.cfg");
        copy(container, project.resolve("playbooks"), HOME + "/playbooks");
        Path source = project.resolve(inventory);
        if (Files.isDirectory(source)) {
            copy(container, source, INVENTORY);
        } else {
            copy(container, source, inventoryIn(inventory));
            for (String beside : BESIDE) {
                if (Files.isDirectory(source.resolveSibling(beside))) {
                    copy(container, source.resolveSibling(beside), INVENTORY + "/" + beside);
                }
            }
        }
        container.withWorkingDirectory(HOME);
        Map<Path, String> shared = new LinkedHashMap<>();
        for (Path socket : sockets) {
            if (Files.exists(socket) && !Files.isDirectory(socket) && !Files.isRegularFile(socket)) {
                shared.put(socket, SOCKETS + shared.size());
                container.share(socket, SOCKETS + (shared.size() - 1));
            }
        }
        ExecutionEnvironment environment = new ExecutionEnvironment(container, shared);
        container.launch();
        return environment;
    }

    /** Where the environment has the inventory. */
    public static String inventoryIn(Path inventory) {
        return Files.isDirectory(inventory) ? INVENTORY : INVENTORY + "/" + inventory.getFileName();
    }

    @Override
    public void add(Path folder) {
        container.copyFileToContainer(MountableFile.forHostPath(folder), placeOf(folder));
    }

    @Override
    public String placeOf(Path folder) {
        return RUN_FOLDER;
    }

    @Override
    public String at(Path socket) {
        String inside = sockets.get(socket);
        if (inside == null || run(List.of("test", "-S", inside), Map.of(), LOOK).exitStatus() != 0) {
            throw new LabException(
                    "expected the execution environment's container to reach the socket %s, it cannot: the container engine may be on another machine, or in a container with other files; run with -Dlab.ansible=local"
                            .formatted(socket));
        }
        return inside;
    }

    private static void copy(LifelineContainer container, Path from, String to) {
        container.withCopyFileToContainer(MountableFile.forHostPath(from), to);
    }

    @Override
    public Output run(List<String> argv, Map<String, String> environment, Duration deadline, Privacy privacy) {
        List<String> command =
                new ArrayList<>(List.of("timeout", "--kill-after=5", String.valueOf(deadline.toSeconds()), "env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(argv);
        try {
            ExecResult result = container.execInContainer(command.toArray(String[]::new));
            if (result.getExitCode() == 124 || result.getExitCode() == 137) {
                throw new LabException("'%s' did not end within %d s%s"
                        .formatted(
                                String.join(" ", argv),
                                deadline.toSeconds(),
                                privacy.quote(result.getStdout().strip())));
            }
            return new Output(result.getExitCode(), result.getStdout(), result.getStderr());
        } catch (IOException | IllegalStateException e) {
            throw new LabException(
                    "the execution environment does not run '%s': %s".formatted(argv.get(0), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while '%s' ran".formatted(argv.get(0)), e);
        }
    }

    @Override
    public String describe() {
        return "execution environment container";
    }

    @Override
    public void close() {
        container.stop();
    }
}
