package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes rounds of a lab that exists on paper only. */
public final class RoundsForTests {
    static final Attestation SOUND = new Attestation(Map.of(), List.of(), Map.of(), Map.of());

    private RoundsForTests() {}

    /** What a path gave whose frames left, and some of whose attempts were answered. */
    static ProbeResult result(Path path, Neighbours neighbours, Integer... answered) {
        SortedMap<Integer, Double> answers = new TreeMap<>();
        List.of(answered).forEach(attempt -> answers.put(attempt, 0.01));
        return result(path, neighbours, answers);
    }

    /** What a path gave whose attempts were answered after so many seconds. */
    public static ProbeResult answered(Path path, Map<Integer, Double> answers) {
        return result(path, Neighbours.ASKED, new TreeMap<>(answers));
    }

    private static ProbeResult result(Path path, Neighbours neighbours, SortedMap<Integer, Double> answers) {
        return new ProbeResult(
                path,
                neighbours,
                answers,
                3,
                Duration.ofMillis(750),
                3,
                1,
                new ProbeResult.Responder("", ""),
                "",
                "target",
                List.of());
    }

    /** A round in which each path of a situation gave what it is expected to give. */
    public static Taken asExpected(ExpectedMatrix matrix, Situation situation, Collection<Path> paths) {
        Map<Path, ProbeResult> asked = new LinkedHashMap<>();
        Map<Path, ProbeResult> given = new LinkedHashMap<>();
        for (Path path : paths) {
            boolean open = open(matrix, situation, path, Neighbours.ASKED);
            // What is open with given neighbours alone answers in between the witnesses, which go on.
            asked.put(
                    path,
                    open
                            ? result(path, Neighbours.ASKED, 0, 1, ProbeResult.AFTER, ProbeResult.LAST)
                            : result(path, Neighbours.ASKED));
            if (!open && path.protocol().exchange() && situation.open()) {
                given.put(
                        path,
                        open(matrix, situation, path, Neighbours.GIVEN)
                                ? result(path, Neighbours.GIVEN, ProbeResult.GIVEN)
                                : result(path, Neighbours.GIVEN));
            }
        }
        return new Taken(
                situation, new Round(LabForTests.of(situation), SOUND, asked, given, List.of(), Optional.empty()));
    }

    private static boolean open(ExpectedMatrix matrix, Situation situation, Path path, Neighbours neighbours) {
        return matrix.expect(situation, path, neighbours).verdict() == PathVerdict.REACHABLE;
    }
}
