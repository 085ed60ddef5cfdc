package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Capture;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.HopTracer;
import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.connectivity.SituationJudge;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.connectivity.Taken;
import io.github.macvtaplab.model.PathVerdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One situation as it was measured: once, and where that left a few cells without a proof, once more. What was missing may have been
 * the machine's breath (a witness came late), and then a second look finds it. No verdict gets better by it: what was proven at first
 * stays, or is taken back where the second measurement proves the opposite.
 *
 * @param first what was measured
 * @param second what was measured the second time; empty if the first was enough, or so poor that the lab itself is the reason
 */
record Shot(Take first, Optional<Take> second) {
    /** Paths of one situation that are traced, and whose frames are kept as a capture. */
    static final int MOST_TRACED = 24;
    /** Of how many cells at most one may lack its proof for a second measurement to make sense. */
    private static final int MOST_UNDECIDED = 20;

    /** A round with the frames of its interesting paths. */
    record Take(Taken taken, Capture capture) {}

    /** What was measured first. */
    Taken taken() {
        return first.taken();
    }

    /** The round that can be another situation's witness: the last. */
    Taken witness() {
        return second.orElse(first).taken();
    }

    boolean worthRepeating(SituationJudge judge) {
        List<Cell> cells = judge.judge(taken()).cells();
        long undecided = cells.stream().filter(Cell::undecided).count();
        return undecided > 0 && undecided * MOST_UNDECIDED <= cells.size();
    }

    Outcome judge(SituationJudge judge) {
        Judged judged = judge.judge(taken());
        List<Cell> again = second.map(take -> judge.judge(take.taken()))
                // What was measured in another situation than before adds nothing.
                .filter(other -> other.deviations().equals(judged.deviations()))
                .map(Judged::cells)
                .orElse(List.of());
        List<Cell> cells = judged.cells().stream()
                .map(cell -> again.stream()
                        .filter(cell::isOfSamePath)
                        .findFirst()
                        .map(cell::after)
                        .orElse(cell))
                .toList();
        List<Cell> repeated = again.isEmpty()
                ? List.of()
                : judged.cells().stream().filter(Cell::undecided).toList();
        return new Outcome(
                taken().situation(),
                judged.with(cells),
                repeated,
                traces(cells, again),
                second.map(take -> first.capture().and(take.capture())).orElse(first.capture()));
    }

    private List<HopTrace> traces(List<Cell> cells, List<Cell> again) {
        return Stream.concat(decisive(cells).stream(), varied(cells).stream())
                .distinct()
                .limit(MOST_TRACED)
                .map(cell -> HopTracer.trace(cell, (again.contains(cell) ? witness() : taken()).round()))
                .toList();
    }

    /** The first cell of each rule that a claim rests on. */
    private static List<Cell> decisive(List<Cell> cells) {
        Set<String> rules = new HashSet<>();
        return cells.stream()
                .filter(cell -> !cell.expected().claims().isEmpty()
                        && rules.add(cell.expected().rule()))
                .toList();
    }

    /**
     * The wrong cells, those first that say most: one of each way before a second of any, and ways that should be open before those
     * on which a frame is expected to be lost.
     */
    private static List<Cell> varied(List<Cell> cells) {
        Map<String, Integer> turns = new HashMap<>();
        return cells.stream()
                .filter(cell -> !cell.asExpected())
                .map(cell -> new Turn(cell, turns.merge(Paths.way(cell.path()), 1, Integer::sum)))
                .sorted(Comparator.comparingInt(Turn::number)
                        .thenComparing(turn -> turn.cell().expected().verdict() != PathVerdict.REACHABLE))
                .map(Turn::cell)
                .toList();
    }

    /** A cell, and how many of its way there are up to it. */
    private record Turn(Cell cell, int number) {}
}
