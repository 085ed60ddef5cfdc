package io.github.macvtaplab.claims;

import io.github.macvtaplab.model.Sample.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A rate that is lower than the runs before it let expect: outside of what the next run of the same lab may give by chance, with
 * the logarithms of the rates taken as normally distributed, corrected for how many rates are looked at.
 *
 * @param kind what was run
 * @param now median of this run
 * @param usual what the runs before had, as the mean of the logarithms
 * @param unit of both
 * @param p probability of a rate that far off by chance, corrected
 * @param runs how many runs before were looked at
 */
public record Regression(Kind kind, double now, double usual, String unit, double p, int runs) {
    /** Runs of the same lab below which nothing is said. */
    public static final int LEAST_RUNS = 10;

    private static final double LEVEL = 0.05;

    /**
     * A rate of this run with those of the runs before it.
     *
     * @param now median of this run
     * @param before medians of earlier runs of the same lab, level and equipment
     */
    public record Course(double now, List<Double> before, String unit) {
        /** Copy the list. */
        public Course {
            before = List.copyOf(before);
        }

        /** Return all rates, this run's the last. */
        public List<Double> rates() {
            return Stream.concat(before.stream(), Stream.of(now)).toList();
        }
    }

    /** Find those among the rates of a run; an improvement is none. */
    public static List<Regression> among(Map<Kind, Course> courses) {
        List<Regression> candidates = new ArrayList<>();
        courses.forEach((kind, course) -> {
            if (course.before().size() >= LEAST_RUNS) {
                candidates.add(candidate(kind, course));
            }
        });
        List<Double> corrected =
                Holm.correct(candidates.stream().map(Regression::p).toList());
        List<Regression> found = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Regression one = candidates.get(i);
            if (corrected.get(i) < LEVEL && one.now() < one.usual()) {
                found.add(new Regression(one.kind(), one.now(), one.usual(), one.unit(), corrected.get(i), one.runs()));
            }
        }
        return found;
    }

    private static Regression candidate(Kind kind, Course course) {
        double[] logs = course.before().stream().mapToDouble(Math::log).toArray();
        double mean = Mean.of(logs).getAsDouble();
        double deviation = StandardDeviation.of(logs).getAsDouble();
        double off = Math.log(course.now()) - mean;
        double p = deviation == 0
                ? (off == 0 ? 1 : 0)
                : 2
                        * TDistribution.of(logs.length - 1.0)
                                .survivalProbability(Math.abs(off) / (deviation * Math.sqrt(1 + 1.0 / logs.length)));
        return new Regression(kind, course.now(), Math.exp(mean), course.unit(), p, logs.length);
    }

    /** Say it in one line. */
    public String describe() {
        return String.format(
                java.util.Locale.ROOT,
                "%s, %s: %.3g %s, usually %.3g (%+.0f %%, %d runs before, p = %.2g)",
                kind.entrant(),
                kind.load(),
                now,
                unit,
                usual,
                100 * (now / usual - 1),
                runs,
                p);
    }
}
