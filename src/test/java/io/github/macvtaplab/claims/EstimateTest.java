package io.github.macvtaplab.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Checks estimates against published values. */
class EstimateTest {
    /**
     * Additional hours of sleep, drug 2 less drug 1: Student, "The Probable Error of a Mean", Biometrika 6 (1908), after Cushny and
     * Peebles; data set {@code sleep} of R, whose {@code t.test(..., paired = TRUE)} prints the values below.
     */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    @Test
    void meanAndProbabilityAreThoseOfR() {
        Estimate sleep = Estimate.of(SLEEP);

        assertThat(sleep.mean()).isCloseTo(1.58, within(1e-12));
        assertThat(sleep.p()).isCloseTo(0.002833, within(5e-7));
    }

    /** R: 0.7001142 to 2.4598858. A bootstrapped interval knows that the data are skewed; it has to be near, not the same. */
    @Test
    void intervalIsNearThatOfR() {
        Estimate sleep = Estimate.of(SLEEP);

        assertThat(sleep.low()).isCloseTo(0.70, within(0.2));
        assertThat(sleep.high()).isCloseTo(2.46, within(0.3));
    }

    @Test
    void sameValuesMakeTheSameInterval() {
        assertThat(Estimate.of(SLEEP)).isEqualTo(Estimate.of(SLEEP));
    }

    @Test
    void oneValueHasNoInterval() {
        Estimate one = Estimate.of(0.3);

        assertThat(one.p()).isEqualTo(1);
        assertThat(one.low()).isNaN();
        assertThat(one.excludesZero()).isFalse();
    }

    @Test
    void valuesWithoutSpreadAreNoError() {
        assertThat(Estimate.of(0, 0, 0).p()).isEqualTo(1);
        assertThat(Estimate.of(0.2, 0.2, 0.2).p()).isZero();
    }

    /** The interval is to hold the true mean in 95 of 100 cases, for as few values as a race has rounds. */
    @Test
    void intervalHoldsTheTrueMeanAsOftenAsItSays() {
        Random random = new Random(4);
        int held = 0;
        for (int i = 0; i < 300; i++) {
            Estimate estimate = Estimate.of(
                    DoubleStream.generate(random::nextGaussian).limit(5).toArray());
            if (estimate.low() <= 0 && estimate.high() >= 0) {
                held++;
            }
        }

        assertThat(held).isBetween(270, 299);
    }
}
