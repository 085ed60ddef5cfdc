package io.github.macvtaplab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Sample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lay out {@code results.json}. Whoever changes it so that an older reader goes wrong raises {@link #VERSION}. */
record ResultsDocument(
        String schema,
        int version,
        String written,
        Map<String, String> environment,
        List<ClaimEntry> claims,
        List<SampleEntry> samples) {
    static final int VERSION = 1;

    record ClaimEntry(
            String id, String statement, ClaimVerdict verdict, String reason, List<ObservationEntry> observations) {}

    record ObservationEntry(String test, ClaimVerdict verdict, String summary) {}

    record SampleEntry(
            String wiring,
            String profile,
            int connections,
            int index,
            double windowSeconds,
            Figure rate,
            Figure hostCpuCost,
            String conditions) {}

    record Figure(double value, String unit) {}

    static ResultsDocument of(ClaimRegister register, Map<String, String> environment) {
        return new ResultsDocument(
                "macvtap-lab/results",
                VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                new TreeMap<>(environment),
                Arrays.stream(ClaimId.values())
                        .map(claim -> entry(register, claim))
                        .toList(),
                register.samples().stream().map(ResultsDocument::entry).toList());
    }

    String toJson() throws JsonProcessingException {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(this)
                + "\n";
    }

    private static ClaimEntry entry(ClaimRegister register, ClaimId claim) {
        return new ClaimEntry(
                claim.id(),
                claim.statement(),
                register.verdict(claim),
                register.summary(claim),
                register.observations(claim).stream()
                        .map(ResultsDocument::entry)
                        .toList());
    }

    private static ObservationEntry entry(Observation observation) {
        return new ObservationEntry(observation.test(), observation.verdict(), observation.finding());
    }

    private static SampleEntry entry(Sample sample) {
        return new SampleEntry(
                sample.wiring(),
                sample.profile(),
                sample.connections(),
                sample.index(),
                sample.window().toMillis() / 1000.0,
                new Figure(sample.value(), sample.unit()),
                new Figure(sample.cpuSecondsPerUnit(), sample.cpuUnit()),
                sample.conditions());
    }
}
