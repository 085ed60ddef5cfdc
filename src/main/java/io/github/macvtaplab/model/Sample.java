package io.github.macvtaplab.model;

import java.time.Duration;

/**
 * Holds the figures of one timed run of a workload.
 *
 * @param wiring label of the wiring that carried it, see {@link Wiring#label()}
 * @param profile name of the traffic profile
 * @param connections number of connections at the same time, from 1
 * @param index which of the runs of this wiring, profile and load it was, from 0
 * @param window how long the traffic was measured for
 * @param value the rate that was reached
 * @param unit unit of the rate, such as {@code Gbit/s} or {@code transactions/s}
 * @param cpuSecondsPerUnit CPU seconds of the KVM host that a unit of work cost
 * @param cpuUnit unit of that cost, such as {@code CPU s/Gbit}
 * @param conditions what else a reader must know to judge the figures: what the CPU cost comprises, offloads, latency
 */
public record Sample(
        String wiring,
        String profile,
        int connections,
        int index,
        Duration window,
        double value,
        String unit,
        double cpuSecondsPerUnit,
        String cpuUnit,
        String conditions) {

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if a figure is negative or not a number, or the window is not positive
     */
    public Sample {
        if (connections < 1 || index < 0) {
            throw new IllegalArgumentException(
                    "a sample needs connections >= 1 and index >= 0, got " + connections + " and " + index);
        }
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("a sample needs a positive window, got " + window);
        }
        if (!Double.isFinite(value) || value < 0 || !Double.isFinite(cpuSecondsPerUnit) || cpuSecondsPerUnit < 0) {
            throw new IllegalArgumentException(
                    "a sample needs finite figures >= 0, got " + value + " and " + cpuSecondsPerUnit);
        }
    }
}
