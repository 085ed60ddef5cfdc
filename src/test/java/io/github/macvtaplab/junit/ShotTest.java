package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.Capture;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Round;
import io.github.macvtaplab.connectivity.RoundsForTests;
import io.github.macvtaplab.connectivity.SituationJudge;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.connectivity.Taken;
import io.github.macvtaplab.junit.Shot.Take;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks when a situation is measured again, and what comes of it. */
class ShotTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final Situation PLAIN = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);
    private static final Taken WHOLE = RoundsForTests.asExpected(MATRIX, PLAIN, SituationPaths.of(PLAIN));
    private static final SituationJudge JUDGE = new SituationJudge(MATRIX, Optional.empty(), Optional.empty());

    /** A round in which nothing is known of some neighbour cells, not even whether anything was asked. */
    private static Taken without(int proofs) {
        Map<Path, ProbeResult> asked = new LinkedHashMap<>(WHOLE.round().asked());
        List<Path> lost = asked.keySet().stream()
                .filter(path -> path.protocol() == Protocol.NEIGHBOUR)
                .limit(proofs)
                .toList();
        assertThat(lost).hasSize(proofs);
        lost.forEach(path -> asked.put(
                path,
                new ProbeResult(
                        path,
                        Neighbours.ASKED,
                        new TreeMap<>(),
                        3,
                        Duration.ofMillis(750),
                        0,
                        0,
                        new ProbeResult.Responder("", ""),
                        "",
                        "target",
                        List.of())));
        Round round = WHOLE.round();
        return new Taken(
                PLAIN,
                new Round(
                        round.topology(), round.attestation(), asked, round.given(), round.phases(), round.reflects()));
    }

    private static Shot shot(Taken first, Taken... second) {
        return new Shot(
                new Take(first, Capture.NONE),
                second.length == 0 ? Optional.empty() : Optional.of(new Take(second[0], Capture.NONE)));
    }

    private static long undecided(Outcome outcome) {
        return outcome.judged().cells().stream().filter(Cell::undecided).count();
    }

    @Test
    void situationInWhichAllIsProvenIsMeasuredOnce() {
        assertThat(shot(WHOLE).worthRepeating(JUDGE)).isFalse();
    }

    @Test
    void fewCellsWithoutAProofAreWorthASecondLook() {
        assertThat(shot(without(1)).worthRepeating(JUDGE)).isTrue();
    }

    @Test
    void manyAreNot() {
        assertThat(shot(without(15)).worthRepeating(JUDGE)).isFalse();
    }

    @Test
    void secondLookDecidesAndIsCounted() {
        Outcome outcome = shot(without(2), WHOLE).judge(JUDGE);

        assertThat(undecided(outcome)).isZero();
        assertThat(outcome.repeated()).hasSize(2).allMatch(Cell::undecided);
    }

    @Test
    void whatIsUndecidedTwiceStaysSo() {
        assertThat(undecided(shot(without(2), without(1)).judge(JUDGE))).isEqualTo(1);
    }

    @Test
    void secondLookIsTheWitnessOfOtherSituations() {
        assertThat(shot(without(1), WHOLE).witness()).isSameAs(WHOLE);
        assertThat(shot(WHOLE).witness()).isSameAs(WHOLE);
    }
}
