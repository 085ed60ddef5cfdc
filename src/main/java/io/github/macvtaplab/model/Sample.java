package io.github.macvtaplab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the figures of one timed run of a workload.
 *
 * @param kind what was run
 * @param round in which round of the race, from 0; one round has one sample of each kind
 * @param at when it began, by the clock of the machine that the suite runs on
 * @param window how long the traffic was measured for
 * @param value the rate that was reached
 * @param unit unit of the rate, such as {@code Gbit/s} or {@code transactions/s}
 * @param cpu CPU seconds of the KVM host that a unit of work cost, by component; the idle floor is taken off, so that one can be
 *     below 0 where nothing was spent
 * @param cpuUnit unit of that cost, such as {@code CPU s/Gbit}
 * @param attested what shows that the traffic went over the wiring under test, one for each pair
 * @param series the same run over time
 * @param conditions what else a reader must know to judge the figures, by name
 */
public record Sample(
        Kind kind,
        int round,
        Instant at,
        Duration window,
        double value,
        String unit,
        Map<CpuComponent, Double> cpu,
        String cpuUnit,
        List<Attested> attested,
        List<Moment> series,
        Map<String, String> conditions) {

    /**
     * What samples have in common that may be summed up.
     *
     * @param entrant name in the race; the wiring's label, but where one wiring runs twice
     * @param wiring label of the wiring that carried it, see {@link Wiring#label()}
     * @param load what ran over it
     */
    public record Kind(String entrant, String wiring, LoadLevel load) {}

    /**
     * A workload at a load. Figures that two tools made are of two loads, so that they are never taken for figures of one.
     *
     * @param profile name of the traffic profile
     * @param tool name of the program that made the traffic
     * @param place between what ends
     * @param pairs clients and servers at the same time, from 1
     * @param connections connections of each pair at the same time, from 1
     */
    public record LoadLevel(String profile, String tool, Place place, int pairs, int connections) {
        /** Returns the words for all loads that differ from this one in their connections alone. */
        public String curve() {
            return "%s by %s, %s, %d pair%s".formatted(profile, tool, place.label(), pairs, pairs == 1 ? "" : "s");
        }

        @Override
        public String toString() {
            return "%s, %d connection%s".formatted(curve(), connections, connections == 1 ? "" : "s");
        }
    }

    /**
     * A comparison of what a tool says with what a device counted, both ways together.
     *
     * @param device node and device
     * @param toolBytes payload bytes by the tool's report
     * @param deviceBytes bytes by the device's counters, less the headers of its packets
     */
    public record Attested(String device, long toolBytes, long deviceBytes) {}

    /**
     * What went on between two readings.
     *
     * @param seconds when the later was, from the start of the run
     * @param gigabits rate of payload by the device's counters, Gbit/s
     * @param cpus by component, how many CPUs were busy with it, from 0; the idle floor included
     */
    public record Moment(double seconds, double gigabits, Map<CpuComponent, Double> cpus) {}

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if the rate is not above 0, a figure not a number, or the window not positive
     */
    public Sample {
        if (round < 0 || kind.load().connections() < 1 || kind.load().pairs() < 1) {
            throw new IllegalArgumentException("a sample needs connections, pairs >= 1 and a round >= 0, got " + kind);
        }
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("a sample needs a positive window, got " + window);
        }
        if (!Double.isFinite(value) || value <= 0) {
            throw new IllegalArgumentException("a sample needs a finite rate > 0, got " + value);
        }
        if (cpu.values().stream().anyMatch(cost -> !Double.isFinite(cost))) {
            throw new IllegalArgumentException("a sample needs finite CPU costs, got " + cpu);
        }
        Map<CpuComponent, Double> ordered = new EnumMap<>(CpuComponent.class);
        ordered.putAll(cpu);
        cpu = Collections.unmodifiableMap(ordered);
        attested = List.copyOf(attested);
        series = List.copyOf(series);
        conditions = Collections.unmodifiableMap(new java.util.TreeMap<>(conditions));
    }

    /** Returns the CPU seconds that a unit of work cost, all components together. */
    public double cpuCost() {
        return cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
