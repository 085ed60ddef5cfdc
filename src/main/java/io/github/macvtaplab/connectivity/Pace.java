package io.github.macvtaplab.connectivity;

import java.time.Duration;
import java.util.Map;

/**
 * Say how a path is tried.
 *
 * @param probes how many times it is tried as the probe, at most 4; witnesses' attempts come on top
 * @param lead from the witness's attempt to the first of the probe
 * @param every from one attempt of the probe to the next
 * @param deadline from the first attempt to the end, after which a silent path counts as silent
 * @param tail how long an attempt with given neighbours waits for its answer
 * @param patience how long a late witness is waited for
 */
public record Pace(int probes, Duration lead, Duration every, Duration deadline, Duration tail, Duration patience) {

    /** The pace for labs whose nodes answer within tenths of a second, emulated ones included. */
    public static final Pace USUAL = new Pace(
            3,
            Duration.ofMillis(150),
            Duration.ofMillis(150),
            Duration.ofMillis(750),
            Duration.ofMillis(350),
            Duration.ofSeconds(4));

    /**
     * Check the bounds.
     *
     * @throws IllegalArgumentException if there are not 1 to 4 probes
     */
    public Pace {
        if (probes < 1 || probes > 4) {
            throw new IllegalArgumentException("a path is probed 1 to 4 times, got " + probes);
        }
    }

    /** What is left of the deadline after the last attempt of a probe that keeps its pace; one that does not gets as much. */
    private Duration rest() {
        Duration rest = deadline.minus(lead).minus(every.multipliedBy(probes - 1L));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    Map<String, Object> toStation() {
        return Map.of(
                "probes", probes,
                "lead", seconds(lead),
                "every", seconds(every),
                "deadline", seconds(deadline),
                "tail", seconds(tail),
                "rest", seconds(rest()),
                "patience", seconds(patience));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
