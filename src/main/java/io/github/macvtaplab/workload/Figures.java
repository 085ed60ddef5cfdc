package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hold what a race found. Taken once, read by every performance claim.
 *
 * @param ground what kind of lab it was
 * @param samples all of them, in the order in which they were taken
 * @param offloads the offload profile by the wiring's label
 */
public record Figures(Ground ground, List<Sample> samples, Map<String, String> offloads) {

    /** Copy the collections; the order of the offloads stays. */
    public Figures {
        samples = List.copyOf(samples);
        offloads = Collections.unmodifiableMap(new LinkedHashMap<>(offloads));
    }

    /** Return one measurement per wiring, profile and number of connections, ordered by profile, load, wiring as run. */
    public List<Measurement> measurements() {
        Map<String, Map<String, List<Sample>>> cells = new LinkedHashMap<>();
        for (Sample sample : samples) {
            cells.computeIfAbsent(sample.profile() + " " + sample.connections(), cell -> new LinkedHashMap<>())
                    .computeIfAbsent(sample.wiring(), wiring -> new ArrayList<>())
                    .add(sample);
        }
        return cells.values().stream()
                .flatMap(cell -> cell.values().stream())
                .map(Measurement::of)
                .toList();
    }

    /** Return each measurement of MacVTap against each rival of the same profile and load. */
    public List<Comparison> comparisons() {
        List<Measurement> all = measurements();
        return all.stream()
                .filter(Figures::isMacvtap)
                .flatMap(macvtap -> all.stream()
                        .filter(rival -> !isMacvtap(rival)
                                && rival.profile().equals(macvtap.profile())
                                && rival.connections() == macvtap.connections())
                        .map(rival -> new Comparison(macvtap, rival)))
                .toList();
    }

    /** Return the measurement of a wiring and profile at a load, if it was taken. */
    public Optional<Measurement> measurement(String wiring, String profile, int connections) {
        return measurements().stream()
                .filter(cell -> cell.wiring().equals(wiring)
                        && cell.profile().equals(profile)
                        && cell.connections() == connections)
                .findFirst();
    }

    /** Tell whether all wirings ran with the same offloads. Where not, their ratio shows the offloads, not the wirings. */
    public boolean sameOffloads() {
        return offloads.values().stream().distinct().count() <= 1;
    }

    /** Return why no performance claim is judged by these. */
    public String whyNotJudged() {
        return ground.whyNotJudged();
    }

    private static boolean isMacvtap(Measurement measurement) {
        return measurement.wiring().startsWith("macvtap-");
    }
}
