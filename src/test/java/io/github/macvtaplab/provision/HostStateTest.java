package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.model.SubnetName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks what is told to the KVM host, and what takes it back; every run of the matrix does it for real. */
class HostStateTest {
    private static final Node HOST =
            new Node("kvm1", NodeRole.KVM_HOST, new SshAddress("192.0.2.1", 22, "root"), Optional.empty());

    /** One change as it was told to the journal. */
    private record Told(String key, List<String> devices, String undo, String script) {}

    private final List<Told> told = new ArrayList<>();
    private final List<String> takenBack = new ArrayList<>();
    private final HostState host = new HostState(
            (node, script, deadline) -> new CommandResult(node.name(), script, 0, "", "", Duration.ZERO),
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
                    "198.18.10.99/24",
                    true,
                    "mvlab-1-",
                    Map.of(),
                    Map.of(),
                    Map.of(
                            "kvm1",
                            Map.of(
                                    SubnetName.SECOND,
                                    Map.of(IpFamily.V4, "198.18.20.1/24", IpFamily.V6, "2001:db8:20::1/64")))),
            (node, key, devices, undo, script) -> {
                told.add(new Told(key, devices, undo, script));
                return () -> takenBack.add(key);
            });

    @Test
    void takingOneDropBackLeavesAnotherInPlace() {
        host.firewallDropsAll();
        host.firewallDropsAll().close();

        assertThat(told.get(1).key()).isNotEqualTo(told.get(0).key());
        assertThat(takenBack).containsExactly(told.get(1).key());
        assertThat(told.get(1).undo())
                .contains("nft delete table inet " + told.get(1).key());
    }

    @Test
    void firewallDropsNothingButWhatComesByTheInterfacesUnderTest() {
        host.firewallDropsAll();

        assertThat(told.get(0).script())
                .contains("policy accept", "iifname { \"uplink0\", \"uplink1\" } drop", "iifname \"mvl*\" drop")
                .doesNotContain("policy drop");
    }

    @Test
    void eachChangeOfAnInterfaceNamesIt() {
        host.uplinkDown();
        host.secondUplinkInSharedSubnet();

        assertThat(told)
                .extracting(Told::devices)
                .containsExactly(List.of("uplink0"), List.of("uplink1"), List.of("uplink1"));
    }

    @Test
    void whatMovesAnAddressIsTakenBackLastFirst() {
        host.secondUplinkInSharedSubnet().close();

        assertThat(told).extracting(Told::key).containsExactly("second-address", "spare-address");
        assertThat(takenBack).containsExactly("spare-address", "second-address");
    }
}
