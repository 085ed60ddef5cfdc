package io.github.macvtaplab.claims;

import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collect what the tests of one run found out, and weigh it: a claim that one test refutes is refuted, a claim that one
 * test could not decide is undecided, and a claim that no test looked at is not run. Safe for use by several threads.
 */
public final class ClaimRegister {
    /** Length in characters that a summary of several observations keeps to. */
    private static final int SUMMARY_LENGTH = 60;

    private static final String SEPARATOR = "; ";

    private final Queue<Observation> observations = new ConcurrentLinkedQueue<>();
    private final Map<ClaimId, String> skipped = new ConcurrentHashMap<>();
    private final Map<ClaimId, Queue<String>> remarks = new ConcurrentHashMap<>();
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

    /** Add what one test observed. */
    public void add(Observation observation) {
        observations.add(observation);
    }

    /** Note why a claim is not run: what its lab lacks, or that it was not asked for. */
    public void skip(ClaimId claim, String reason) {
        skipped.put(claim, reason);
    }

    /** Note something that a claim's reader has to know and that does not bear on its verdict, such as a contrast that is not shown. */
    public void remark(ClaimId claim, String text) {
        remarks.computeIfAbsent(claim, any -> new ConcurrentLinkedQueue<>()).add(firstLine(text));
    }

    /** Add the figures of one timed run. */
    public void add(Sample sample) {
        samples.add(sample);
    }

    /** Return everything that was observed, in the order in which it came. */
    public List<Observation> observations() {
        return List.copyOf(observations);
    }

    /** Return what was observed about one claim, in the order in which it came. */
    public List<Observation> observations(ClaimId claim) {
        return observations.stream()
                .filter(observation -> observation.claim() == claim)
                .toList();
    }

    /** Return all samples, in the order in which they came. */
    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Return the verdict of all observations of a claim together; NOT_RUN if there is none. */
    public ClaimVerdict verdict(ClaimId claim) {
        return observations(claim).stream()
                .map(Observation::verdict)
                .reduce(ClaimVerdict::and)
                .orElse(ClaimVerdict.NOT_RUN);
    }

    /** Tell whether something was found out about a claim, and not enough to decide it. */
    public boolean undecided(ClaimId claim) {
        return verdict(claim) == ClaimVerdict.INCONCLUSIVE;
    }

    /** Return the first observation that made the verdict what it is; empty if there is none, or if the claim holds. */
    public Optional<Observation> decisive(ClaimId claim) {
        ClaimVerdict verdict = verdict(claim);
        return verdict == ClaimVerdict.HOLDS
                ? Optional.empty()
                : observations(claim).stream()
                        .filter(observation -> observation.verdict() == verdict)
                        .findFirst();
    }

    /**
     * Say how many claims have each verdict, such as {@code 8 HOLDS, 4 INCONCLUSIVE, 0 REFUTED}, and then how many were not run, if
     * any: {@code 1 HOLDS, 0 INCONCLUSIVE, 0 REFUTED, 11 not run}.
     */
    public String counts() {
        return Stream.of(ClaimVerdict.HOLDS, ClaimVerdict.INCONCLUSIVE, ClaimVerdict.REFUTED, ClaimVerdict.NOT_RUN)
                .filter(verdict -> verdict != ClaimVerdict.NOT_RUN || count(verdict) > 0)
                .map(verdict -> count(verdict) + " " + verdict.label())
                .collect(Collectors.joining(", "));
    }

    private long count(ClaimVerdict verdict) {
        return Arrays.stream(ClaimId.values())
                .filter(claim -> verdict(claim) == verdict)
                .count();
    }

    /**
     * Say in one line why the verdict is what it is: in the words of the observation that decided it (unshortened), or,
     * for a claim that holds, by the paths and witnesses of all its observations and about 60 characters of their words. Of a claim
     * that was not run, say why not. Remarks come last, unshortened.
     */
    public String summary(ClaimId claim) {
        Queue<String> remarked = remarks.getOrDefault(claim, new ConcurrentLinkedQueue<>());
        return Stream.concat(Stream.of(weighed(claim)), remarked.stream().distinct())
                .collect(Collectors.joining(SEPARATOR));
    }

    private String weighed(ClaimId claim) {
        List<Observation> all = observations(claim);
        if (all.isEmpty()) {
            return skipped.getOrDefault(claim, "no test looked at it");
        }
        return decisive(claim)
                .map(observation -> firstLine(observation.summary()))
                .orElseGet(() -> joined(
                        all.stream()
                                .map(Observation::tally)
                                .reduce(Tally.NONE, Tally::plus)
                                .toString(),
                        all.stream()
                                .filter(observation -> !observation.summary().isBlank())
                                .map(observation -> firstLine(observation.summary()))
                                .distinct()
                                .toList()));
    }

    private static String joined(String tally, List<String> words) {
        List<String> findings = Stream.concat(Stream.of(tally), words.stream())
                .filter(text -> !text.isEmpty())
                .toList();
        if (findings.isEmpty()) {
            return "no reason given";
        }
        StringBuilder text = new StringBuilder(findings.get(0));
        for (int i = 1; i < findings.size(); i++) {
            String next = findings.get(i);
            if (text.length() + SEPARATOR.length() + next.length() > SUMMARY_LENGTH) {
                return text + " (and " + (findings.size() - i) + " more)";
            }
            text.append(SEPARATOR).append(next);
        }
        return text.toString();
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("no reason given");
    }
}
