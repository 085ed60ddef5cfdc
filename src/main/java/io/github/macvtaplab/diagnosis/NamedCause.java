package io.github.macvtaplab.diagnosis;

import io.github.macvtaplab.model.ClaimId;
import java.util.List;
import java.util.Set;

/**
 * A cause that is known by name and was found in this lab.
 *
 * @param id its id in {@code causes.yml}, such as {@code port-security}
 * @param sentence what is the matter, one sentence with the names of this lab's nodes and interfaces, without a full stop
 * @param evidence what shows it: facts that were seen, one sentence each, without full stops
 * @param cure what mends it: a command with the node that it is for, such as {@code on kvm1: sysctl -w ...}; else what to do
 * @param cells how many cells that are not as expected it explains; 0 for one that the preflight found
 * @param example the first of these cells in words: situation, path, what was expected and seen; empty if there is none
 * @param undecided the claims that it keeps from being decided
 */
public record NamedCause(
        String id,
        String sentence,
        List<String> evidence,
        String cure,
        int cells,
        String example,
        Set<ClaimId> undecided) {
    /** Copies the collections. */
    public NamedCause {
        evidence = List.copyOf(evidence);
        undecided = Set.copyOf(undecided);
    }
}
