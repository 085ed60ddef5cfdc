package io.github.macvtaplab.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a lab: the smallest set of known causes that explains the cells that are not as expected, and the cells that
 * none of them explains.
 *
 * @param causes the causes, the one that explains most cells first
 * @param unexplained the other cells, grouped by the place where their frames were last seen, the largest group first
 */
public record Diagnosis(List<NamedCause> causes, List<UnexplainedGroup> unexplained) {
    /** Says that nothing is wrong. */
    public static final Diagnosis HEALTHY = new Diagnosis(List.of(), List.of());

    /** Copies the lists. */
    public Diagnosis {
        causes = List.copyOf(causes);
        unexplained = List.copyOf(unexplained);
    }

    /** Tells whether no cause was found and every cell is as expected. */
    public boolean healthy() {
        return causes.isEmpty() && unexplained.isEmpty();
    }

    /** Returns the one sentence that says most: that of the first cause, else that of the largest group; empty if healthy. */
    public Optional<String> headline() {
        return causes.stream()
                .map(NamedCause::sentence)
                .findFirst()
                .or(() -> unexplained.stream().map(UnexplainedGroup::sentence).findFirst());
    }
}
