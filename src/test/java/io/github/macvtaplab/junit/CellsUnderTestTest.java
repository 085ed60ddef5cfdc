package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.connectivity.Attestation;
import io.github.macvtaplab.connectivity.Capture;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Round;
import io.github.macvtaplab.connectivity.RoundsForTests;
import io.github.macvtaplab.connectivity.SituationJudge;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.connectivity.Taken;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Firewall;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.report.cause.DeviationText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks what a situation's test says when cells are not as expected. */
class CellsUnderTestTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final Situation PLAIN = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);

    /** A lab whose guest is deaf, and says why. */
    private static CellsUnderTest deafGuest(Situation situation) {
        Taken whole = RoundsForTests.asExpected(MATRIX, situation, SituationPaths.of(situation));
        Round round = whole.round();
        Map<Path, ProbeResult> asked = new LinkedHashMap<>(round.asked());
        asked.replaceAll((path, result) ->
                path.from() == End.PEER && path.to() == End.GUEST ? RoundsForTests.answered(path, Map.of()) : result);
        Attestation down = new Attestation(
                Map.of(End.GUEST, List.of("eth0 of g1 is set down")),
                List.of(),
                round.attestation().macs(),
                Map.of());
        Taken broken = new Taken(
                situation, new Round(round.topology(), down, asked, round.given(), round.phases(), round.reflects()));
        SituationJudge judge = new SituationJudge(MATRIX, Optional.empty(), Optional.empty());
        Outcome outcome = new Shot(new Shot.Take(broken, Capture.NONE), Optional.empty()).judge(judge);
        return new CellsUnderTest(
                outcome,
                () -> new DeviationText(outcome.judged(), Diagnosis.HEALTHY, "reports/latest/cells.jsonl.gz").inFull());
    }

    @Test
    void saysWhatTheNodesSayAndWhichWaysAreWrong() {
        assertThatThrownBy(() -> deafGuest(PLAIN).areAsExpected())
                .isInstanceOf(NotProven.class)
                .hasMessageMatching(
                        "(?s)in macvtap-bridge, hairpin off, uplink up, firewall none: \\d+ of \\d+ cells are not as expected \\(host is .*\\)\n"
                                + "Not as it should be, say the nodes: eth0 of g1 is set down\n.*"
                                + "\\d+ of peer -> guest, shared subnet: expected REACHABLE, seen BLOCKED .*"
                                + "every cell with its proof: reports/latest/cells.jsonl.gz");
    }

    @Test
    void blamesNoDeviceWhereTheUplinkWasCut() {
        assertThatThrownBy(() -> deafGuest(PLAIN.with(Hairpin.OFF, Uplink.DOWN, Firewall.NONE))
                        .areAsExpected())
                .message()
                .contains("cells are not as expected")
                .doesNotContain("say the nodes");
    }
}
