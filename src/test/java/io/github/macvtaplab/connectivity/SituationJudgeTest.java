package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.Deviation.Kind;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that a round is judged as the situation that was asked for, and that what was seen to be otherwise is said. */
class SituationJudgeTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final Situation OFF = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);
    private static final Situation ON = OFF.with(Hairpin.ON);
    private static final Path HOST_TO_GUEST =
            new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.TCP);

    /** What a lab that really is in one situation gives where another was wanted. */
    private static Judged judge(Situation wanted, Situation real, Optional<Boolean> reflects) {
        Round round =
                RoundsForTests.asExpected(MATRIX, real, SituationPaths.of(real)).round();
        return new SituationJudge(MATRIX, Optional.empty(), Optional.empty())
                .judge(new Taken(
                        wanted,
                        new Round(
                                round.topology(),
                                round.attestation(),
                                round.asked(),
                                round.given(),
                                round.phases(),
                                reflects)));
    }

    private static Cell cell(Judged judged, Path path, Neighbours neighbours) {
        return judged.cells().stream()
                .filter(cell -> cell.path().equals(path) && cell.neighbours() == neighbours)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void switchThatReflectsThoughHairpinIsOffIsADeviation() {
        Judged judged = judge(OFF, ON, Optional.of(true));

        assertThat(judged.deviations()).extracting(Deviation::kind).containsExactly(Kind.REFLECTS);
        assertThat(judged.contradiction())
                .contains("to uplink0 should be off", "sent a frame back by the port that it came from");
    }

    /** Before, such a round was judged as if the other situation had been asked for: one lost frame made a false verdict. */
    @Test
    void roundInAnotherSituationIsJudgedAsTheOneThatWasAskedFor() {
        Judged judged = judge(OFF, ON, Optional.of(true));

        assertThat(judged.situation()).isEqualTo(OFF);
        assertThat(cell(judged, HOST_TO_GUEST, Neighbours.ASKED).expected().verdict())
                .isEqualTo(PathVerdict.BLOCKED);
        assertThat(judged.asAsked()).isFalse();
    }

    @Test
    void switchThatDoesNotReflectThoughHairpinIsOnIsADeviation() {
        Judged judged = judge(ON, OFF, Optional.of(false));

        assertThat(judged.deviations()).extracting(Deviation::kind).containsExactly(Kind.DOES_NOT_REFLECT);
        assertThat(judged.contradiction()).contains("should be on", "to others and not back to it");
    }

    @Test
    void switchThatDoesAsToldDeviatesInNothing() {
        assertThat(judge(ON, ON, Optional.of(true)).asAsked()).isTrue();
    }

    @Test
    void switchThatCouldNotBeSeenIsTakenAtItsWord() {
        assertThat(judge(ON, ON, Optional.empty()).asAsked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "UP, true, true,",
        "UP, true, false, CARRIER_LOST",
        "UP, false, false, SET_DOWN",
        "CARRIER_LOST, true, false,",
        "CARRIER_LOST, true, true, CARRIER_KEPT",
        "DOWN, false, false,",
        "DOWN, true, true, KEPT_UP",
    })
    void stateOfTheUplinkIsComparedWithTheOneThatWasAskedFor(
            Uplink asked, boolean up, boolean carrier, @Nullable Kind deviation) {
        Situation wanted = OFF.with(Hairpin.OFF, asked, Situation.Firewall.NONE);
        Round round = RoundsForTests.asExpected(MATRIX, wanted, SituationPaths.of(wanted))
                .round();
        // It was as asked for at first.
        LinkState first = new LinkState(asked != Uplink.DOWN, asked == Uplink.UP);

        assertThat(SituationCheck.deviations(
                        wanted,
                        new Round(
                                round.topology(),
                                round.attestation(),
                                round.asked(),
                                round.given(),
                                round.phases(),
                                Optional.empty(),
                                List.of(first, new LinkState(up, carrier)))))
                .extracting(Deviation::kind)
                .isEqualTo(deviation == null ? List.of() : List.of(deviation));
    }

    @Test
    void givenNeighboursMakeCellsOfTheirOwnWhereTheWayIsExpectedToBeClosed() {
        Judged judged = judge(OFF, OFF, Optional.of(false));

        assertThat(judged.cells())
                .filteredOn(cell -> cell.neighbours() == Neighbours.GIVEN)
                .isNotEmpty()
                .allMatch(cell -> cell.seen().verdict() == PathVerdict.BLOCKED)
                .allMatch(cell -> cell.path().subnet() == SubnetName.SHARED)
                .extracting(cell -> cell.path().protocol())
                .containsOnly(Protocol.ICMP, Protocol.TCP, Protocol.UDP);
    }

    @Test
    void givenNeighboursAreNoCellWhereTheWayIsExpectedToBeOpen() {
        Path open = new Path(End.PEER, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.TCP);
        Map<Path, ProbeResult> asked = new LinkedHashMap<>();
        asked.put(open, RoundsForTests.result(open, Neighbours.ASKED));
        Map<Path, ProbeResult> given = Map.of(open, RoundsForTests.result(open, Neighbours.GIVEN));
        Round round = new Round(LabForTests.of(OFF), RoundsForTests.SOUND, asked, given, List.of(), Optional.empty());

        Judged judged = new SituationJudge(MATRIX, Optional.empty(), Optional.empty()).judge(new Taken(OFF, round));

        assertThat(judged.cells()).extracting(Cell::neighbours).containsExactly(Neighbours.ASKED);
    }

    @ParameterizedTest
    @MethodSource("io.github.macvtaplab.junit.MatrixPlan#situations")
    void labThatDoesAllThatIsExpectedLeavesNothingUndecided(Situation situation) {
        Situation plain = Situation.plain(situation.wiring(), situation.second());
        Optional<Taken> witnesses = Optional.of(RoundsForTests.asExpected(MATRIX, plain, SituationPaths.of(plain)));

        Judged judged = new SituationJudge(MATRIX, witnesses, witnesses)
                .judge(RoundsForTests.asExpected(MATRIX, situation, SituationPaths.of(situation)));

        assertThat(judged.cells())
                .isNotEmpty()
                .filteredOn(cell -> !cell.asExpected())
                .extracting(Cell::describe)
                .isEmpty();
    }
}
