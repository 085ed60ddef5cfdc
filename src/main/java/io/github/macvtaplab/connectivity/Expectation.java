package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.PathVerdict;
import java.util.Set;

/**
 * What the matrix expects of a cell.
 *
 * @param rule id of the rule that says so
 * @param verdict the expected verdict, never INCONCLUSIVE
 * @param why the reason, one sentence
 * @param source where that is written: kernel code or documentation, by name and version
 * @param claims the claims that the cell bears on; empty for a control
 */
public record Expectation(String rule, PathVerdict verdict, String why, String source, Set<ClaimId> claims) {

    /** Copy the set. */
    public Expectation {
        claims = Set.copyOf(claims);
    }
}
