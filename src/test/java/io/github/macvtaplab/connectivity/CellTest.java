package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what a second measurement of a cell may change. */
class CellTest {
    private static Cell cell(PathVerdict verdict) {
        Path path = new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.TCP);
        return new Cell(
                Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Situation.Second.BOTH),
                path,
                Neighbours.ASKED,
                new Expectation("rule", PathVerdict.BLOCKED, "why", "source", Set.of(ClaimId.HOST_GUEST_BLOCKED)),
                new Proof(
                        path,
                        verdict,
                        "because of " + verdict,
                        RoundsForTests.result(path, Neighbours.ASKED),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKED, BLOCKED, BLOCKED",
        "REACHABLE, REACHABLE, REACHABLE",
        "BLOCKED, INCONCLUSIVE, BLOCKED",
        "REACHABLE, INCONCLUSIVE, REACHABLE",
        "INCONCLUSIVE, BLOCKED, BLOCKED",
        "INCONCLUSIVE, REACHABLE, REACHABLE",
        "INCONCLUSIVE, INCONCLUSIVE, INCONCLUSIVE",
        "BLOCKED, REACHABLE, INCONCLUSIVE",
        "REACHABLE, BLOCKED, INCONCLUSIVE",
    })
    void secondMeasurementDecidesOnlyWhatTheFirstLeftOpen(PathVerdict first, PathVerdict second, PathVerdict after) {
        assertThat(cell(first).after(cell(second)).seen().verdict()).isEqualTo(after);
    }

    @Test
    void measurementsThatContradictEachOtherAreBothNamed() {
        assertThat(cell(PathVerdict.BLOCKED)
                        .after(cell(PathVerdict.REACHABLE))
                        .seen()
                        .reason())
                .isEqualTo(
                        "measured twice, BLOCKED at first (because of BLOCKED), then REACHABLE (because of REACHABLE)");
    }
}
