package io.github.macvtaplab.claims;

import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Judge the performance claims by a race. The rule stands in {@code docs/how-performance-is-judged.md}; in short, of 100 races
 * between equals at most 5 make a claim HOLD or REFUTED.
 */
public final class PerformanceJudge {
    /** Rounds below which nothing is judged. */
    public static final int LEAST_ROUNDS = 5;

    /** Half of what may be erred for the whole of a claim's loads, half for its single ones. */
    private static final double HALF = 0.025;
    /** The least that "10 to 50 % better" can mean. */
    private static final double TEN_PERCENT = Math.log(1.10);

    private final Figures figures;
    private final List<Contest> contests;

    /** Says whether figures of an emulated lab are judged. */
    public enum Judging {
        /** They are shown, not judged. */
        BY_GROUND,
        /** All figures are judged, to test the rule itself. */
        FORCED
    }

    /**
     * A verdict of a claim.
     *
     * @param verdict the verdict
     * @param reason one sentence
     */
    public record Judgement(ClaimVerdict verdict, String reason) {}

    /** Make one for a race's figures. */
    public PerformanceJudge(Figures figures) {
        this.figures = figures;
        this.contests = figures.rivals().stream()
                .map(rival -> new Contest(figures, rival))
                .toList();
    }

    /**
     * Judge a claim.
     *
     * @throws IllegalArgumentException if it is not about performance
     */
    public Judgement judge(ClaimId claim, Judging judging) {
        if (judging == Judging.BY_GROUND && !figures.whyNotJudged().isEmpty()) {
            return open(figures.whyNotJudged());
        }
        if (!figures.fair()) {
            return open("no fair race: the entrants' equipment differs: " + figures.profiles());
        }
        int rounds =
                contests.stream().mapToInt(contest -> contest.rate().n()).min().orElse(0);
        if (rounds < LEAST_ROUNDS) {
            return open("%d rounds are too few for a verdict: it takes %d".formatted(rounds, LEAST_ROUNDS));
        }
        return switch (claim) {
            case THROUGHPUT -> consistently(Contest::rate, Contest::rates, 1, "rate");
            case CPU_EFFICIENCY -> consistently(Contest::cost, Contest::costs, -1, "CPU cost");
            case TRANSACTIONS_10_50 -> tenPercent();
            case SCALES_FASTER -> steeper();
            default -> throw new IllegalArgumentException(claim + " is not about performance");
        };
    }

    private static Judgement open(String reason) {
        return new Judgement(ClaimVerdict.INCONCLUSIVE, reason);
    }

    /**
     * "Consistently": over all loads together better than each rival, and at no single load proven to be worse.
     *
     * @param better 1 where more is better, -1 where less is
     */
    private Judgement consistently(
            Function<Contest, Estimate> whole,
            Function<Contest, Map<LoadLevel, Estimate>> single,
            int better,
            String what) {
        Map<String, Estimate> parts = new LinkedHashMap<>();
        contests.forEach(contest -> single.apply(contest)
                .forEach((load, estimate) -> parts.put("%s against %s".formatted(load, contest.rival()), estimate)));
        for (Map.Entry<String, Estimate> part : significant(parts).entrySet()) {
            if (part.getValue().mean() * better < 0) {
                return new Judgement(
                        ClaimVerdict.REFUTED, "%s: %s %s".formatted(part.getKey(), what, ratio(part.getValue())));
            }
        }
        return overall(whole, better, what, PerformanceJudge::ratio);
    }

    private Judgement steeper() {
        return overall(Contest::slope, 1, "slope of log rate over log connections", PerformanceJudge::difference);
    }

    private Judgement overall(
            Function<Contest, Estimate> whole, int better, String what, Function<Estimate, String> describe) {
        Map<String, Estimate> all = new LinkedHashMap<>();
        contests.forEach(contest -> all.put(contest.rival(), whole.apply(contest)));
        Map<String, Estimate> significant = significant(all);
        List<String> words = new ArrayList<>();
        all.forEach(
                (rival, estimate) -> words.add("against %s %s %s".formatted(rival, what, describe.apply(estimate))));
        String text = String.join("; ", words);
        if (significant.values().stream().anyMatch(estimate -> estimate.mean() * better < 0)) {
            return new Judgement(ClaimVerdict.REFUTED, text);
        }
        return new Judgement(significant.size() == all.size() ? ClaimVerdict.HOLDS : ClaimVerdict.INCONCLUSIVE, text);
    }

    /** "Up to 10 to 50 %": against each rival there is a load whose transactions are proven to be 10 % above; or proven that none is. */
    private Judgement tenPercent() {
        List<String> words = new ArrayList<>();
        boolean all = true;
        boolean none = false;
        for (Contest contest : contests) {
            Map<LoadLevel, Estimate> rates = new LinkedHashMap<>(contest.rates());
            rates.keySet().removeIf(load -> !transactions(load));
            if (rates.isEmpty()) {
                return open("no request-response load was run");
            }
            Map<LoadLevel, Estimate> above = new LinkedHashMap<>(contest.rates(TEN_PERCENT));
            above.keySet().retainAll(rates.keySet());
            Map<LoadLevel, Estimate> proven = significant(above);
            boolean better = proven.values().stream().anyMatch(estimate -> estimate.mean() > 0);
            boolean worse =
                    proven.size() == above.size() && proven.values().stream().allMatch(estimate -> estimate.mean() < 0);
            Map.Entry<LoadLevel, Estimate> best = rates.entrySet().stream()
                    .max(Map.Entry.comparingByValue(Comparator.comparing(Estimate::mean)))
                    .orElseThrow();
            words.add("against %s at best %s (%s)".formatted(contest.rival(), ratio(best.getValue()), best.getKey()));
            all &= better;
            none |= worse;
        }
        String text = String.join("; ", words);
        return new Judgement(none ? ClaimVerdict.REFUTED : all ? ClaimVerdict.HOLDS : ClaimVerdict.INCONCLUSIVE, text);
    }

    private boolean transactions(LoadLevel load) {
        return figures.samples(figures.champion(), load).stream()
                .anyMatch(sample -> sample.unit().startsWith("transactions"));
    }

    /** Those that chance does not explain, corrected for how many there are; interval and probability have to agree. */
    private static <K> Map<K, Estimate> significant(Map<K, Estimate> estimates) {
        List<Map.Entry<K, Estimate>> entries = List.copyOf(estimates.entrySet());
        List<Double> corrected =
                Holm.correct(entries.stream().map(entry -> entry.getValue().p()).toList());
        Map<K, Estimate> significant = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            if (corrected.get(i) < HALF && entries.get(i).getValue().excludesZero()) {
                significant.put(entries.get(i).getKey(), entries.get(i).getValue());
            }
        }
        return significant;
    }

    /** A difference with its interval, such as {@code +0.031 (+0.012 to +0.050, n = 5)}. */
    public static String difference(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%+.3f (%+.3f to %+.3f, n = %d)",
                estimate.mean(),
                estimate.low(),
                estimate.high(),
                estimate.n());
    }

    /** A ratio with its interval, such as {@code 1.12 (1.08 to 1.16, n = 5)}. */
    public static String ratio(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f, n = %d)",
                Math.exp(estimate.mean()),
                Math.exp(estimate.low()),
                Math.exp(estimate.high()),
                estimate.n());
    }

    /** Whether the interval of each ratio of the rates is narrower than a part of the ratio: then more rounds teach nothing. */
    public static boolean narrow(Figures figures, double part) {
        return figures.rivals().stream()
                .flatMap(rival -> new Contest(figures, rival).rates().values().stream())
                .allMatch(estimate ->
                        Math.exp(estimate.high() - estimate.mean()) - Math.exp(estimate.low() - estimate.mean())
                                < part);
    }
}
