package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.LanesForTests.lab;
import static io.github.macvtaplab.workload.LanesForTests.other;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Topology;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks where traffic can run, and what is said where it cannot. */
class LaneTest {
    private static final Optional<Topology> NONE = Optional.empty();

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
        Lane lane = Lane.of(lab(), Optional.of(other()), Place.ACROSS_HOSTS, 1).orElseThrow();

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
        assertThat(Lane.of(lab(), Optional.of(other()), Place.GUEST_TO_PEER, 1)
                        .orElseThrow()
                        .far())
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
        assertThat(Lane.obstacle(lab(), Optional.of(other()), Place.ACROSS_HOSTS, 2))
                .contains("the lab has too few guests");
    }

    @Test
    void tooFewGuestsAreAnotherObstacle() {
        assertThat(Lane.obstacle(lab(LabPart.PEER), NONE, Place.GUEST_TO_GUEST, 2))
                .contains("the lab has too few guests");
    }
}
