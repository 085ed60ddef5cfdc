package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.Coverage;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Situation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
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
    @MethodSource("io.github.macvtaplab.connectivity.CoverageTest#gaps")
    void labIsTakenThroughAllSituationsThatItCanBeInAndNoOthers(Set<LabPart> lacking) {
        Coverage coverage = new Coverage(MATRIX, lacking);

        assertThat(situations(coverage))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        MatrixPlan.situations().stream().filter(coverage::canBe).toList());
    }
}
