package io.github.macvtaplab.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the correction against values of R: {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")} is 0.03 0.06 0.06 0.02. */
class HolmTest {
    private static final Comparator<Double> CLOSE = (one, other) -> Math.abs(one - other) < 1e-12 ? 0 : 1;

    @Test
    void correctsLikeR() {
        assertThat(Holm.correct(List.of(0.01, 0.04, 0.03, 0.005)))
                .usingElementComparator(CLOSE)
                .containsExactly(0.03, 0.06, 0.06, 0.02);
    }

    @Test
    void noProbabilityIsAboveOne() {
        assertThat(Holm.correct(List.of(0.9, 0.8))).containsExactly(1.0, 1.0);
    }

    @Test
    void oneProbabilityStaysAsItIs() {
        assertThat(Holm.correct(List.of(0.02))).containsExactly(0.02);
    }
}
