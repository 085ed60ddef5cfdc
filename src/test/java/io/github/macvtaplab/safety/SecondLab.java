package io.github.macvtaplab.safety;

import io.github.macvtaplab.ansible.CommandLine.Output;
import io.github.macvtaplab.ansible.LocalCommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The lab of src/test/second-lab, which the suite neither builds nor knows. It is started by its own script, and looked into by the
 * container engine, so that what is seen does not depend on what is tested.
 */
final class SecondLab implements AutoCloseable {
    private static final String SCRIPT = "src/test/second-lab/second-lab";
    private static final Duration UP = Duration.ofMinutes(15);
    private static final Duration COMMAND = Duration.ofSeconds(60);

    /** What a node's network is made of, in the words of its own tools; nothing of it changes by itself. */
    private static final String STATE = """
            ip -o link show | sed 's/^[0-9]*: //' | sort
            ip -o addr show | sed 's/^[0-9]*: //; s/ valid_lft.*//' | sort
            ip -4 route show table all | sort; ip -6 route show table all | sort
            nft list ruleset 2>/dev/null | sed 's/counter packets [0-9]* bytes [0-9]*/counter/'
            for port in /sys/class/net/*/brport/hairpin_mode; do [ ! -e "$port" ] || echo "$port $(cat "$port")"; done
            """;

    private static final String HOST_STATE = STATE + """
            ovs-vsctl show | grep -v -e '^[0-9a-f]*-' -e ovs_version
            virsh -q --connect qemu:///system list --all | awk '{ print $2, $3 }'
            ls /srv
            systemctl list-units --all --plain --no-legend 'macvtap-lab*'
            """;

    /** In brackets, so that the shell that looks does not find itself. */
    private static final String UNRELATED = "pgrep -f '[g]uest=billing-db'";

    private static final LocalCommandLine HERE =
            new LocalCommandLine(Path.of("").toAbsolutePath());
    private final Path folder;

    private SecondLab(Path folder) {
        this.folder = folder;
    }

    /** Start it, building its image the first time. */
    static SecondLab up() {
        return up(1);
    }

    /** Start it with one KVM host or two. */
    static SecondLab up(int hosts) {
        try {
            SecondLab lab = new SecondLab(Files.createTempDirectory("second-lab"));
            command(UP, SCRIPT, "up", "--hosts", String.valueOf(hosts), lab.folder.toString());
            return lab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inventory that its script wrote. */
    Path inventory() {
        return folder.resolve("hosts.yml");
    }

    /** Run a script on the KVM host, from the engine's side. */
    String onHost(String script) {
        return command(COMMAND, "docker", "exec", id(Container.HOST), "sh", "-c", script);
    }

    /** Run a script on the other KVM host, from the engine's side. */
    String onOtherHost(String script) {
        return command(COMMAND, "docker", "exec", id(Container.OTHER_HOST), "sh", "-c", script);
    }

    /** Run a script on the switch or the peer, from the engine's side. */
    String on(String namespace, String script) {
        return command(
                COMMAND, "docker", "exec", id(Container.HOST), "ip", "netns", "exec", namespace, "sh", "-c", script);
    }

    /** Stop the jump host's processes for good or let them go on: nothing of SSH gets through meanwhile. */
    void bastion(String verb) {
        command(COMMAND, "docker", verb, id(Container.BASTION));
    }

    /** Stop the other KVM host's processes for good or let them go on. */
    void otherHost(String verb) {
        command(COMMAND, "docker", verb, id(Container.OTHER_HOST));
    }

    /** The state of all nodes. */
    String state() {
        return "== hv-a\n" + onHost(HOST_STATE) + "== tor\n" + on("tor", STATE) + "== far\n" + on("far", STATE)
                + (containers().size() > Container.OTHER_HOST.line ? "== hv-b\n" + onOtherHost(HOST_STATE) : "");
    }

    /** The process of the guest that has nothing to do with the tests. */
    String unrelatedGuest() {
        return onHost(UNRELATED).strip();
    }

    /** The same on the other KVM host. */
    String unrelatedGuestOfOtherHost() {
        return onOtherHost(UNRELATED).strip();
    }

    /** By the lines in which its script notes them. */
    private enum Container {
        BASTION(0),
        HOST(1),
        OTHER_HOST(2);

        private final int line;

        Container(int line) {
            this.line = line;
        }
    }

    private String id(Container container) {
        return containers().get(container.line);
    }

    private List<String> containers() {
        try {
            return Files.readAllLines(folder.resolve("containers"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Run a command on this machine; its output comes back. */
    static String here(String... argv) {
        return command(COMMAND, argv);
    }

    private static String command(Duration deadline, String... argv) {
        Output output = HERE.run(List.of(argv), Map.of(), deadline);
        if (output.exitStatus() != 0) {
            throw new AssertionError("%s: exit status %d: %s"
                    .formatted(List.of(argv), output.exitStatus(), output.stderr() + output.stdout()));
        }
        return output.stdout();
    }

    @Override
    public void close() {
        command(COMMAND, SCRIPT, "down", folder.toString());
    }
}
