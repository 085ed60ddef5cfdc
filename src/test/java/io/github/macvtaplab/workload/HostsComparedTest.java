package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.GUEST;
import static io.github.macvtaplab.workload.Recordings.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks what two KVM hosts must have in common for traffic between them to show anything. */
class HostsComparedTest {
    private static final Node OTHER =
            new Node("kvm2", NodeRole.KVM_HOST, new SshAddress("192.0.2.2", 22, "root"), Optional.empty());
    private static final NicState NIC = new NicState("1500", "1", Set.of());

    private static HostSide side(Node host, NicState nic, NicState uplink, String kernel) {
        return new HostSide(
                host,
                Map.of(GUEST, nic),
                uplink,
                Map.of("kernel", kernel, "uplink", uplink.toString(), "vhost", "yes"));
    }

    private static HostsCompared compared(NicState otherNic, NicState otherUplink, String otherKernel) {
        return new HostsCompared(side(HOST, NIC, NIC, "6.1.0"), side(OTHER, otherNic, otherUplink, otherKernel));
    }

    @Test
    void equalsAreRaced() {
        assertThat(compared(NIC, NIC, "6.1.0").obstacle()).isEmpty();
        assertThat(compared(NIC, NIC, "6.1.0").remarks()).isEmpty();
    }

    @Test
    void guestsWithOtherOffloadsAreNot() {
        assertThat(compared(new NicState("1500", "1", Set.of("tso", "gso")), NIC, "6.1.0")
                        .obstacle())
                .contains(
                        "expected the guests' NICs of both KVM hosts to be equal; kvm1 has MTU 1500, queues 1, offloads none, kvm2 has MTU 1500, queues 1, offloads gso+tso");
    }

    @Test
    void uplinksWithAnotherMtuAreNot() {
        assertThat(compared(NIC, new NicState("9000", "1", Set.of()), "6.1.0").obstacle())
                .contains("expected the uplinks of both KVM hosts to be equal; kvm1 has MTU 1500, kvm2 has MTU 9000");
    }

    @Test
    void whatElseDiffersIsSaid() {
        HostsCompared compared = compared(NIC, new NicState("1500", "8", Set.of("tso")), "6.5.0");

        assertThat(compared.obstacle()).isEmpty();
        assertThat(compared.remarks())
                .containsExactly(
                        "across hosts, kernel differs: kvm1 has 6.1.0, kvm2 has 6.5.0",
                        "across hosts, uplink differs: kvm1 has MTU 1500, queues 1, offloads none, kvm2 has MTU 1500, queues 8, offloads tso");
    }
}
