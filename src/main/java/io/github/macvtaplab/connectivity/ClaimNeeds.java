package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Situation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says which situations of the matrix show a claim: {@code claims.yml} in the resources. */
public final class ClaimNeeds {
    private static final String FILE = "/claims.yml";
    private static final Set<String> FIELDS = Set.of("id", "shown-by", "contrast");

    private final Map<ClaimId, Need> needs;

    private record Need(SituationPattern shownBy, Optional<SituationPattern> contrast) {}

    private ClaimNeeds(Map<ClaimId, Need> needs) {
        this.needs = needs;
    }

    /** Reads the project's own. */
    public static ClaimNeeds load() {
        try (InputStream stream = ClaimNeeds.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + FILE);
            }
            return read(YAMLMapper.builder().build().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming the claim, if a field or a value is unknown or missing
     */
    static ClaimNeeds read(JsonNode document) {
        Map<ClaimId, Need> needs = new EnumMap<>(ClaimId.class);
        document.path("claims").forEach(node -> {
            String id = node.path("id").asText();
            try {
                node.fieldNames().forEachRemaining(field -> {
                    if (!FIELDS.contains(field)) {
                        throw new IllegalArgumentException("unknown field '%s'; valid: %s".formatted(field, FIELDS));
                    }
                });
                if (!node.path("shown-by").isObject()) {
                    throw new IllegalArgumentException("no shown-by");
                }
                needs.put(
                        ClaimId.valueOf(id.replace('-', '_')),
                        new Need(
                                SituationPattern.read(node.path("shown-by")),
                                node.has("contrast")
                                        ? Optional.of(SituationPattern.read(node.path("contrast")))
                                        : Optional.empty()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("claim '%s' of claims.yml: %s".formatted(id, e.getMessage()), e);
            }
        });
        return new ClaimNeeds(needs);
    }

    /** Returns the claims that cells of the matrix show. */
    public Set<ClaimId> claims() {
        return Set.copyOf(needs.keySet());
    }

    /** Tells whether a claim is undecided if a situation could not be had: it is shown by it, or by the contrast with it. */
    public boolean needs(ClaimId claim, Situation situation) {
        Need need = needs.get(claim);
        return need != null && (need.shownBy().matches(situation) || isContrast(claim, situation));
    }

    /** Tells whether a situation is the contrast of a claim, which is not about MacVTap. */
    public boolean isContrast(ClaimId claim, Situation situation) {
        Need need = needs.get(claim);
        return need != null
                && need.contrast().filter(pattern -> pattern.matches(situation)).isPresent();
    }
}
