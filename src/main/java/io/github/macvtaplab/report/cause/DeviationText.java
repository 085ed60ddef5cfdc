package io.github.macvtaplab.report.cause;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.diagnosis.Diagnosis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says in a failed test's message what is wrong in a situation: first the cause, if it is known, with its cure, then which ways it
 * concerns and where their frames were last seen. At most 20 lines and 4,000 characters: the file of cells has the rest.
 */
public final class DeviationText {
    static final int MOST_LINES = 20;
    static final int MOST_CHARACTERS = 4000;
    private static final int MOST_WAYS = 10;
    private static final int MOST_OF_A_LINE = MOST_CHARACTERS / MOST_LINES - 5;

    private DeviationText() {}

    /**
     * Says it.
     *
     * @param situation the situation and who is who in it, in a few words
     * @param deviations what was otherwise than asked for, in a sentence; empty if nothing was
     * @param amiss what the nodes say is not as it should be
     * @param cells all cells of the situation
     * @param diagnosis what is wrong in it
     */
    public static String of(
            String situation, String deviations, List<String> amiss, List<Cell> cells, Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        CauseLines.of(diagnosis, claim -> true).stream()
                .limit(6)
                .forEach(line -> lines.add("%s: %s".formatted(line.topic(), line.text())));
        List<Cell> wrong = cells.stream().filter(cell -> !cell.asExpected()).toList();
        lines.add("in %s: %d of %d cells are not as expected".formatted(situation, wrong.size(), cells.size()));
        if (!deviations.isEmpty()) {
            lines.add("asked for and seen: " + deviations);
        }
        if (!amiss.isEmpty()) {
            lines.add("the nodes say: " + String.join("; ", amiss));
        }
        Map<String, Long> ways = wrong.stream()
                .collect(Collectors.groupingBy(DeviationText::way, LinkedHashMap::new, Collectors.counting()));
        ways.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(Math.min(MOST_WAYS, MOST_LINES - 2L - lines.size()))
                .forEach(way -> lines.add("%4d of %s".formatted(way.getValue(), way.getKey())));
        lines.add("every cell with its proof: reports/latest/" + CellsFile.NAME);
        return bounded(lines);
    }

    private static String way(Cell cell) {
        return "%s: expected %s, seen %s%s"
                .formatted(
                        Paths.way(cell.path()),
                        cell.expected().verdict(),
                        cell.seen().verdict(),
                        cell.where().sentence().isEmpty()
                                ? ""
                                : " (" + cell.where().sentence() + ")");
    }

    private static String bounded(List<String> lines) {
        // The last line says where the rest is.
        List<String> kept = new ArrayList<>(lines.subList(0, Math.min(lines.size() - 1, MOST_LINES - 1)));
        kept.add(lines.get(lines.size() - 1));
        return kept.stream()
                .map(line -> line.replace('\n', ' '))
                .map(line -> line.length() <= MOST_OF_A_LINE ? line : line.substring(0, MOST_OF_A_LINE) + " ...")
                .collect(Collectors.joining("\n"));
    }
}
