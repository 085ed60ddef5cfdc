package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Firewall;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.Wiring;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of situations, as {@code claims.yml} writes it: for each field the values that it may have; a field that is not named may have
 * any.
 */
final class SituationPattern {
    private static final Map<String, Function<Situation, String>> FIELDS = Map.of(
            "wiring", situation -> situation.wiring().label(),
            "hairpin", situation -> Situation.label(situation.hairpin()),
            "uplink", situation -> Situation.label(situation.uplink()),
            "firewall", situation -> Situation.label(situation.firewall()),
            "second", situation -> Situation.label(situation.second()));
    private static final Map<String, Set<String>> VALUES = Map.of(
            "wiring",
                    Stream.concat(
                                    Arrays.stream(MacvtapMode.values()).map(Wiring::macvtap),
                                    Stream.of(Wiring.linuxBridge(), Wiring.openVswitch(), Wiring.isolatedBridge()))
                            .map(Wiring::label)
                            .collect(Collectors.toSet()),
            "hairpin", labels(Hairpin.values()),
            "uplink", labels(Uplink.values()),
            "firewall", labels(Firewall.values()),
            "second", labels(Second.values()));

    private final Map<String, Set<String>> fields;

    private SituationPattern(Map<String, Set<String>> fields) {
        this.fields = fields;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming field and value, if either is unknown
     */
    static SituationPattern read(JsonNode node) {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Set<String> valid = VALUES.get(entry.getKey());
            if (valid == null) {
                throw new IllegalArgumentException(
                        "unknown field '%s'; valid: %s".formatted(entry.getKey(), FIELDS.keySet()));
            }
            Set<String> values = new LinkedHashSet<>();
            entry.getValue().forEach(value -> values.add(value.asText()));
            if (values.isEmpty() || !valid.containsAll(values)) {
                throw new IllegalArgumentException(
                        "%s is %s; valid: %s".formatted(entry.getKey(), entry.getValue(), valid));
            }
            fields.put(entry.getKey(), values);
        });
        return new SituationPattern(fields);
    }

    /** Tells whether a situation is one of the set. */
    boolean matches(Situation situation) {
        return fields.entrySet().stream()
                .allMatch(field -> field.getValue()
                        .contains(FIELDS.getOrDefault(field.getKey(), any -> "").apply(situation)));
    }

    private static Set<String> labels(Enum<?>[] values) {
        return Arrays.stream(values).map(Situation::label).collect(Collectors.toSet());
    }
}
