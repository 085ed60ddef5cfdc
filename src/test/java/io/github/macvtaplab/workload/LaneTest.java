package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.LayoutForTests;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.Wired;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks where traffic can run, and what is said where it cannot. */
class LaneTest {
    private static final Optional<Topology> NONE = Optional.empty();

    /** What is in place on the other KVM host, which has one guest. */
    private static Optional<Topology> other() {
        return Optional.of(new Wired(
                LayoutForTests.without().other().orElseThrow(),
                Wiring.macvtap(MacvtapMode.BRIDGE),
                SecondNic.NONE,
                Map.of("g3", "eth1"),
                Map.of(),
                List.of(new Attached(End.GUEST, SubnetName.SHARED, "52:54:00:13:01:11", "macvtap9", "data0"))));
    }

    private static Topology lab(LabPart... lacking) {
        return new Wired(
                LayoutForTests.without(lacking),
                Wiring.macvtap(MacvtapMode.BRIDGE),
                SecondNic.NONE,
                Map.of("g1", "eth1", "g2", "eth1"),
                Map.of(),
                List.of(
                        new Attached(End.GUEST, SubnetName.SHARED, "52:54:00:12:01:11", "macvtap0", "uplink0"),
                        new Attached(End.GUEST2, SubnetName.SHARED, "52:54:00:12:01:12", "macvtap1", "uplink0")));
    }

    @Test
    void thePeerIsTheClientOfEachGuest() {
        assertThat(Lane.obstacle(lab(), NONE, Place.GUEST_TO_PEER, 2)).isEmpty();
        assertThat(Lane.of(lab(), NONE, Place.GUEST_TO_PEER, 2).orElseThrow().pairs())
                .extracting(pair -> pair.client() + " " + pair.server())
                .containsExactly("peer g1", "peer g2");
    }

    @Test
    void withoutAPeerThereIsNoTrafficWithIt() {
        assertThat(Lane.of(lab(LabPart.PEER), NONE, Place.GUEST_TO_PEER, 1)).isEmpty();
        assertThat(Lane.obstacle(lab(LabPart.PEER), NONE, Place.GUEST_TO_PEER, 1))
                .contains("the inventory has no peer (group 'peers')");
    }

    @Test
    void withoutAPeerGuestsStillHaveEachOther() {
        assertThat(Lane.obstacle(lab(LabPart.PEER), NONE, Place.GUEST_TO_GUEST, 1))
                .isEmpty();
    }

    @Test
    void theOtherHostsGuestIsTheClientOfTheTestedHosts() {
        Lane lane = Lane.of(lab(), other(), Place.ACROSS_HOSTS, 1).orElseThrow();

        assertThat(lane.pairs())
                .extracting(pair ->
                        pair.client() + " " + pair.server() + " " + pair.nic().device())
                .containsExactly("g3 g1 macvtap0");
        assertThat(lane.near().host().name()).isEqualTo("kvm1");
        assertThat(lane.near().guests()).containsExactly("mvlab-1-g1");
        assertThat(lane.far().orElseThrow().host().name()).isEqualTo("kvm2");
        assertThat(lane.far().orElseThrow().uplink()).isEqualTo("data0");
        assertThat(lane.far().orElseThrow().guests()).containsExactly("mvlab-1-g3");
        assertThat(lane.far().orElseThrow().devices()).containsExactly("macvtap9");
        assertThat(lane.far().orElseThrow().idle()).isEmpty();
    }

    @Test
    void theOtherHostHasNoPartInOtherLanes() {
        assertThat(Lane.of(lab(), other(), Place.GUEST_TO_PEER, 1).orElseThrow().far())
                .isEmpty();
    }

    @Test
    void withoutAnotherHostThereIsNoTrafficWithIt() {
        assertThat(Lane.of(lab(), NONE, Place.ACROSS_HOSTS, 1)).isEmpty();
        assertThat(Lane.obstacle(lab(), NONE, Place.ACROSS_HOSTS, 1))
                .contains("the run has one KVM host (lab.host=kvm1,kvm2 names two)");
    }

    @Test
    void bothHostsNeedAGuestForEachPair() {
        assertThat(Lane.obstacle(lab(), other(), Place.ACROSS_HOSTS, 2)).contains("the lab has too few guests");
    }

    @Test
    void tooFewGuestsAreAnotherObstacle() {
        assertThat(Lane.obstacle(lab(LabPart.PEER), NONE, Place.GUEST_TO_GUEST, 2))
                .contains("the lab has too few guests");
    }
}
