package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.CellCount;
import io.github.macvtaplab.connectivity.Coverage;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Situation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The verdicts of a small part of the matrix (macvtap in bridge mode; hairpin off and on; uplink up and without carrier) in a lab as
 * it is at the moment, broken or whole. They do not count for the run's claims.
 */
public final class Rehearsal {
    private final ClaimRegister register = new ClaimRegister();
    private final Map<Situation, Outcome> outcomes;

    private Rehearsal(Map<Situation, Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    static Rehearsal run(LabSession session) {
        ExpectedMatrix matrix = ExpectedMatrix.load();
        MatrixBlock block = new MatrixBlock(
                session,
                MatrixPlan.brief(),
                matrix,
                new Coverage(matrix, session.layout().lacking()));
        Rehearsal rehearsal = new Rehearsal(block.run());
        rehearsal.outcomes.values().stream()
                .flatMap(outcome -> new CellsUnderTest(outcome).observations().stream())
                .forEach(rehearsal.register::add);
        block.failure().ifPresent(failure -> rehearsal.broken(matrix, failure));
        return rehearsal;
    }

    /** As in a real run: what was not seen leaves its claims undecided. */
    private void broken(ExpectedMatrix matrix, LabException failure) {
        matrix.claims()
                .forEach(claim -> register.add(new Observation(
                        claim, ClaimVerdict.INCONCLUSIVE, "rehearsal", String.valueOf(failure.getMessage()))));
    }

    /** The claims that the part of the matrix bears on. */
    public Set<ClaimId> claims() {
        return register.observations().stream()
                .map(Observation::claim)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ClaimId.class)));
    }

    /** The claims that still hold. */
    public Set<ClaimId> holding() {
        Set<ClaimId> holding = claims();
        holding.removeIf(claim -> register.verdict(claim) != ClaimVerdict.HOLDS);
        return holding;
    }

    /** All cells. */
    public List<Cell> cells() {
        return outcomes.values().stream()
                .flatMap(outcome -> outcome.judged().cells().stream())
                .toList();
    }

    /** One line for each claim: verdict and reason. */
    public String describe() {
        return claims().stream()
                .map(claim -> "%-24s %-12s %s".formatted(claim.id(), register.verdict(claim), register.summary(claim)))
                .collect(Collectors.joining("\n"));
    }

    /** How many cells there are, and how many are as expected. */
    public String count() {
        CellCount count = CellCount.of(cells());
        return "%d of %d cells as expected".formatted(count.asExpected(), count.all());
    }
}
