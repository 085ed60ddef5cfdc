package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks what two KVM hosts must have in common for traffic between them to show anything. */
class HostsComparedTest {
    private static final Node OTHER =
            new Node("kvm2", NodeRole.KVM_HOST, new SshAddress("192.0.2.2", 22, "root"), Optional.empty());
    private static final String NIC = "MTU 1500, queues 1, offloads none";
    private static final Map<String, String> FACTS = Map.of("kernel", "6.1.0", "uplink", NIC, "vhost", "yes");

    private static HostsCompared compared(String otherNic, Map<String, String> otherFacts) {
        Map<String, String> facts = new TreeMap<>(FACTS);
        facts.putAll(otherFacts);
        return new HostsCompared(HOST, FACTS, List.of(NIC), OTHER, facts, List.of(otherNic));
    }

    @Test
    void equalsAreRaced() {
        assertThat(compared(NIC, Map.of()).obstacle()).isEmpty();
        assertThat(compared(NIC, Map.of()).remarks()).isEmpty();
    }

    @Test
    void guestsWithOtherOffloadsAreNot() {
        assertThat(compared("MTU 1500, queues 1, offloads gso+tso", Map.of()).obstacle())
                .contains(
                        "expected the guests' NICs of both KVM hosts to be equal; kvm1 has MTU 1500, queues 1, offloads none, kvm2 has MTU 1500, queues 1, offloads gso+tso");
    }

    @Test
    void uplinksWithAnotherMtuAreNot() {
        assertThat(compared(NIC, Map.of("uplink", "MTU 9000, queues 1, offloads none"))
                        .obstacle())
                .contains("expected the uplinks of both KVM hosts to be equal; kvm1 has MTU 1500, kvm2 has MTU 9000");
    }

    @Test
    void whatElseDiffersIsSaid() {
        HostsCompared compared = compared(NIC, Map.of("kernel", "6.5.0", "uplink", "MTU 1500, queues 8, offloads tso"));

        assertThat(compared.obstacle()).isEmpty();
        assertThat(compared.remarks())
                .containsExactly(
                        "across hosts, kernel differs: kvm1 has 6.1.0, kvm2 has 6.5.0",
                        "across hosts, uplink differs: kvm1 has MTU 1500, queues 1, offloads none, kvm2 has MTU 1500, queues 8, offloads tso");
    }
}
