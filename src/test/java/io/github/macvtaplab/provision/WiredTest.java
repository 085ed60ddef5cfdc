package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.LayoutForTests;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks where paths can begin and end in labs that lack parts. */
class WiredTest {
    private static Wired wired(LabPart... lacking) {
        return new Wired(
                LayoutForTests.without(lacking),
                Wiring.macvtap(MacvtapMode.BRIDGE),
                SecondNic.IN_SECOND_SUBNET,
                Map.of("g1", "eth1", "g2", "eth1"),
                Map.of("g1", "eth2", "g2", "eth2"),
                List.of());
    }

    @Test
    void wholeLabHasEveryEndEveryPortAndLooksAtEveryDevice() {
        Wired wired = wired();

        assertThat(wired.ends()).containsExactly(End.values());
        assertThat(wired.has(End.HOST, SubnetName.SECOND)).isTrue();
        assertThat(Cable.values())
                .extracting(cable -> wired.port(cable).orElse("none"))
                .containsExactly("p0", "p1", "p2");
        assertThat(wired.watched().keySet())
                .extracting(Node::name)
                .containsExactlyInAnyOrder("kvm1", "g1", "g2", "switch", "peer");
        assertThat(wired.watched().values()).contains(List.of("uplink0", "uplink1"), List.of("p0", "p1", "p2"));
    }

    @Test
    void withoutAPeerThereIsNoSuchEnd() {
        Wired wired = wired(LabPart.PEER);

        assertThat(wired.ends()).containsExactly(End.HOST, End.GUEST, End.GUEST2);
        assertThat(wired.has(End.PEER, SubnetName.SHARED)).isFalse();
        assertThat(wired.port(Cable.PEER)).isEmpty();
        assertThat(wired.watched().keySet())
                .extracting(Node::name)
                .containsExactlyInAnyOrder("kvm1", "g1", "g2", "switch");
        assertThatThrownBy(() -> wired.device(End.PEER, SubnetName.SHARED))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no peer");
    }

    @Test
    void withoutASecondUplinkTheHostIsNotInTheSecondSubnet() {
        Wired wired = wired(LabPart.SECOND_UPLINK);

        assertThat(wired.has(End.HOST, SubnetName.SECOND)).isFalse();
        assertThat(wired.has(End.GUEST, SubnetName.SECOND)).isTrue();
        assertThat(wired.has(End.PEER, SubnetName.SECOND)).isTrue();
        assertThat(wired.watched().values()).contains(List.of("uplink0"), List.of("p0", "p2"));
        assertThatThrownBy(() -> wired.device(End.HOST, SubnetName.SECOND))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("lab_second_uplink");
    }

    @Test
    void withoutASwitchNobodyLooksIntoIt() {
        assertThat(wired(LabPart.SWITCH).watched().keySet())
                .extracting(Node::name)
                .containsExactlyInAnyOrder("kvm1", "g1", "g2", "peer");
        assertThat(wired(LabPart.SWITCH).port(Cable.UPLINK)).isEmpty();
    }
}
