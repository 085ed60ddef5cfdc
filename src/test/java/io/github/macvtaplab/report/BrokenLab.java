package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Expectation;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.connectivity.Whereabouts;
import io.github.macvtaplab.connectivity.Whereabouts.Site;
import io.github.macvtaplab.connectivity.Witness;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.diagnosis.NamedCause;
import io.github.macvtaplab.diagnosis.UnexplainedGroup;
import io.github.macvtaplab.junit.MatrixPlan;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes up a run of the whole matrix in which four cells of five are wrong, with proofs and traces as long as real ones. */
final class BrokenLab {
    /** What is wrong with it: a cause with a name, and 40 places that no cause explains. */
    static final Diagnosis DIAGNOSIS = new Diagnosis(
            List.of(new NamedCause(
                    "port-security",
                    "the switch's port to data0 passes only frames with data0's own MAC address",
                    List.of("pass uplink guest broadcast: no"),
                    "let the port take the guests' MAC addresses",
                    9000,
                    "an example",
                    Set.of(ClaimId.EXPOSED, ClaimId.HAIRPIN_SWITCH))),
            IntStream.range(0, 40)
                    .mapToObj(place -> new UnexplainedGroup(
                            75,
                            "75 cells: last seen at kvm1 vnet%d, and not at kvm1 mvlbr0: look between these two"
                                    .formatted(place),
                            "an example",
                            Set.of(ClaimId.EXPOSED)))
                    .toList());

    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final int TRACES_OF_A_SITUATION = 24;

    private BrokenLab() {}

    /** Its result: every path with neighbours asked for and given, as in a run of all wirings. */
    static MatrixResult result() {
        List<Cell> cells = new ArrayList<>();
        List<HopTrace> traces = new ArrayList<>();
        for (Situation situation : MatrixPlan.situations()) {
            List<Cell> here = new ArrayList<>();
            for (Path path : SituationPaths.of(situation)) {
                for (Neighbours neighbours : EnumSet.allOf(Neighbours.class)) {
                    here.add(cell(situation, path, neighbours, (cells.size() + here.size()) % 5 != 0));
                }
            }
            cells.addAll(here);
            here.stream().limit(TRACES_OF_A_SITUATION).map(BrokenLab::trace).forEach(traces::add);
        }
        return new MatrixResult(cells, List.of(), traces, List.of(), Duration.ofMinutes(5));
    }

    private static Cell cell(Situation situation, Path path, Neighbours neighbours, boolean wrong) {
        Expectation expected = MATRIX.expect(situation, path, neighbours);
        PathVerdict opposite = expected.verdict() == PathVerdict.BLOCKED ? PathVerdict.REACHABLE : PathVerdict.BLOCKED;
        return new Cell(
                situation,
                path,
                neighbours,
                expected,
                proof(path, neighbours, wrong ? opposite : expected.verdict()),
                !wrong
                        ? Whereabouts.NOT_SOUGHT
                        : new Whereabouts(
                                Site.SEGMENT,
                                Optional.of(Frame.ASK),
                                Optional.of(path.from()),
                                Optional.of(new Place("kvm1", "data0")),
                                "last seen at kvm1 data0, and not at tor swp1 of a long name that goes on "
                                        + "and on ".repeat(20)));
    }

    private static Proof proof(Path path, Neighbours neighbours, PathVerdict verdict) {
        ProbeResult probe = new ProbeResult(
                path,
                neighbours,
                new TreeMap<>(),
                4,
                Duration.ofSeconds(2),
                3,
                2,
                new ProbeResult.Responder("", ""),
                "52:54:00:00:00:01",
                "g1",
                List.of("No route to host"));
        Witness witness = new Witness(Witness.Role.TARGET, Witness.When.BEFORE, path.reversed(), true, "");
        return new Proof(
                path,
                verdict,
                "no answer came, though the frames left the sender and " + "a witness held, and ".repeat(10),
                probe,
                List.of(witness, witness, witness, witness));
    }

    private static HopTrace trace(Cell cell) {
        List<Place> places = List.of(
                new Place("g1", "eth0"),
                new Place("kvm1", "macvtap5"),
                new Place("kvm1", "uplink0"),
                new Place("switch", "p0"),
                new Place("switch", "p1"),
                new Place("peer", "lan0"));
        List<Hop> hops = new ArrayList<>();
        for (Frame frame : Frame.values()) {
            places.forEach(place -> hops.add(new Hop(place, Direction.OUT, frame, 1, hops.size())));
        }
        return new HopTrace(
                cell.situation(),
                cell.path(),
                cell.neighbours(),
                cell.seen().verdict(),
                places,
                hops,
                "The probe left g1 by eth0. Last seen at kvm1 data0");
    }
}
