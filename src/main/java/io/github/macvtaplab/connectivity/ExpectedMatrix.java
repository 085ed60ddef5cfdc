package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Read what is expected of every path in every situation: {@code expected-matrix.yml} in the resources. Its rules are read from
 * the top; the first that matches decides.
 */
public final class ExpectedMatrix {
    private static final String FILE = "/expected-matrix.yml";
    private static final Set<String> FIELDS = Set.of(
            "id",
            "wiring",
            "hairpin",
            "uplink",
            "firewall",
            "second",
            "pair",
            "subnet",
            "protocol",
            "family",
            "neighbours",
            "verdict",
            "claim",
            "why",
            "source");

    private final List<Rule> rules;
    private final Map<Asked, Expectation> known = new ConcurrentHashMap<>();

    private record Asked(Situation situation, Path path, Neighbours neighbours) {}

    private ExpectedMatrix(List<Rule> rules) {
        this.rules = rules;
    }

    /** Read the project's own. */
    public static ExpectedMatrix load() {
        try (InputStream stream = ExpectedMatrix.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + FILE);
            }
            return read(YAMLMapper.builder().build().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * Read one.
     *
     * @throws IllegalArgumentException naming the rule, if a field is unknown or missing
     */
    static ExpectedMatrix read(JsonNode document) {
        List<Rule> rules = new ArrayList<>();
        document.path("rules").forEach(node -> rules.add(Rule.read(node)));
        return new ExpectedMatrix(rules);
    }

    /**
     * Look up what is expected.
     *
     * @throws IllegalStateException if no rule matches
     */
    public Expectation expect(Situation situation, Path path, Neighbours neighbours) {
        // The same is asked again and again while witnesses are looked for.
        return known.computeIfAbsent(
                new Asked(situation, path, neighbours), asked -> lookUp(situation, path, neighbours));
    }

    private Expectation lookUp(Situation situation, Path path, Neighbours neighbours) {
        return rules.stream()
                .filter(rule -> rule.matches(situation, path, neighbours))
                .map(rule -> rule.expectation)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no rule of the expected matrix matches %s in %s".formatted(Paths.describe(path), situation)));
    }

    /** The claims that some rule bears on. */
    public Set<ClaimId> claims() {
        return rules.stream()
                .flatMap(rule -> rule.expectation.claims().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ClaimId.class)));
    }

    /** The ids of all rules, in their order. */
    public List<String> rules() {
        return rules.stream().map(rule -> rule.expectation.rule()).toList();
    }

    /** One rule: for each field the values that it holds for; a field that is not given holds for all. */
    private record Rule(Map<String, Set<String>> fields, Expectation expectation) {

        static Rule read(JsonNode node) {
            String id = node.path("id").asText();
            node.fieldNames().forEachRemaining(field -> require(FIELDS.contains(field), id, "unknown field " + field));
            for (String needed : List.of("id", "verdict", "why", "source")) {
                require(!node.path(needed).asText().isBlank(), id, "no " + needed);
            }
            Map<String, Set<String>> fields = new HashMap<>();
            node.fieldNames().forEachRemaining(field -> fields.put(field, values(node, field)));
            return new Rule(
                    fields,
                    new Expectation(
                            id,
                            PathVerdict.valueOf(node.path("verdict").asText()),
                            node.path("why").asText(),
                            node.path("source").asText(),
                            values(node, "claim").stream()
                                    .map(claim -> ClaimId.valueOf(claim.replace('-', '_')))
                                    .collect(Collectors.toSet())));
        }

        private static void require(boolean condition, String id, String message) {
            if (!condition) {
                throw new IllegalArgumentException("rule '" + id + "' of the expected matrix: " + message);
            }
        }

        boolean matches(Situation situation, Path path, Neighbours neighbours) {
            return field("wiring", situation.wiring().label())
                    && field("hairpin", Situation.label(situation.hairpin()))
                    && field("uplink", Situation.label(situation.uplink()))
                    && field("firewall", Situation.label(situation.firewall()))
                    && field("second", Situation.label(situation.second()))
                    && field("subnet", Situation.label(path.subnet()))
                    && field("protocol", path.protocol().label())
                    && field("family", path.family().name().toLowerCase(Locale.ROOT))
                    && field("neighbours", Situation.label(neighbours))
                    && pair(path);
        }

        private boolean field(String name, String value) {
            Set<String> values = fields.get(name);
            return values == null || values.contains(value);
        }

        private static Set<String> values(JsonNode node, String name) {
            JsonNode field = node.path(name);
            if (field.isMissingNode()) {
                return Set.of();
            }
            return field.isArray()
                    ? StreamSupport.stream(field.spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.toSet())
                    : Set.of(field.asText());
        }

        /** Pairs are written {@code host-guest} for one direction, {@code host=guest} for both. */
        private boolean pair(Path path) {
            Set<String> pairs = fields.get("pair");
            if (pairs == null) {
                return true;
            }
            String from = kind(path.from());
            String to = kind(path.to());
            return pairs.contains(from + "-" + to)
                    || pairs.contains(from + "=" + to)
                    || pairs.contains(to + "=" + from);
        }

        private static String kind(End end) {
            return end == End.GUEST2 ? "guest" : end.name().toLowerCase(Locale.ROOT);
        }
    }
}
