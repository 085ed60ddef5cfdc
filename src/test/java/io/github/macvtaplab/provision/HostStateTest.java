package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.shell.Conversation;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks what is told to the KVM host; every run of the matrix does it for real. */
class HostStateTest {
    private static final Node HOST =
            new Node("kvm1", NodeRole.KVM_HOST, new SshAddress("192.0.2.1", 22, "root"), Optional.empty());

    private final List<String> scripts = new ArrayList<>();
    private final Shell shell = new Shell() {
        @Override
        public CommandResult run(Node node, String script, Duration deadline) {
            scripts.add(script);
            return new CommandResult(node.name(), script, 0, "", "", Duration.ZERO);
        }

        @Override
        public Conversation converse(Node node, String command) {
            throw new UnsupportedOperationException(command);
        }
    };
    private final HostState host = new HostState(
            shell,
            new Layout(
                    "lab",
                    true,
                    HOST,
                    HOST,
                    HOST,
                    List.of(),
                    "uplink0",
                    "uplink1",
                    "p0",
                    List.of("p0"),
                    "lan0",
                    "mgmt0",
                    "198.18.10.99",
                    Map.of(),
                    Map.of(),
                    Map.of()));

    private String table(int script) {
        Matcher table = Pattern.compile("table inet (\\w+)").matcher(scripts.get(script));
        assertThat(table.find()).as(scripts.get(script)).isTrue();
        return table.group(1);
    }

    @Test
    void takingOneDropBackLeavesAnotherInPlace() {
        host.firewallDropsAll();
        host.firewallDropsAll().close();

        assertThat(table(1)).isNotEqualTo(table(0));
        assertThat(scripts.get(2)).isEqualTo("nft delete table inet " + table(1));
    }

    @Test
    void waysOfManagementStayOpen() {
        host.firewallDropsAll();

        assertThat(scripts.get(0)).contains("policy drop", "iifname { \"$ssh\", \"mgmt0\", \"lo\" } accept");
    }
}
