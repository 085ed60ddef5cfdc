package io.github.macvtaplab.diagnosis;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.diagnosis.Symptoms.Seen;
import io.github.macvtaplab.model.ClaimId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups cells that no known cause explains by the place where their frames were last seen. */
final class Unexplained {
    private Unexplained() {}

    /** Groups them, the largest group first. */
    static List<UnexplainedGroup> groups(List<Seen> cells) {
        Map<String, List<Cell>> byPlace = cells.stream()
                .map(Seen::cell)
                .collect(Collectors.groupingBy(Unexplained::place, LinkedHashMap::new, Collectors.toList()));
        return byPlace.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(UnexplainedGroup::cells).reversed())
                .toList();
    }

    private static String place(Cell cell) {
        String where = cell.where().sentence();
        return where.isEmpty() ? "no frame was looked for" : where;
    }

    private static UnexplainedGroup group(String place, List<Cell> cells) {
        Set<ClaimId> claims = EnumSet.noneOf(ClaimId.class);
        cells.forEach(cell -> claims.addAll(cell.expected().claims()));
        boolean between = place.startsWith("last seen at") && place.contains(", and not at ");
        return new UnexplainedGroup(
                cells.size(),
                "%d cell%s: %s%s"
                        .formatted(
                                cells.size(),
                                cells.size() == 1 ? "" : "s",
                                place,
                                between ? ": look between these two" : ""),
                "%s: %s".formatted(cells.get(0).situation(), cells.get(0).brief()),
                claims);
    }
}
