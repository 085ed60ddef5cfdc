package io.github.macvtaplab.claims;

import io.github.macvtaplab.connectivity.ClaimNeeds;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Situation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Say which claims a run is asked to decide, and what of the matrix that takes: the situations that show one of them, by
 * {@code claims.yml}, as far as they have a cell for it in the expected matrix. A run that is asked for all claims goes through all situations, those that are only controls among them.
 */
public final class ClaimChoice {
    private final ExpectedMatrix matrix;
    private final ClaimNeeds needs = ClaimNeeds.load();
    private final Set<ClaimId> asked;
    private final Map<Situation, Boolean> needed = new ConcurrentHashMap<>();

    /**
     * Make one.
     *
     * @param matrix says which cells bear on which claims
     * @param asked the claims to decide
     */
    public ClaimChoice(ExpectedMatrix matrix, Set<ClaimId> asked) {
        this.matrix = matrix;
        this.asked = Set.copyOf(asked);
    }

    /** Make one of all claims. */
    public static ClaimChoice all(ExpectedMatrix matrix) {
        return new ClaimChoice(matrix, EnumSet.allOf(ClaimId.class));
    }

    /** Whether a claim is to be decided. */
    public boolean asks(ClaimId claim) {
        return asked.contains(claim);
    }

    /** Whether every claim is to be decided. */
    public boolean asksAll() {
        return asked.size() == ClaimId.values().length;
    }

    /** Whether some claim about performance is to be decided, which takes traffic. */
    public boolean asksPerformance() {
        return asked.stream().anyMatch(ClaimId::performance);
    }

    /** Whether a situation has to be measured for its own sake; as another one's witness it may have to be as well. */
    public boolean needs(Situation situation) {
        return asksAll() || needed.computeIfAbsent(situation, this::shows);
    }

    private boolean shows(Situation situation) {
        Set<ClaimId> shown = asked.stream()
                .filter(claim -> needs.needs(claim, situation))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ClaimId.class)));
        return !shown.isEmpty()
                && SituationPaths.of(situation).stream()
                        .anyMatch(path -> Arrays.stream(Neighbours.values())
                                .flatMap(neighbours -> matrix.expect(situation, path, neighbours).claims().stream())
                                .anyMatch(shown::contains));
    }
}
