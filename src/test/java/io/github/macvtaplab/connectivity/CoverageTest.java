package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.MatrixPlan;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Needs;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks what is tested in labs that lack parts: all that can be proven there, and nothing else. */
class CoverageTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final Situation PLAIN = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);
    private static final Path HOST_TO_GUEST =
            new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.TCP);

    private static Coverage without(LabPart... parts) {
        return new Coverage(MATRIX, Set.of(parts));
    }

    /** Every set of parts that a lab can lack, the empty one among them. */
    static Stream<Set<LabPart>> gaps() {
        List<Set<LabPart>> gaps = new ArrayList<>(List.of(EnumSet.noneOf(LabPart.class)));
        for (LabPart part : LabPart.values()) {
            for (Set<LabPart> gap : List.copyOf(gaps)) {
                Set<LabPart> larger = EnumSet.of(part);
                larger.addAll(gap);
                gaps.add(larger);
            }
        }
        return gaps.stream();
    }

    private static List<String> ways(Stream<Path> paths) {
        return paths.map(Paths::way).distinct().toList();
    }

    private static List<String> skippedWays(Coverage coverage, Situation situation) {
        return ways(coverage.skipped(situation).stream().map(SkippedPath::path));
    }

    @Test
    void wholeLabIsTestedWhole() {
        Coverage whole = without();

        assertThat(MatrixPlan.situations()).isNotEmpty().allSatisfy(situation -> {
            assertThat(whole.missing(situation)).isEmpty();
            assertThat(whole.skipped(situation)).isEmpty();
            assertThat(whole.paths(situation)).isEqualTo(SituationPaths.of(situation));
        });
    }

    @ParameterizedTest
    @MethodSource("gaps")
    void everyPathIsEitherTriedOrSkipped(Set<LabPart> lacking) {
        Coverage coverage = new Coverage(MATRIX, lacking);

        assertThat(MatrixPlan.situations())
                .allSatisfy(situation -> assertThat(Stream.concat(
                                coverage.paths(situation).stream(),
                                coverage.skipped(situation).stream().map(SkippedPath::path)))
                        .containsExactlyInAnyOrderElementsOf(SituationPaths.of(situation)));
    }

    /** What {@link Needs} says of the claims, and what is left of the matrix, must be the same. */
    @ParameterizedTest
    @MethodSource("gaps")
    void claimsWithoutACellAreExactlyThoseThatNeedWhatIsMissing(Set<LabPart> lacking) {
        Coverage coverage = new Coverage(MATRIX, lacking);
        Set<ClaimId> tested = MatrixPlan.situations().stream()
                .flatMap(situation -> coverage.paths(situation).stream()
                        .flatMap(path -> MATRIX.expect(situation, path, Neighbours.ASKED).claims().stream()))
                .collect(Collectors.toSet());

        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(MATRIX.claims().stream()
                        .filter(claim -> Collections.disjoint(Needs.of(claim), lacking))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("gaps")
    void whatIsTriedCanBeProven(Set<LabPart> lacking) {
        Coverage coverage = new Coverage(MATRIX, lacking);
        for (Situation situation : MatrixPlan.situations()) {
            Situation plain = Situation.plain(situation.wiring(), situation.second());
            Optional<Taken> witnesses = Optional.of(RoundsForTests.asExpected(MATRIX, plain, coverage.paths(plain)));

            assertThat(new SituationJudge(MATRIX, witnesses, witnesses)
                            .judge(RoundsForTests.asExpected(MATRIX, situation, coverage.paths(situation)))
                            .cells())
                    .as("cells of %s without %s", situation, lacking)
                    .filteredOn(cell -> !cell.asExpected())
                    .extracting(Cell::describe)
                    .isEmpty();
        }
    }

    /** As the guest's NIC, or the host's, is not heard of by another: without the peer nobody would notice that it is deaf. */
    @Test
    void withoutAPeerNobodyVouchesForHostAndGuestOnTheSharedSubnet() {
        assertThat(without(LabPart.PEER).skipped(PLAIN))
                .contains(
                        new SkippedPath(
                                PLAIN,
                                HOST_TO_GUEST,
                                "nobody is there to show that its silence is no fault: the inventory has no peer (group 'peers')"));
    }

    @Test
    void withoutAPeerGuestsAndTheSecondSubnetAreTested() {
        assertThat(ways(without(LabPart.PEER).paths(PLAIN).stream()))
                .containsExactlyInAnyOrder(
                        "guest -> guest2, shared subnet",
                        "guest2 -> guest, shared subnet",
                        "guest -> guest2, second subnet",
                        "guest2 -> guest, second subnet",
                        "host -> guest, second subnet",
                        "guest -> host, second subnet",
                        "host -> guest2, second subnet",
                        "guest2 -> host, second subnet");
    }

    @Test
    void withoutAPeerWhatHairpinModeOpensIsTested() {
        assertThat(without(LabPart.PEER).paths(PLAIN.with(Hairpin.ON))).contains(HOST_TO_GUEST);
    }

    @Test
    void withoutAPeerNothingIsLeftOfPassthrough() {
        Situation passthrough = Situation.plain(Wiring.macvtap(MacvtapMode.PASSTHROUGH), Second.UNUSED);

        assertThat(without(LabPart.PEER).canBe(passthrough)).isTrue();
        assertThat(without(LabPart.PEER).missing(passthrough))
                .contains("none of its paths can be tried and proven: the inventory has no peer (group 'peers')");
    }

    @Test
    void withoutASecondUplinkTheHostsPathsOfTheSecondSubnetAreSkippedAndNoOthers() {
        assertThat(skippedWays(without(LabPart.SECOND_UPLINK), PLAIN))
                .containsExactlyInAnyOrder(
                        "host -> guest, second subnet",
                        "host -> guest2, second subnet",
                        "host -> peer, second subnet",
                        "guest -> host, second subnet",
                        "guest2 -> host, second subnet",
                        "peer -> host, second subnet");
    }

    /** There the host gets no answer by its uplink, so that only the second shows that the host itself is well. */
    @Test
    void withoutASecondUplinkNobodyVouchesForTheHostWhoseUplinkIsPassedThrough() {
        Situation passthrough = Situation.plain(Wiring.macvtap(MacvtapMode.PASSTHROUGH), Second.UNUSED);

        assertThat(without(LabPart.SECOND_UPLINK).skipped(passthrough))
                .extracting(SkippedPath::path)
                .contains(HOST_TO_GUEST, new Path(End.PEER, End.HOST, SubnetName.SHARED, IpFamily.V6, Protocol.UDP));
        assertThat(ways(without(LabPart.SECOND_UPLINK).paths(passthrough).stream()))
                .contains("peer -> guest, shared subnet", "guest -> peer, shared subnet");
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_IN_GUEST", "NOT_IN_HOST", "IN_SHARED_SUBNET"})
    void withoutASecondUplinkNoSituationCanBeHadThatIsAboutIt(Second second) {
        Situation situation = Situation.plain(PLAIN.wiring(), second);

        assertThat(without(LabPart.SECOND_UPLINK).canBe(situation)).isFalse();
        assertThat(without(LabPart.SECOND_UPLINK).missing(situation))
                .contains("the inventory gives the KVM host no second uplink (lab_second_uplink)");
    }

    @Test
    void withoutASwitchHairpinModeAndLossOfCarrierAreSkippedAndNothingElse() {
        assertThat(MatrixPlan.situations())
                .allSatisfy(situation -> assertThat(
                                without(LabPart.SWITCH).skipped(situation).isEmpty())
                        .isEqualTo(situation.hairpin() == Hairpin.OFF
                                && situation.uplink() != Situation.Uplink.CARRIER_LOST));
    }

    @Test
    void allThatIsMissingIsNamed() {
        assertThat(without(LabPart.PEER, LabPart.SECOND_UPLINK).skipped(PLAIN))
                .contains(
                        new SkippedPath(
                                PLAIN,
                                new Path(End.HOST, End.PEER, SubnetName.SECOND, IpFamily.V4, Protocol.TCP),
                                "the inventory has no peer (group 'peers'), and the inventory gives the KVM host no second uplink (lab_second_uplink)"));
    }
}
