package io.github.macvtaplab.report.cause;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says why the test of a situation failed: what is wrong, what mends it, which claims it keeps from being decided, and then the cells
 * that are not as expected, those alike together.
 *
 * @param judged the situation with its cells
 * @param diagnosis what is wrong, by the cells of this situation
 * @param file where every cell is with its proof
 */
public record DeviationText(Judged judged, Diagnosis diagnosis, String file) {
    /** Most lines of the whole. */
    static final int MOST_LINES = 20;
    /** Most characters of the whole. */
    static final int MOST_CHARACTERS = 4000;

    private static final int MOST_GROUPS = 10;
    private static final int MOST_LINE = 320;
    private static final int MOST_AMISS = 500;
    private static final int MOST_HEAD = 600;
    private static final int MOST_CAUSE = 600;
    /** Most characters of the cause, and of the cure, in a message of one line. */
    private static final int SHORT = 450;

    /** Returns the whole text: at most 20 lines and 4,000 characters. */
    public String inFull() {
        List<String> lines = new ArrayList<>();
        cause().forEach(said -> lines.add(WrappedText.cut("%s: %s".formatted(said.topic(), said.text()), MOST_CAUSE)));
        lines.add(WrappedText.cut("in " + situation(), MOST_HEAD));
        if (!judged.amiss().isEmpty()) {
            lines.add(WrappedText.cut(
                    "Not as it should be, say the nodes: " + String.join("; ", judged.amiss()), MOST_AMISS));
        }
        lines.addAll(groups(Math.min(MOST_GROUPS, MOST_LINES - 2 - lines.size())));
        lines.add("every cell with its proof: " + file);
        return bounded(lines);
    }

    /**
     * Returns one line with the cause, the cure, and the claims.
     *
     * @param earlier the situation of an earlier test that failed alike, whose message says more; empty if there is none
     */
    String inOneLine(Optional<Situation> earlier) {
        return "in %s: %d of %d cells are not as expected%s%s"
                .formatted(
                        judged.situation(),
                        wrong().size(),
                        judged.cells().size(),
                        earlier.map(other -> "; the same as in " + other).orElse(""),
                        cause().stream()
                                .map(line -> "; %s: %s".formatted(line.topic(), WrappedText.cut(line.text(), SHORT)))
                                .collect(Collectors.joining()));
    }

    /** Returns what tells whether two tests fail alike: the first cause's name, else the place that most of the cells point to. */
    String kind() {
        return diagnosis.causes().stream()
                .map(cause -> "cause " + cause.id())
                .findFirst()
                .or(() -> diagnosis.unexplained().stream()
                        .map(group -> "place " + group.sentence().replaceFirst("^\\d+ cells?: ", ""))
                        .findFirst())
                .orElse("");
    }

    /** The first cause with its cure, or the first group of cells without a known cause. */
    private List<CauseLines.Line> cause() {
        Diagnosis first = diagnosis.causes().isEmpty()
                ? new Diagnosis(
                        List.of(), diagnosis.unexplained().stream().limit(1).toList())
                : new Diagnosis(diagnosis.causes().subList(0, 1), List.of());
        return CauseLines.of(first, any -> true);
    }

    private String situation() {
        String contradiction = judged.contradiction();
        List<Cell> wrong = wrong();
        return "%s: %s%d of %d cells are not as expected (%s)"
                .formatted(
                        judged.situation(),
                        contradiction.isEmpty() ? "" : WrappedText.cut(contradiction, MOST_LINE) + ". ",
                        wrong.size(),
                        judged.cells().size(),
                        who());
    }

    private List<Cell> wrong() {
        return judged.cells().stream().filter(cell -> !cell.asExpected()).toList();
    }

    private List<String> groups(int most) {
        List<Map.Entry<String, Long>> groups = wrong().stream()
                .collect(Collectors.groupingBy(DeviationText::way, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        boolean all = groups.size() <= most;
        List<String> lines = new ArrayList<>();
        groups.stream()
                .limit(all ? most : most - 1)
                .forEach(group -> lines.add(
                        WrappedText.cut("  %3d of %s".formatted(group.getValue(), group.getKey()), MOST_LINE)));
        if (!all) {
            lines.add("  %3d of %d other ways"
                    .formatted(
                            groups.stream()
                                    .skip(most - 1L)
                                    .mapToLong(Map.Entry::getValue)
                                    .sum(),
                            groups.size() - most + 1));
        }
        return lines;
    }

    private static String way(Cell cell) {
        String where = cell.where().sentence();
        return "%s: expected %s, seen %s%s"
                .formatted(
                        Paths.way(cell.path()),
                        cell.expected().verdict(),
                        cell.seen().verdict(),
                        where.isEmpty() ? "" : " (" + where + ")");
    }

    /** Which nodes the ends are. */
    private String who() {
        Topology topology = judged.topology();
        return topology.ends().stream()
                .map(end -> Situation.label(end) + " is " + topology.node(end).name())
                .collect(Collectors.joining(", "));
    }

    /** Takes lines out before the last one until the whole is short enough. */
    private static String bounded(List<String> lines) {
        List<String> kept = new ArrayList<>(lines);
        while (kept.size() > 2 && (kept.size() > MOST_LINES || length(kept) > MOST_CHARACTERS)) {
            kept.remove(kept.size() - 2);
        }
        return String.join("\n", kept);
    }

    private static int length(List<String> lines) {
        return lines.stream().mapToInt(String::length).sum() + lines.size() - 1;
    }
}
