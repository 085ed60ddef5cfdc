package io.github.macvtaplab.claims;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;

/**
 * A mean, with the interval that holds the true one in 95 of 100 cases, and the probability of a mean that far from 0 by chance.
 *
 * <p>The interval is bootstrapped: percentiles of the means of 10,000 resamples, moved outwards for small numbers as by T.
 * Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69 (2015), section 3.3 (expanded
 * percentiles). The probability is Student's, two-sided.
 *
 * @param mean the mean
 * @param low lower end of the interval; not a number for fewer than 2 values
 * @param high upper end of the interval; not a number for fewer than 2 values
 * @param p the probability; 1 for fewer than 2 values
 * @param n number of values
 */
public record Estimate(double mean, double low, double high, double p, int n) {
    private static final int RESAMPLES = 10_000;
    /** Any will do; the same one makes the same interval of the same values. */
    private static final long SEED = 20_150_401L;

    private static final double TAIL = 0.025;

    /** Estimate the mean of what the values are a sample of. */
    public static Estimate of(double... values) {
        int n = values.length;
        double mean = Mean.of(values).getAsDouble();
        if (n < 2) {
            return new Estimate(mean, Double.NaN, Double.NaN, 1, n);
        }
        double[] ends = interval(values);
        return new Estimate(mean, ends[0], ends[1], p(values), n);
    }

    private static double p(double[] values) {
        boolean same = java.util.Arrays.stream(values).distinct().count() == 1;
        // Values without any spread have no t statistic.
        return same
                ? (values[0] == 0 ? 1 : 0)
                : TTest.withDefaults().test(values).getPValue();
    }

    private static double[] interval(double[] values) {
        int n = values.length;
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += values[random.nextInt(n)];
            }
            means[i] = sum / n;
        }
        double t = TDistribution.of(n - 1.0).inverseCumulativeProbability(TAIL);
        double tail = NormalDistribution.of(0, 1).cumulativeProbability(Math.sqrt(n / (n - 1.0)) * t);
        return Quantile.withDefaults().evaluate(means, new double[] {tail, 1 - tail});
    }

    /** Whether the interval leaves 0 out. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
