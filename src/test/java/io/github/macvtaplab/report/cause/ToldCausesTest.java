package io.github.macvtaplab.report.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.RoundsForTests;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.diagnosis.NamedCause;
import io.github.macvtaplab.diagnosis.UnexplainedGroup;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Wiring;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that the second test that fails for a reason says so in a line, which still has cause, cure, and claims. */
class ToldCausesTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final Situation BRIDGE = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);
    private static final Situation VEPA = Situation.plain(Wiring.macvtap(MacvtapMode.VEPA), Second.BOTH);

    private final ToldCauses told = new ToldCauses();

    private static DeviationText text(Situation situation, String cause) {
        Judged judged = new Judged(
                RoundsForTests.asExpected(MATRIX, situation, SituationPaths.of(situation))
                        .round()
                        .topology(),
                situation,
                List.of(),
                List.of(),
                Map.of(),
                List.of());
        return new DeviationText(
                judged,
                new Diagnosis(
                        List.of(new NamedCause(
                                cause,
                                "the port is deaf",
                                List.of(),
                                "wake the port",
                                5,
                                "an example",
                                Set.of(ClaimId.EXPOSED))),
                        List.of()),
                "cells.jsonl.gz");
    }

    @Test
    void firstTestOfACauseSaysAll() {
        assertThat(told.message(text(BRIDGE, "deaf"))).isEqualTo("""
                        cause: the port is deaf (explains 5 cells; keeps EXPOSED from being decided)
                        cure: wake the port
                        in macvtap-bridge, hairpin off, uplink up, firewall none: 0 of 0 cells are not as expected \
                        (host is kvm1, guest is g1, guest2 is g2, peer is peer)
                        every cell with its proof: cells.jsonl.gz""");
    }

    @Test
    void secondTestOfACauseSaysTheSameInALineAndNamesTheFirst() {
        told.message(text(BRIDGE, "deaf"));

        assertThat(told.message(text(VEPA, "deaf")))
                .isEqualTo("in macvtap-vepa, hairpin off, uplink up, firewall none: 0 of 0 cells are not as expected"
                        + "; the same as in macvtap-bridge, hairpin off, uplink up, firewall none"
                        + "; cause: the port is deaf (explains 5 cells; keeps EXPOSED from being decided)"
                        + "; cure: wake the port");
    }

    @Test
    void anotherCauseIsToldInFull() {
        told.message(text(BRIDGE, "deaf"));

        assertThat(told.message(text(VEPA, "mute"))).hasLineCount(4);
    }

    @Test
    void ofManyCausesOnlyTheFirstThreeAreToldInFull() {
        for (String cause : List.of("one", "two", "three")) {
            told.message(text(BRIDGE, cause));
        }

        assertThat(told.message(text(VEPA, "four"))).hasLineCount(1).contains("cure: wake the port");
    }

    @Test
    void placeWithoutAKnownCauseIsOneReasonHoweverManyCellsItHas() {
        assertThat(place(7).kind()).isEqualTo(place(9).kind());
    }

    @Test
    void longSentenceDoesNotHideWhichClaimsItKeepsFromBeingDecided() {
        DeviationText text = new DeviationText(
                text(BRIDGE, "").judged(),
                new Diagnosis(
                        List.of(new NamedCause(
                                "long",
                                "the port is deaf and ".repeat(90),
                                List.of(),
                                "wake the port",
                                5,
                                "an example",
                                Set.of(ClaimId.EXPOSED))),
                        List.of()),
                "cells.jsonl.gz");

        assertThat(List.of(text.inFull(), text.inOneLine(Optional.empty())))
                .allSatisfy(words -> assertThat(words)
                        .contains("keeps EXPOSED from being decided")
                        .contains("cure: wake the port"));
    }

    private static DeviationText place(int cells) {
        return new DeviationText(
                text(BRIDGE, "").judged(),
                new Diagnosis(
                        List.of(),
                        List.of(new UnexplainedGroup(
                                cells, cells + " cells: last seen at kvm1 vnet1", "an example", Set.of()))),
                "cells.jsonl.gz");
    }
}
