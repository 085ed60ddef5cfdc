package io.github.macvtaplab.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.diagnosis.Symptoms.Seen;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Situation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A set of cells, as {@code causes.yml} writes it: for each field the values that it may have; a field that is not named may have any.
 *
 * <p>Fields: {@code wiring hairpin uplink firewall second} of the situation; {@code from to end exact-end subnet family protocol neighbours
 * expected seen} of the cell, where {@code end} is either end and any guest is {@code guest}, and
 * {@code exact-end} tells {@code guest} from {@code guest2}; {@code site frame last sender} of the place
 * where its frames were last seen, where {@code sender} is who sent the furthest frame; {@code deviation} of its round.
 */
public record CellPattern(Map<String, Set<String>> fields) {
    /** Copies the map. */
    public CellPattern {
        fields = Map.copyOf(fields);
    }

    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "wiring",
            "hairpin",
            "uplink",
            "firewall",
            "second",
            "from",
            "to",
            "end",
            "exact-end",
            "subnet",
            "family",
            "protocol",
            "neighbours",
            "expected",
            "seen",
            "site",
            "frame",
            "last",
            "sender",
            "deviation"));

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming the field, if it is unknown
     */
    public static CellPattern read(JsonNode node) {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (!FIELDS.contains(entry.getKey())) {
                throw new IllegalArgumentException("unknown field '%s'; valid: %s".formatted(entry.getKey(), FIELDS));
            }
            Set<String> values = new LinkedHashSet<>();
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> values.add(value.asText()));
            } else {
                values.add(entry.getValue().asText());
            }
            fields.put(entry.getKey(), values);
        });
        return new CellPattern(fields);
    }

    /** Returns this pattern with the words of a fact's name in the places of {@code {1}}, {@code {2}}, ... */
    CellPattern filled(Function<String, String> filling) {
        Map<String, Set<String>> filled = new LinkedHashMap<>();
        fields.forEach((field, values) ->
                filled.put(field, values.stream().map(filling).collect(Collectors.toCollection(LinkedHashSet::new))));
        return new CellPattern(filled);
    }

    /** Tells whether a cell is one of the set, whatever the names of its lab and its round's deviations. */
    public boolean matches(Cell cell) {
        return matches(new Seen(cell, List.of()), Map.of());
    }

    /** Tells whether a cell is one of the set. */
    boolean matches(Seen seen, Map<String, String> names) {
        return fields.entrySet().stream()
                .allMatch(field -> traits(field.getKey(), seen, names).stream().anyMatch(field.getValue()::contains));
    }

    private static Set<String> traits(String field, Seen seen, Map<String, String> names) {
        Cell cell = seen.cell();
        Situation situation = cell.situation();
        return switch (field) {
            case "wiring" -> Set.of(situation.wiring().label());
            case "hairpin" -> label(situation.hairpin());
            case "uplink" -> label(situation.uplink());
            case "firewall" -> label(situation.firewall());
            case "second" -> label(situation.second());
            case "from" -> Set.of(kind(cell.path().from()));
            case "to" -> Set.of(kind(cell.path().to()));
            // Both ends can be guests.
            case "end" ->
                new TreeSet<>(List.of(kind(cell.path().from()), kind(cell.path().to())));
            case "exact-end" ->
                Set.of(
                        Situation.label(cell.path().from()),
                        Situation.label(cell.path().to()));
            case "subnet" -> label(cell.path().subnet());
            case "family" -> label(cell.path().family());
            case "protocol" -> label(cell.path().protocol());
            case "neighbours" -> label(cell.neighbours());
            case "expected" -> label(cell.expected().verdict());
            case "seen" -> label(cell.seen().verdict());
            case "site" -> label(cell.where().site());
            case "frame" -> cell.where().frame().map(CellPattern::label).orElse(Set.of());
            case "last" ->
                cell.where()
                        .last()
                        .map(place -> names.entrySet().stream()
                                .filter(name -> name.getValue().equals(place.device()))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()))
                        .orElse(Set.of());
            case "sender" ->
                cell.where().sender().map(CellPattern::kind).map(Set::of).orElse(Set.of());
            case "deviation" -> seen.deviations().stream().map(Situation::label).collect(Collectors.toSet());
            default -> throw new IllegalStateException(field);
        };
    }

    private static Set<String> label(Enum<?> value) {
        return Set.of(Situation.label(value));
    }

    private static String kind(End end) {
        return end == End.GUEST2 ? "guest" : Situation.label(end);
    }
}
