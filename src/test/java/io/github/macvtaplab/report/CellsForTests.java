package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Expectation;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Makes cells of a matrix, in the plain situation of macvtap in bridge mode unless told otherwise. */
final class CellsForTests {
    static final Situation PLAIN = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Situation.Second.BOTH);

    static final Path HOST_TO_GUEST = path(Protocol.TCP, IpFamily.V4);

    /** One of another wiring, which is as expected. */
    static final Cell BRIDGE = cell(
            Situation.plain(Wiring.linuxBridge(), Situation.Second.UNUSED),
            HOST_TO_GUEST,
            Neighbours.ASKED,
            PathVerdict.REACHABLE,
            PathVerdict.REACHABLE);

    private CellsForTests() {}

    /** From host to guest, on the shared subnet. */
    static Path path(Protocol protocol, IpFamily family) {
        return new Path(End.HOST, End.GUEST, SubnetName.SHARED, family, protocol);
    }

    /** A cell that was expected to be one thing and seen to be another, or the same. */
    static Cell cell(Path path, PathVerdict expected, PathVerdict seen) {
        return cell(PLAIN, path, Neighbours.ASKED, expected, seen);
    }

    static Cell cell(Situation situation, Path path, Neighbours neighbours, PathVerdict expected, PathVerdict seen) {
        return new Cell(
                situation,
                path,
                neighbours,
                new Expectation(
                        "rule-of-" + expected.name(),
                        expected,
                        "the uplink <hides> the host.",
                        "macvlan.c & 802.1Q",
                        Set.of(ClaimId.HOST_GUEST_BLOCKED)),
                proof(path, neighbours, seen));
    }

    static Proof proof(Path path, Neighbours neighbours, PathVerdict seen) {
        return new Proof(
                path,
                seen,
                "the lab said <" + seen + ">",
                new ProbeResult(
                        path,
                        neighbours,
                        new TreeMap<>(),
                        4,
                        Duration.ofSeconds(2),
                        1,
                        1,
                        new ProbeResult.Responder("", ""),
                        "52:54:00:00:00:01",
                        "g1",
                        List.of()),
                List.of());
    }
}
