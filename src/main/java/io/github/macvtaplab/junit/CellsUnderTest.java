package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.ClaimNeeds;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Tally;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.report.cause.DeviationText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The cells of one situation: what they say about each claim, and whether they are as expected. */
public final class CellsUnderTest {
    private static final ClaimNeeds NEEDS = ClaimNeeds.load();

    private final Outcome outcome;
    private final Function<Judged, Diagnosis> diagnosing;

    CellsUnderTest(Outcome outcome) {
        this(outcome, any -> Diagnosis.HEALTHY);
    }

    /**
     * Make one.
     *
     * @param diagnosing says what is wrong in a situation
     */
    CellsUnderTest(Outcome outcome, Function<Judged, Diagnosis> diagnosing) {
        this.outcome = outcome;
        this.diagnosing = diagnosing;
    }

    /**
     * What the cells say about each claim that they bear on. A round that was seen to be in another situation than asked for decides
     * nothing: it leaves undecided the claims that need the situation, and costs others nothing.
     */
    List<Observation> observations() {
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
                found.add(observation(claim, cells));
            } else if (NEEDS.needs(claim, outcome.asked())) {
                found.add(new Observation(
                        claim,
                        ClaimVerdict.INCONCLUSIVE,
                        name(),
                        outcome.judged().contradiction()));
            }
        });
        return found;
    }

    private Observation observation(ClaimId claim, List<Cell> cells) {
        List<Cell> wrong = cells.stream().filter(cell -> !cell.asExpected()).toList();
        if (wrong.isEmpty()) {
            return new Observation(claim, ClaimVerdict.HOLDS, name(), "", tally(cells));
        }
        Optional<Cell> refuting = wrong.stream().filter(Cell::refutes).findFirst();
        Cell first = refuting.orElseGet(
                () -> wrong.stream().filter(Cell::contradicted).findFirst().orElseGet(() -> wrong.get(0)));
        return new Observation(
                claim,
                refuting.isPresent() ? ClaimVerdict.REFUTED : ClaimVerdict.INCONCLUSIVE,
                name(),
                "%s%s: %s%s"
                        .formatted(
                                NEEDS.isContrast(claim, outcome.asked()) ? "the contrast is not shown: " : "",
                                name(),
                                first.brief(),
                                wrong.size() == 1 ? "" : ", and %d more".formatted(wrong.size() - 1)),
                tally(cells));
    }

    private static Tally tally(List<Cell> cells) {
        return Proof.tally(cells.stream().map(Cell::seen).toList());
    }

    private String name() {
        return outcome.asked().toString();
    }

    /**
     * Assert that every cell is as expected.
     *
     * @throws ClaimRefuted if one refutes a claim: the opposite of what it says was proven, and the reason lies in the macvtap driver
     * @throws NotProven if a cell is otherwise not as expected, or the situation was seen to be another one than asked for
     */
    public void areAsExpected() {
        List<Cell> wrong = outcome.judged().cells().stream()
                .filter(cell -> !cell.asExpected())
                .toList();
        String contradiction = outcome.judged().contradiction();
        if (wrong.isEmpty() && contradiction.isEmpty()) {
            return;
        }
        String message = message();
        if (outcome.judged().asAsked()
                && wrong.stream()
                        .anyMatch(cell ->
                                cell.refutes() && !cell.expected().claims().isEmpty())) {
            throw new ClaimRefuted(message);
        }
        throw new NotProven(message);
    }

    private String message() {
        Judged judged = outcome.judged();
        return DeviationText.of(
                "%s (%s)".formatted(name(), who()),
                judged.contradiction(),
                judged.amiss(),
                judged.cells(),
                diagnosing.apply(judged));
    }

    /** Which nodes the ends are. */
    private String who() {
        Topology topology = outcome.judged().topology();
        return topology.ends().stream()
                .map(end -> Situation.label(end) + " is " + topology.node(end).name())
                .collect(Collectors.joining(", "));
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
