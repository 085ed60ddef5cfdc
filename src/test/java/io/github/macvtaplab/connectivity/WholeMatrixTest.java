package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.MatrixPlan;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the expected matrix against everything that the matrix run asks it. */
class WholeMatrixTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();

    private static List<Expectation> expectations(Situation situation) {
        List<Expectation> found = new ArrayList<>();
        for (Path path : SituationPaths.of(situation)) {
            found.add(MATRIX.expect(situation, path, Neighbours.ASKED));
            if (path.protocol().exchange() && situation.open()) {
                found.add(MATRIX.expect(situation, path, Neighbours.GIVEN));
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("io.github.macvtaplab.junit.MatrixPlan#situations")
    void everyPathOfTheSituationHasVerdictThatCanBeProven(Situation situation) {
        assertThat(expectations(situation))
                .hasSizeGreaterThan(50)
                .extracting(Expectation::verdict)
                .doesNotContain(PathVerdict.INCONCLUSIVE);
    }

    @Test
    void everyRuleDecidesSomething() {
        Set<String> unused = new LinkedHashSet<>(MATRIX.rules());
        assertThat(unused).isNotEmpty();
        MatrixPlan.situations()
                .forEach(
                        situation -> expectations(situation).forEach(expectation -> unused.remove(expectation.rule())));

        assertThat(unused).isEmpty();
    }

    @Test
    void noSituationComesTwice() {
        assertThat(MatrixPlan.situations()).doesNotHaveDuplicates();
    }
}
