package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Max;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Min;

/**
 * Sum up all samples of one kind.
 *
 * @param kind what was run
 * @param n number of samples
 * @param median of the rate
 * @param min of the rate
 * @param max of the rate
 * @param unit of the rate
 * @param cpu medians of the CPU cost by component
 * @param cpuMedian median of the whole CPU cost
 * @param cpuUnit of the CPU cost
 */
public record Measurement(
        Kind kind,
        int n,
        double median,
        double min,
        double max,
        String unit,
        Map<CpuComponent, Double> cpu,
        double cpuMedian,
        String cpuUnit) {

    /**
     * Sum samples up.
     *
     * @throws IllegalArgumentException if there is none, or they are not of one kind
     */
    public static Measurement of(List<Sample> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a measurement needs at least one sample");
        }
        Sample first = samples.get(0);
        for (Sample sample : samples) {
            if (!sample.kind().equals(first.kind()) || !sample.unit().equals(first.unit())) {
                throw new IllegalArgumentException("a measurement needs samples of one kind, got %s and %s"
                        .formatted(first.kind(), sample.kind()));
            }
        }
        double[] rates = figures(samples, Sample::value);
        Map<CpuComponent, Double> cpu = new EnumMap<>(CpuComponent.class);
        for (CpuComponent component : CpuComponent.values()) {
            cpu.put(component, median(samples, sample -> sample.cpu().getOrDefault(component, 0.0)));
        }
        return new Measurement(
                first.kind(),
                samples.size(),
                Median.withDefaults().evaluate(rates),
                Min.of(rates).getAsDouble(),
                Max.of(rates).getAsDouble(),
                first.unit(),
                cpu,
                median(samples, Sample::cpuCost),
                first.cpuUnit());
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Median.withDefaults().evaluate(figures(samples, figure));
    }

    private static double[] figures(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).toArray();
    }
}
