package io.github.macvtaplab.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Attested;
import io.github.macvtaplab.model.Sample.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sample as files have it; {@code docs/results-files.md} says what each field is. */
@JsonPropertyOrder({"schema", "version"})
record SampleEntry(
        String schema,
        int version,
        String at,
        String lab,
        String entrant,
        String wiring,
        String profile,
        String tool,
        String place,
        int pairs,
        int connections,
        int round,
        double windowSeconds,
        double rate,
        String rateUnit,
        double cpuCost,
        String cpuCostUnit,
        Map<String, Double> cpuCostByComponent,
        List<Attested> attested,
        List<Moment> series,
        Map<String, String> conditions) {
    static final String SCHEMA = "macvtap-lab/sample";
    /** Whoever changes the fields so that an older reader goes wrong raises this. */
    static final int VERSION = 1;

    static SampleEntry of(String lab, Sample sample) {
        Map<String, Double> components = new LinkedHashMap<>();
        for (CpuComponent component : CpuComponent.values()) {
            components.put(component.label(), sample.cpu().getOrDefault(component, 0.0));
        }
        Sample.LoadLevel load = sample.kind().load();
        return new SampleEntry(
                SCHEMA,
                VERSION,
                sample.at().toString(),
                lab,
                sample.kind().entrant(),
                sample.kind().wiring(),
                load.profile(),
                load.tool(),
                load.place().label(),
                load.pairs(),
                load.connections(),
                sample.round(),
                sample.window().toNanos() / 1e9,
                sample.value(),
                sample.unit(),
                sample.cpuCost(),
                sample.cpuUnit(),
                components,
                sample.attested(),
                sample.series(),
                sample.conditions());
    }

    /** The fields that fit into a table. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("at", at);
        row.put("lab", lab);
        row.put("entrant", entrant);
        row.put("wiring", wiring);
        row.put("profile", profile);
        row.put("tool", tool);
        row.put("place", place);
        row.put("pairs", pairs);
        row.put("connections", connections);
        row.put("round", round);
        row.put("window_seconds", windowSeconds);
        row.put("rate", rate);
        row.put("rate_unit", rateUnit);
        row.put("cpu_cost", cpuCost);
        row.put("cpu_cost_unit", cpuCostUnit);
        cpuCostByComponent.forEach((component, cost) ->
                row.put("cpu_" + component.toLowerCase(java.util.Locale.ROOT).replace(' ', '_'), cost));
        row.put(
                "conditions",
                String.join(
                        "; ",
                        conditions.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .toList()));
        return row;
    }
}
