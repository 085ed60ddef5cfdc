package io.github.macvtaplab.connectivity;

import static io.github.macvtaplab.connectivity.TracesForTests.HOST_TO_GUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.NUMBER;
import static io.github.macvtaplab.connectivity.TracesForTests.PEER_TO_GUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.REPLY;
import static io.github.macvtaplab.connectivity.TracesForTests.REQUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks what is taken for a switch that sends frames back, and what for one that does not. */
class ReflectionTest {
    private static final Sighting.What BROADCAST = new Sighting.Tagged(Batch.REFLECTION, false);
    private static final Sighting LEFT = seen("kvm1", "uplink0", Direction.OUT, BROADCAST, 0);
    private static final Sighting CAME_BACK = seen("kvm1", "uplink0", Direction.IN, BROADCAST, 0.001);
    private static final Sighting HEARD_BY_PEER = seen("peer", "eth1", Direction.IN, BROADCAST, 0.001);

    private static Optional<Boolean> reflects(Path path, Sighting... sightings) {
        return Reflection.seen(
                LabForTests.of(TracesForTests.SITUATION),
                List.of(new Round.Phase(1, Map.of(path, NUMBER), List.of(sightings), Map.of())));
    }

    @Test
    void broadcastThatCameBackIsAReflection() {
        assertThat(reflects(HOST_TO_GUEST, LEFT, CAME_BACK, HEARD_BY_PEER)).contains(true);
    }

    @Test
    void broadcastThatOthersHeardAndThatDidNotComeBackIsNone() {
        assertThat(reflects(HOST_TO_GUEST, LEFT, HEARD_BY_PEER)).contains(false);
    }

    /** A port that drops the frame would look like one that does not reflect. */
    @Test
    void broadcastThatNobodyHeardSaysNothing() {
        assertThat(reflects(HOST_TO_GUEST, LEFT)).isEmpty();
        assertThat(reflects(HOST_TO_GUEST, LEFT, seen("switch", "port0", Direction.IN, BROADCAST, 0)))
                .isEmpty();
    }

    @Test
    void probeThatCameBackIsAReflectionToo() {
        assertThat(reflects(
                        HOST_TO_GUEST,
                        LEFT,
                        HEARD_BY_PEER,
                        seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0),
                        seen("kvm1", "uplink0", Direction.IN, REQUEST, 0.001)))
                .contains(true);
    }

    @Test
    void probeThatSomebodySentOnInHisOwnNameIsNone() {
        Sighting sentOn =
                new Sighting("kvm1", "uplink0", Direction.IN, REQUEST, 1, 1000.001, "02:00:00:00:00:99", "", Set.of(1));

        assertThat(reflects(
                        HOST_TO_GUEST, LEFT, HEARD_BY_PEER, seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0), sentOn))
                .contains(false);
    }

    @Test
    void probesOfThePeerAndAnswersAreNoReflection() {
        assertThat(reflects(
                        PEER_TO_GUEST,
                        LEFT,
                        HEARD_BY_PEER,
                        seen("kvm1", "uplink0", Direction.IN, REQUEST, 0),
                        seen("kvm1", "uplink0", Direction.OUT, REPLY, 0.001)))
                .contains(false);
    }
}
