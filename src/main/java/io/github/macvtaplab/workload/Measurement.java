package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Max;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Min;

/**
 * Sum up all samples of one wiring, profile and number of connections.
 *
 * @param wiring label of the wiring
 * @param profile name of the profile
 * @param connections connections at the same time
 * @param n number of samples
 * @param median of the rate
 * @param min of the rate
 * @param max of the rate
 * @param unit of the rate
 * @param cpuMedian median of the CPU cost
 * @param cpuUnit of the CPU cost
 */
public record Measurement(
        String wiring,
        String profile,
        int connections,
        int n,
        double median,
        double min,
        double max,
        String unit,
        double cpuMedian,
        String cpuUnit) {

    /**
     * Sum samples up.
     *
     * @throws IllegalArgumentException if there is none, or they are not of one wiring, profile, load and unit
     */
    public static Measurement of(List<Sample> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a measurement needs at least one sample");
        }
        Sample first = samples.get(0);
        for (Sample sample : samples) {
            if (!sample.wiring().equals(first.wiring())
                    || !sample.profile().equals(first.profile())
                    || sample.connections() != first.connections()
                    || !sample.unit().equals(first.unit())) {
                throw new IllegalArgumentException(
                        "a measurement needs samples of one kind, got %s and %s".formatted(first, sample));
            }
        }
        double[] rates = figures(samples, Sample::value);
        return new Measurement(
                first.wiring(),
                first.profile(),
                first.connections(),
                samples.size(),
                Median.withDefaults().evaluate(rates),
                Min.of(rates).getAsDouble(),
                Max.of(rates).getAsDouble(),
                first.unit(),
                Median.withDefaults().evaluate(figures(samples, Sample::cpuSecondsPerUnit)),
                first.cpuUnit());
    }

    private static double[] figures(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).toArray();
    }
}
