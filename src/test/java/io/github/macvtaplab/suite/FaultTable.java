package io.github.macvtaplab.suite;

import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.junit.Rehearsal;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the suite said of each fault. */
final class FaultTable {
    private static final String NONE = "none";
    private static final String PLACE = "place";

    private final Queue<Row> rows = new ConcurrentLinkedQueue<>();

    /** How well a fault was told. */
    enum Outcome {
        /** A cause that is right stands first. */
        NAMED,
        /** No cause is named, and the cells are grouped by the place where their frames were last seen. */
        GROUPED,
        /** Rightly, nothing is said to be wrong. */
        HEALTHY,
        /** Nothing is said to be wrong, or only the place, where a cause should have been named. */
        MISSED,
        /** A cause is named that is none. */
        WRONG
    }

    record Row(String faults, Outcome outcome, String said, String count) {
        String line() {
            return "%-58s %-8s %s".formatted(faults, outcome.name().toLowerCase(java.util.Locale.ROOT), said);
        }
    }

    Row add(List<Fault> faults, Rehearsal seen) {
        Row row = new Row(
                faults.stream().map(Fault::id).collect(Collectors.joining(" + ")),
                outcome(faults, seen.diagnosis()),
                seen.diagnosis().causes().isEmpty()
                        ? seen.diagnosis().headline().orElse("")
                        : seen.diagnosis().causes().stream()
                                .map(cause -> cause.id() + " (" + cause.cells() + ")")
                                .collect(Collectors.joining(", ")),
                seen.count());
        rows.add(row);
        return row;
    }

    private static Outcome outcome(List<Fault> faults, Diagnosis diagnosis) {
        List<String> allowed =
                faults.stream().flatMap(fault -> fault.cause().stream()).toList();
        if (diagnosis.healthy()) {
            return faults.stream().allMatch(fault -> fault.cause().contains(NONE)) ? Outcome.HEALTHY : Outcome.MISSED;
        }
        if (diagnosis.causes().isEmpty()) {
            return allowed.contains(PLACE) ? Outcome.GROUPED : Outcome.MISSED;
        }
        // The first line must be right, and no other line may be wrong.
        return diagnosis.causes().stream().allMatch(cause -> allowed.contains(cause.id()))
                ? Outcome.NAMED
                : Outcome.WRONG;
    }

    /** The diagnosis in words. */
    static String text(Diagnosis diagnosis) {
        return Stream.concat(
                        diagnosis.causes().stream()
                                .map(cause ->
                                        "cause  %s: %s (%d cells; keeps undecided: %s)%n       shown by %s%n       for example %s%ncure   %s"
                                                .formatted(
                                                        cause.id(),
                                                        cause.sentence(),
                                                        cause.cells(),
                                                        cause.undecided(),
                                                        cause.evidence(),
                                                        cause.example(),
                                                        cause.cure())),
                        diagnosis.unexplained().stream()
                                .map(group -> "place  %s (%s)".formatted(group.sentence(), group.example())))
                .collect(Collectors.joining("\n"));
    }

    /** The whole table, and how many of each outcome there are. */
    String whole() {
        Map<Outcome, Long> counts = rows.stream().collect(Collectors.groupingBy(Row::outcome, Collectors.counting()));
        return Stream.concat(rows.stream().map(row -> row.line() + "; " + row.count()), Stream.of("faults: " + counts))
                .collect(Collectors.joining("\n"));
    }
}
