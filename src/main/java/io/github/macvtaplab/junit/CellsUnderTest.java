package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.ClaimNeeds;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Tally;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The cells of one situation: what they say about each claim, and whether they are as expected. */
public final class CellsUnderTest {
    private static final ClaimNeeds NEEDS = ClaimNeeds.load();

    private final Outcome outcome;
    private final Supplier<String> message;

    /**
     * Make one.
     *
     * @param message says why the test fails, if it does
     */
    CellsUnderTest(Outcome outcome, Supplier<String> message) {
        this.outcome = outcome;
        this.message = message;
    }

    /**
     * What the cells say about each claim that they bear on. A round that was seen to be in another situation than asked for decides
     * nothing: it leaves undecided the claims that need the situation, and costs others nothing.
     */
    List<Observation> observations() {
        return observations(outcome);
    }

    /** The same of an outcome that no test is about. */
    static List<Observation> observations(Outcome outcome) {
        Map<ClaimId, List<Cell>> byClaim = new EnumMap<>(ClaimId.class);
        outcome.judged()
                .cells()
                .forEach(cell -> cell.expected()
                        .claims()
                        .forEach(claim -> byClaim.computeIfAbsent(claim, any -> new ArrayList<>())
                                .add(cell)));
        List<Observation> found = new ArrayList<>();
        byClaim.forEach((claim, cells) -> {
            if (outcome.judged().asAsked()) {
                found.add(observation(outcome, claim, cells));
            } else if (NEEDS.needs(claim, outcome.asked())) {
                found.add(new Observation(
                        claim,
                        ClaimVerdict.INCONCLUSIVE,
                        outcome.asked().toString(),
                        outcome.judged().contradiction()));
            }
        });
        return found;
    }

    private static Observation observation(Outcome outcome, ClaimId claim, List<Cell> cells) {
        List<Cell> wrong = cells.stream().filter(cell -> !cell.asExpected()).toList();
        if (wrong.isEmpty()) {
            return new Observation(claim, ClaimVerdict.HOLDS, outcome.asked().toString(), "", tally(cells));
        }
        Optional<Cell> refuting = wrong.stream().filter(Cell::refutes).findFirst();
        Cell first = refuting.orElseGet(
                () -> wrong.stream().filter(Cell::contradicted).findFirst().orElseGet(() -> wrong.get(0)));
        return new Observation(
                claim,
                refuting.isPresent() ? ClaimVerdict.REFUTED : ClaimVerdict.INCONCLUSIVE,
                outcome.asked().toString(),
                "%s%s: %s%s"
                        .formatted(
                                NEEDS.isContrast(claim, outcome.asked()) ? "the contrast is not shown: " : "",
                                outcome.asked().toString(),
                                first.brief(),
                                wrong.size() == 1 ? "" : ", and %d more".formatted(wrong.size() - 1)),
                tally(cells));
    }

    private static Tally tally(List<Cell> cells) {
        return Proof.tally(cells.stream().map(Cell::seen).toList());
    }

    /**
     * Assert that every cell is as expected.
     *
     * @throws ClaimRefuted if one refutes a claim: the opposite of what it says was proven, and the reason lies in the macvtap driver
     * @throws NotProven if a cell is otherwise not as expected, or the situation was seen to be another one than asked for
     */
    public void areAsExpected() {
        if (!deviate()) {
            return;
        }
        if (outcome.judged().asAsked()
                && outcome.judged().cells().stream()
                        .anyMatch(cell ->
                                cell.refutes() && !cell.expected().claims().isEmpty())) {
            throw new ClaimRefuted(message.get());
        }
        throw new NotProven(message.get());
    }

    /** Whether a cell is not as expected, or the situation was seen to be another one than asked for. */
    boolean deviate() {
        return !outcome.judged().asAsked() || outcome.judged().cells().stream().anyMatch(cell -> !cell.asExpected());
    }

    /** One line for each cell: verdict, path, and what it rests on. */
    String table() {
        return outcome.judged().cells().stream()
                .map(cell -> "%s %-12s %-62s %s%n    %s"
                        .formatted(
                                cell.asExpected() ? " " : "X",
                                cell.seen().verdict(),
                                cell.seen().title(),
                                cell.expected().rule(),
                                cell.seen().evidence()))
                .collect(Collectors.joining("\n"));
    }

    Outcome outcome() {
        return outcome;
    }
}
