package io.github.macvtaplab.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.diagnosis.Condition.Met;
import io.github.macvtaplab.diagnosis.Symptoms.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cause as {@code causes.yml} describes it.
 *
 * @param id its id
 * @param says its sentence, with names in braces
 * @param when the facts that must be there; the first may be met by several facts, each of which is a cause of its own
 * @param shares what part of some cells must deviate
 * @param explains the cells that it explains
 * @param cure what mends it, with names in braces
 * @param named whether it is named also where it explains no cell
 */
record Cause(
        String id,
        String says,
        List<Condition> when,
        List<Share> shares,
        List<CellPattern> explains,
        String cure,
        Naming named) {
    private static final Set<String> FIELDS =
            Set.of("id", "says", "when", "shares", "explains", "cure", "even-without-cells");

    enum Naming {
        WITH_CELLS,
        ALWAYS
    }

    /**
     * What part of some cells must deviate.
     *
     * @param of the cells
     * @param all whether nearly all of them (19 of 20) must; else none may
     */
    record Share(CellPattern of, boolean all) {
        private static final double NEARLY_ALL = 0.95;

        boolean holds(List<Seen> cells, Map<String, String> names) {
            List<Seen> counted =
                    cells.stream().filter(seen -> of.matches(seen, names)).toList();
            long deviating = counted.stream().filter(Seen::deviates).count();
            return !counted.isEmpty() && (all ? deviating >= NEARLY_ALL * counted.size() : deviating == 0);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming the cause, if a field is unknown or missing
     */
    static Cause read(JsonNode node) {
        String id = node.path("id").asText();
        try {
            node.fieldNames().forEachRemaining(field -> require(FIELDS.contains(field), "unknown field " + field));
            for (String needed : List.of("id", "says", "cure")) {
                require(!node.path(needed).asText().isBlank(), "no " + needed);
            }
            List<Condition> when = new ArrayList<>();
            node.path("when").properties().forEach(entry -> when.add(Condition.read(entry.getKey(), entry.getValue())));
            List<Share> shares = new ArrayList<>();
            node.path("shares").forEach(share -> {
                String deviate = share.path("deviate").asText();
                require(Set.of("all", "none").contains(deviate), "shares deviate all or none, got '" + deviate + "'");
                shares.add(new Share(CellPattern.read(share.path("of")), deviate.equals("all")));
            });
            require(!when.isEmpty() || !shares.isEmpty(), "nothing shows it: neither when nor shares");
            List<CellPattern> explains = new ArrayList<>();
            node.path("explains").forEach(pattern -> explains.add(CellPattern.read(pattern)));
            return new Cause(
                    id,
                    node.path("says").asText(),
                    when,
                    shares,
                    explains,
                    node.path("cure").asText(),
                    node.path("even-without-cells").asBoolean() ? Naming.ALWAYS : Naming.WITH_CELLS);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cause '%s' of causes.yml: %s".formatted(id, e.getMessage()), e);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Returns the ways in which the facts of a lab show it; empty if they do not. */
    List<List<Met>> shown(Symptoms lab) {
        List<List<Met>> ways = new ArrayList<>();
        List<Met> others = new ArrayList<>();
        List<Met> first = List.of();
        for (int i = 0; i < when.size(); i++) {
            List<Met> met = when.get(i).met(lab.facts());
            if (when.get(i).value().isEmpty() != met.isEmpty()) {
                return List.of();
            }
            if (i == 0) {
                first = met;
            } else {
                met.stream().findFirst().ifPresent(others::add);
            }
        }
        if (!shares.stream().allMatch(share -> share.holds(lab.cells(), lab.names()))) {
            return List.of();
        }
        if (first.isEmpty()) {
            ways.add(others);
        } else {
            for (Met one : first) {
                List<Met> way = new ArrayList<>(List.of(one));
                way.addAll(others);
                ways.add(way);
            }
        }
        return ways;
    }

    /** Returns what may stand in the place of a word in braces. */
    static Optional<String> word(String name, List<Met> shown, Map<String, String> names) {
        return shown.stream()
                .filter(met -> met.words().containsKey(name))
                .map(met -> met.words().get(name))
                .findFirst()
                .or(() -> Optional.ofNullable(names.get(name)));
    }
}
