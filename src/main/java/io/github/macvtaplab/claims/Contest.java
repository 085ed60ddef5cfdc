package io.github.macvtaplab.claims;

import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * The champion against one rival, round by round: what both did in the same round is compared, so that what was different from
 * round to round counts for neither. All figures are logarithms of ratios; 0 is "the same".
 */
public final class Contest {
    private final Figures figures;
    private final String rival;

    /** Make one. */
    public Contest(Figures figures, String rival) {
        this.figures = figures;
        this.rival = rival;
    }

    /** Name the rival. */
    public String rival() {
        return rival;
    }

    /** How the champion's rate compares with the rival's at each load; above 0, the champion does more. */
    public Map<LoadLevel, Estimate> rates() {
        return estimates(Sample::value);
    }

    /** The same with another zero: above 0, the champion's rate is more than so much above the rival's, as a logarithm. */
    Map<LoadLevel, Estimate> rates(double zero) {
        return estimates(sample ->
                sample.kind().entrant().equals(figures.champion()) ? sample.value() / Math.exp(zero) : sample.value());
    }

    /** How the champion's CPU cost compares with the rival's at each load; below 0, the champion spends less. */
    public Map<LoadLevel, Estimate> costs() {
        return estimates(Sample::cpuCost);
    }

    /** How the rates compare over all loads. */
    public Estimate rate() {
        return overall(Sample::value);
    }

    /** How the CPU costs compare over all loads. */
    public Estimate cost() {
        return overall(Sample::cpuCost);
    }

    /**
     * How much more steeply the champion's rate rises with the number of connections than the rival's: the difference of the slopes
     * of log rate over log connections, over all profiles.
     */
    public Estimate slope() {
        Map<Integer, List<Double>> byRound = new TreeMap<>();
        for (List<LoadLevel> curve : figures.curves()) {
            if (curve.size() > 1) {
                for (int round : rounds()) {
                    OptionalDouble own = slope(figures.champion(), curve, round);
                    OptionalDouble other = slope(rival, curve, round);
                    if (own.isPresent() && other.isPresent()) {
                        byRound.computeIfAbsent(round, any -> new ArrayList<>())
                                .add(own.getAsDouble() - other.getAsDouble());
                    }
                }
            }
        }
        return mean(byRound);
    }

    private OptionalDouble slope(String entrant, List<LoadLevel> curve, int round) {
        SimpleRegression regression = new SimpleRegression();
        for (LoadLevel load : curve) {
            value(entrant, load, round, Sample::value)
                    .ifPresent(rate -> regression.addData(Math.log(load.connections()), Math.log(rate)));
        }
        return regression.getN() == curve.size() ? OptionalDouble.of(regression.getSlope()) : OptionalDouble.empty();
    }

    private Map<LoadLevel, Estimate> estimates(ToDoubleFunction<Sample> figure) {
        Map<LoadLevel, Estimate> found = new LinkedHashMap<>();
        for (LoadLevel load : figures.loads()) {
            List<Double> ratios = new ArrayList<>();
            rounds().forEach(round -> ratio(load, round, figure).ifPresent(ratios::add));
            if (!ratios.isEmpty()) {
                found.put(load, estimate(ratios));
            }
        }
        return found;
    }

    /** One figure a round: the mean over all loads that both have in it. */
    private Estimate overall(ToDoubleFunction<Sample> figure) {
        Map<Integer, List<Double>> byRound = new TreeMap<>();
        for (int round : rounds()) {
            for (LoadLevel load : figures.loads()) {
                ratio(load, round, figure)
                        .ifPresent(ratio -> byRound.computeIfAbsent(round, any -> new ArrayList<>())
                                .add(ratio));
            }
        }
        return mean(byRound);
    }

    private static Estimate mean(Map<Integer, List<Double>> byRound) {
        return estimate(byRound.values().stream()
                .map(values -> values.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .toList());
    }

    private static Estimate estimate(List<Double> values) {
        return values.isEmpty()
                ? new Estimate(Double.NaN, Double.NaN, Double.NaN, 1, 0)
                : Estimate.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private OptionalDouble ratio(LoadLevel load, int round, ToDoubleFunction<Sample> figure) {
        OptionalDouble own = value(figures.champion(), load, round, figure);
        OptionalDouble other = value(rival, load, round, figure);
        return own.isPresent() && other.isPresent() && own.getAsDouble() > 0 && other.getAsDouble() > 0
                ? OptionalDouble.of(Math.log(own.getAsDouble() / other.getAsDouble()))
                : OptionalDouble.empty();
    }

    private OptionalDouble value(String entrant, LoadLevel load, int round, ToDoubleFunction<Sample> figure) {
        return figures.samples(entrant, load).stream()
                .filter(sample -> sample.round() == round)
                .mapToDouble(figure)
                .findFirst();
    }

    private List<Integer> rounds() {
        return figures.samples().stream().map(Sample::round).distinct().sorted().toList();
    }
}
