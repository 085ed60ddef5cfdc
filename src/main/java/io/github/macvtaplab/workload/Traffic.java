package io.github.macvtaplab.workload;

import java.time.Duration;

/**
 * Hold what a load tool says it did.
 *
 * @param window how long the traffic ran, by the tool's own clock
 * @param amount work done, in the profile's {@link WorkUnit}
 * @param bytes payload bytes that arrived, never 0
 * @param detail what else the tool said, in a few words
 */
public record Traffic(Duration window, double amount, long bytes, String detail) {

    /** Return the work done per second. */
    double rate() {
        return amount / (window.toNanos() / 1e9);
    }
}
