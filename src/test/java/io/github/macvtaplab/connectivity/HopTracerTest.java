package io.github.macvtaplab.connectivity;

import static io.github.macvtaplab.connectivity.TracesForTests.HOST_ASKS;
import static io.github.macvtaplab.connectivity.TracesForTests.HOST_TO_GUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.NUMBER;
import static io.github.macvtaplab.connectivity.TracesForTests.PEER_TO_GUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.REPLY;
import static io.github.macvtaplab.connectivity.TracesForTests.REQUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.WHY;
import static io.github.macvtaplab.connectivity.TracesForTests.seen;
import static io.github.macvtaplab.connectivity.TracesForTests.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.PathVerdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks where a trace says that frames were last seen, and why. */
class HopTracerTest {
    @Test
    void placesLeadFromTheSenderByTheSwitchToTheTarget() {
        assertThat(trace(PEER_TO_GUEST, PathVerdict.REACHABLE, PathVerdict.REACHABLE)
                        .places())
                .containsExactly(
                        new Place("peer", "eth1"),
                        new Place("switch", "port2"),
                        new Place("switch", "port0"),
                        new Place("kvm1", "uplink0"),
                        new Place("kvm1", "macvtap0"),
                        new Place("g1", "ens2"));
    }

    @Test
    void blockedRequestWasLastSeenAtTheSwitchsPort() {
        HopTrace trace = trace(
                HOST_TO_GUEST,
                PathVerdict.BLOCKED,
                PathVerdict.BLOCKED,
                seen("switch", "port0", Direction.IN, HOST_ASKS, 0.001),
                seen("kvm1", "uplink0", Direction.OUT, HOST_ASKS, 0));

        assertThat(trace.sentence())
                .isEqualTo("The ARP request left kvm1 by uplink0; came in to switch by port0."
                        + " Last seen at switch port0: the switch does not send it back.");
    }

    @Test
    void unexpectedEndAtTheSwitchSaysWhatToLookAt() {
        assertThat(trace(
                                HOST_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.BLOCKED,
                                seen("kvm1", "uplink0", Direction.OUT, HOST_ASKS, 0),
                                seen("switch", "port0", Direction.IN, HOST_ASKS, 0.001))
                        .sentence())
                .contains("Last seen on this way at switch port0: the switch did not send it out where it was to go")
                .doesNotContain(WHY);
    }

    @Test
    void reflectedFrameThatReachedTheHostIsFollowedToTheEnd() {
        HopTrace trace = trace(
                HOST_TO_GUEST.reversed(),
                PathVerdict.REACHABLE,
                PathVerdict.BLOCKED,
                seen("kvm1", "uplink0", Direction.IN, REQUEST, 0.004),
                seen("switch", "port0", Direction.OUT, REQUEST, 0.003),
                seen("switch", "port0", Direction.IN, REQUEST, 0.002),
                seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0.001));

        assertThat(trace.sentence())
                .startsWith("The probe left kvm1 by uplink0; came in to switch by port0, left switch by port0;"
                        + " came in to kvm1 by uplink0.")
                .contains("It reached kvm1 uplink0, which did not answer");
    }

    @Test
    void reflectedFrameThatStoppedAtTheUplinkIsLookedForAtTheMacvtap() {
        assertThat(trace(
                                HOST_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.BLOCKED,
                                seen("kvm1", "uplink0", Direction.IN, REQUEST, 0.002),
                                seen("switch", "port0", Direction.OUT, REQUEST, 0.001),
                                seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0))
                        .sentence())
                .endsWith("Last seen at kvm1 uplink0, and not at kvm1 macvtap0: look between these two");
    }

    @Test
    void nothingSeenAtAllSaysThatTheSenderWasSilentAndWhyNoVerdictIsReached() {
        HopTrace trace = trace(HOST_TO_GUEST, PathVerdict.BLOCKED, PathVerdict.INCONCLUSIVE);

        assertThat(trace.hops()).isEmpty();
        assertThat(trace.sentence())
                .isEqualTo("No frame of the path was seen anywhere, not even leaving kvm1 by uplink0."
                        + " The witness fell");
    }

    @Test
    void targetThatWasReachedAndIsSilentIsToBeLookedAt() {
        assertThat(trace(
                                PEER_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.INCONCLUSIVE,
                                seen("peer", "eth1", Direction.OUT, REQUEST, 0),
                                seen("g1", "ens2", Direction.IN, REQUEST, 0.002))
                        .sentence())
                .startsWith("The probe left peer by eth1; came in to g1 by ens2.")
                .contains("It reached g1 ens2, which did not answer");
    }

    @Test
    void frameThatVanishedBetweenTwoPlacesNamesBoth() {
        assertThat(trace(
                                PEER_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.INCONCLUSIVE,
                                seen("peer", "eth1", Direction.OUT, REQUEST, 0),
                                seen("kvm1", "uplink0", Direction.IN, REQUEST, 0.002))
                        .sentence())
                .endsWith("Last seen at kvm1 uplink0, and not at kvm1 macvtap0: look between these two");
    }

    @Test
    void answerThatWasLostIsFollowedOnItsWayBack() {
        assertThat(trace(
                                PEER_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.INCONCLUSIVE,
                                seen("peer", "eth1", Direction.OUT, REQUEST, 0),
                                seen("g1", "ens2", Direction.IN, REQUEST, 0.002),
                                seen("kvm1", "macvtap0", Direction.OUT, REPLY, 0.004),
                                seen("g1", "ens2", Direction.OUT, REPLY, 0.003))
                        .sentence())
                .isEqualTo("The answer left g1 by ens2; left kvm1 by macvtap0."
                        + " Last seen at kvm1 macvtap0, and not at kvm1 uplink0: look between these two");
    }

    @Test
    void answeredPathSaysWhyItIsOpen() {
        assertThat(trace(
                                PEER_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.REACHABLE,
                                seen("peer", "eth1", Direction.IN, REPLY, 0))
                        .sentence())
                .startsWith("The answer came back: the switch does not send it back");
    }

    @Test
    void answerThatWasNotExpectedIsNotExplained() {
        assertThat(trace(HOST_TO_GUEST, PathVerdict.BLOCKED, PathVerdict.REACHABLE)
                        .sentence())
                .isEqualTo("The answer came back.");
    }

    @Test
    void hopsComeInTheOrderOfTheWayThereAndBack() {
        assertThat(trace(
                                PEER_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.REACHABLE,
                                seen("peer", "eth1", Direction.IN, REPLY, 0.003),
                                seen("g1", "ens2", Direction.OUT, REPLY, 0.002),
                                seen("g1", "ens2", Direction.IN, REQUEST, 0.001),
                                seen("peer", "eth1", Direction.OUT, REQUEST, 0))
                        .hops())
                .extracting(hop -> hop.frame() + " " + hop.place())
                .containsExactly("REQUEST peer eth1", "REQUEST g1 ens2", "REPLY g1 ens2", "REPLY peer eth1");
    }

    @Test
    void clocksThatAreAheadAreSetRight() {
        HopTrace trace = trace(
                HOST_TO_GUEST,
                Neighbours.ASKED,
                PathVerdict.BLOCKED,
                PathVerdict.BLOCKED,
                Map.of("switch", 5.0),
                seen("kvm1", "uplink0", Direction.OUT, HOST_ASKS, 0),
                seen("switch", "port0", Direction.IN, HOST_ASKS, 5.002));

        assertThat(trace.hops().get(1).milliseconds()).isCloseTo(2, within(0.1));
    }

    @Test
    void framesOfAnotherPathAndOfAnotherPlaceAreLeftOut() {
        assertThat(trace(
                                HOST_TO_GUEST,
                                PathVerdict.BLOCKED,
                                PathVerdict.BLOCKED,
                                seen("kvm1", "uplink0", Direction.OUT, new Sighting.Tagged(NUMBER + 1, false), 0),
                                seen(
                                        "kvm1",
                                        "uplink0",
                                        Direction.OUT,
                                        new Sighting.Ask("198.18.10.1", "198.18.10.3"),
                                        0),
                                seen("peer", "eth1", Direction.IN, REQUEST, 0))
                        .hops())
                .isEmpty();
    }
}
