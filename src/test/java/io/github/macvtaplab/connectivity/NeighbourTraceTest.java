package io.github.macvtaplab.connectivity;

import static io.github.macvtaplab.connectivity.TracesForTests.HOST_ASKS;
import static io.github.macvtaplab.connectivity.TracesForTests.HOST_TO_GUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.REQUEST;
import static io.github.macvtaplab.connectivity.TracesForTests.seen;
import static io.github.macvtaplab.connectivity.TracesForTests.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks how a trace tells the frames by which neighbours are found from those that follow. */
class NeighbourTraceTest {
    @Test
    void probeWithGivenNeighboursIsNotMixedUpWithTheOneThatAsked() {
        Sighting given =
                new Sighting("kvm1", "uplink0", Direction.OUT, REQUEST, 1, 1000, "", "", Set.of(ProbeResult.GIVEN));
        Sighting asked = seen("switch", "port0", Direction.IN, REQUEST, 0);

        assertThat(trace(
                                HOST_TO_GUEST,
                                Neighbours.GIVEN,
                                PathVerdict.BLOCKED,
                                PathVerdict.BLOCKED,
                                Map.of(),
                                given,
                                asked)
                        .hops())
                .extracting(Hop::place)
                .containsExactly(new Place("kvm1", "uplink0"));
    }

    @Test
    void neighbourDiscoveryIsCalledByItsOwnNames() {
        Path six = new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V6, Protocol.UDP);

        assertThat(trace(
                                six,
                                PathVerdict.BLOCKED,
                                PathVerdict.BLOCKED,
                                seen(
                                        "kvm1",
                                        "uplink0",
                                        Direction.OUT,
                                        new Sighting.Ask("2001:db8:10::1", "2001:db8:10::11"),
                                        0))
                        .sentence())
                .startsWith("The neighbour solicitation left kvm1 by uplink0.");
    }

    @Test
    void messageAboutTheTargetIsTheAnswerToTheQuestion() {
        assertThat(trace(
                                HOST_TO_GUEST,
                                PathVerdict.REACHABLE,
                                PathVerdict.INCONCLUSIVE,
                                seen("kvm1", "uplink0", Direction.OUT, HOST_ASKS, 0),
                                seen(
                                        "g1",
                                        "ens2",
                                        Direction.OUT,
                                        new Sighting.Tell("198.18.10.11", "198.18.10.1"),
                                        0.001))
                        .hops())
                .extracting(Hop::frame)
                .containsExactly(Frame.ASK, Frame.TELL);
    }

    /** The station's own question stands for the kernel's, which may be on its way at the same time. */
    @Test
    void questionOfANeighbourPathIsFollowedOnce() {
        Path neighbour = new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.NEIGHBOUR);

        assertThat(trace(
                                neighbour,
                                PathVerdict.BLOCKED,
                                PathVerdict.BLOCKED,
                                seen("kvm1", "uplink0", Direction.OUT, REQUEST, 0),
                                seen("kvm1", "uplink0", Direction.OUT, HOST_ASKS, 0.001))
                        .sentence())
                .startsWith("The ARP request left kvm1 by uplink0. Last seen at kvm1 uplink0");
    }
}
