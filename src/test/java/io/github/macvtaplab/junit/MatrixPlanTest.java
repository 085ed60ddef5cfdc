package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.claims.ClaimChoice;
import io.github.macvtaplab.connectivity.ClaimNeeds;
import io.github.macvtaplab.connectivity.Coverage;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Uplink;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks which situations a lab is taken through that lacks parts. */
class MatrixPlanTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();

    private static List<Situation> situations(Coverage coverage) {
        return MatrixPlan.blocks().stream()
                .flatMap(block -> block.in(coverage).situations().stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"THROUGHPUT", "CPU_.*", "TRANSACTIONS.*", "SCALES.*", "NEEDS_LOWER.*"})
    void blockLeadsToEverySituationThatAClaimNeeds(ClaimId claim) {
        ClaimChoice choice = new ClaimChoice(MATRIX, Set.of(claim));

        assertThat(MatrixPlan.blocks().stream()
                        .flatMap(block -> block.in(choice).situations().stream())
                        .filter(choice::needs))
                .isNotEmpty()
                .containsExactlyElementsOf(MatrixPlan.situations(choice));
    }

    @Test
    void blockOfOneClaimGoesThroughNoStateThatItDoesNotNeed() {
        ClaimChoice choice = new ClaimChoice(MATRIX, Set.of(ClaimId.HOST_GUEST_BLOCKED));

        assertThat(MatrixPlan.blocks().stream().map(block -> block.in(choice)))
                .allMatch(block -> block.hairpins().equals(List.of(Hairpin.OFF))
                        && block.uplinks().equals(List.of(Uplink.UP)));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"THROUGHPUT", "CPU_.*", "TRANSACTIONS.*", "SCALES.*", "NEEDS_LOWER.*"})
    void everySituationOfAClaimHasACellForItAndShowsIt(ClaimId claim) {
        assertThat(MatrixPlan.situations(new ClaimChoice(MATRIX, Set.of(claim))))
                .isNotEmpty()
                .allSatisfy(situation -> {
                    assertThat(ClaimNeeds.load().needs(claim, situation)).isTrue();
                    assertThat(SituationPaths.of(situation))
                            .anyMatch(path -> MATRIX.expect(situation, path, Neighbours.ASKED)
                                    .claims()
                                    .contains(claim));
                });
    }

    @Test
    void claimIsNotAskedOfSituationsThatDoNotShowIt() {
        assertThat(MatrixPlan.situations(new ClaimChoice(MATRIX, Set.of(ClaimId.EXPOSED))))
                .allMatch(situation -> situation.hairpin() == Hairpin.OFF && situation.uplink() == Uplink.UP);
    }

    @Test
    void wholeMatrixIsNeededForAllClaims() {
        assertThat(MatrixPlan.situations(ClaimChoice.all(MATRIX))).isEqualTo(MatrixPlan.situations());
        assertThat(MatrixPlan.blocks().stream().map(block -> block.in(ClaimChoice.all(MATRIX))))
                .containsExactlyElementsOf(MatrixPlan.blocks());
    }

    @Test
    void claimAboutPerformanceNeedsNothingOfTheMatrix() {
        assertThat(MatrixPlan.situations(new ClaimChoice(MATRIX, Set.of(ClaimId.THROUGHPUT))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.github.macvtaplab.connectivity.CoverageTest#gaps")
    void labIsTakenThroughAllSituationsThatItCanBeInAndNoOthers(Set<LabPart> lacking) {
        Coverage coverage = new Coverage(MATRIX, lacking);

        assertThat(situations(coverage))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        MatrixPlan.situations().stream().filter(coverage::canBe).toList());
    }
}
