package io.github.macvtaplab.diagnosis;

import io.github.macvtaplab.model.ClaimId;
import java.util.Set;

/**
 * Cells that are not as expected, that no known cause explains, and whose frames were last seen at the same place.
 *
 * @param cells how many
 * @param sentence where the frames were last seen and where to look, such as
 *     {@code 212 cells: last seen at kvm1 vnet16, not at kvm1 mvlbr0: look between these two}
 * @param example the first of these cells in words: situation, path, what was expected and seen
 * @param undecided the claims that they keep from being decided
 */
public record UnexplainedGroup(int cells, String sentence, String example, Set<ClaimId> undecided) {
    /** Copies the set. */
    public UnexplainedGroup {
        undecided = Set.copyOf(undecided);
    }
}
