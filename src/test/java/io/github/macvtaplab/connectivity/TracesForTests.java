package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.connectivity.Sighting.What;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes hop traces of frames that nobody has sent. */
final class TracesForTests {
    static final Situation SITUATION = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.UNUSED);
    static final Path HOST_TO_GUEST = new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);
    static final Path PEER_TO_GUEST = new Path(End.PEER, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);
    static final String WHY = "the switch does not send it back.";
    static final int NUMBER = 7;

    static final What REQUEST = new Sighting.Tagged(NUMBER, false);
    static final What REPLY = new Sighting.Tagged(NUMBER, true);
    static final What HOST_ASKS = new Sighting.Ask("198.18.10.1", "198.18.10.11");

    /** A sighting with the time in seconds after some start. */
    static Sighting seen(String node, String device, Direction direction, What what, double time) {
        return new Sighting(node, device, direction, what, 3, 1000 + time, "", "", Set.of(1));
    }

    static HopTrace trace(Path path, PathVerdict expected, PathVerdict verdict, Sighting... sightings) {
        return trace(path, Neighbours.ASKED, expected, verdict, Map.of(), sightings);
    }

    static HopTrace trace(
            Path path,
            Neighbours neighbours,
            PathVerdict expected,
            PathVerdict verdict,
            Map<String, Double> clocks,
            Sighting... sightings) {
        Cell cell = cell(path, neighbours, expected, verdict);
        return HopTracer.trace(cell, round(cell, RoundsForTests.SOUND, clocks, sightings));
    }

    static Cell cell(Path path, Neighbours neighbours, PathVerdict expected, PathVerdict verdict) {
        ProbeResult probe = verdict == PathVerdict.REACHABLE
                ? RoundsForTests.result(path, neighbours, 1)
                : RoundsForTests.result(path, neighbours);
        return new Cell(
                SITUATION,
                path,
                neighbours,
                new Expectation("rule", expected, WHY, "source", Set.of()),
                new Proof(path, verdict, "the witness fell", probe, List.of()));
    }

    static Round round(Cell cell, Attestation attestation, Map<String, Double> clocks, Sighting... sightings) {
        return new Round(
                LabForTests.of(SITUATION),
                attestation,
                Map.of(cell.path(), cell.seen().probe()),
                Map.of(),
                List.of(new Round.Phase(1, Map.of(cell.path(), NUMBER), List.of(sightings), clocks)),
                Optional.empty());
    }

    private TracesForTests() {}
}
