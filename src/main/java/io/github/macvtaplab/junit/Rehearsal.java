package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.CellCount;
import io.github.macvtaplab.connectivity.Coverage;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.fingerprint.Fingerprinter;
import io.github.macvtaplab.connectivity.fingerprint.Fingerprinter.Guests;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.junit.MatrixPlan.Part;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.Wired;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The verdicts of small parts of the matrix in a lab as it is at the moment, broken or whole, and the diagnosis. They do not count for
 * the run's claims.
 */
public final class Rehearsal {
    private final ClaimRegister register = new ClaimRegister();
    private final Map<Situation, Outcome> outcomes = new LinkedHashMap<>();
    private final LabDiagnosis diagnosis;

    private Rehearsal(LabDiagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    static Rehearsal run(LabSession session, List<Part> parts) {
        ExpectedMatrix matrix = ExpectedMatrix.load();
        Rehearsal rehearsal = new Rehearsal(new LabDiagnosis(session.layout()));
        try {
            rehearsal.look(session, parts.get(0));
        } catch (LabException e) {
            rehearsal.broken(matrix, e);
        }
        for (Part part : parts) {
            MatrixBlock block = new MatrixBlock(
                    session,
                    part.block(),
                    matrix,
                    new Coverage(matrix, session.layout().lacking()),
                    session.choice());
            Map<Situation, Outcome> found = block.run();
            rehearsal.outcomes.putAll(found);
            found.values().stream()
                    .flatMap(outcome -> CellsUnderTest.observations(outcome).stream())
                    .forEach(rehearsal.register::add);
            block.failure().ifPresent(failure -> rehearsal.broken(matrix, failure));
        }
        rehearsal.diagnosis.learn(session.siteFacts());
        rehearsal.diagnosis.learn(session.forwarding().facts());
        return rehearsal;
    }

    /** As at the beginning of a run: what the switch does. */
    private void look(LabSession session, Part part) {
        Wired wired = session.wire(part.block().wiring(), SecondNic.IN_SECOND_SUBNET);
        session.forwarding().forget();
        session.awaitUp(wired);
        Fingerprinter fingerprinter = new Fingerprinter(session.stations());
        diagnosis.learn(fingerprinter.strangers(session.layout(), Guests.WIRED).facts());
        diagnosis.learn(fingerprinter.take(wired).facts());
    }

    /** As in a real run: what was not seen leaves its claims undecided. */
    private void broken(ExpectedMatrix matrix, LabException failure) {
        diagnosis.failed(failure);
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

    /** The verdict of a claim. */
    public ClaimVerdict verdict(ClaimId claim) {
        return register.verdict(claim);
    }

    /** What is wrong with the lab. */
    public Diagnosis diagnosis() {
        return diagnosis.diagnose(
                outcomes.values().stream().map(Outcome::judged).toList());
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
