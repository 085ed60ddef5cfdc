package io.github.macvtaplab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
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
    static final int VERSION = 3;

    record ClaimEntry(
            String id, String statement, ClaimVerdict verdict, String reason, List<ObservationEntry> observations) {}

    record ObservationEntry(String test, ClaimVerdict verdict, String summary) {}

    static ResultsDocument of(ClaimRegister register, Map<String, String> environment) {
        return new ResultsDocument(
                "macvtap-lab/results",
                VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                new TreeMap<>(environment),
                Arrays.stream(ClaimId.values())
                        .map(claim -> entry(register, claim))
                        .toList(),
                register.samples().stream()
                        .map(sample -> SampleEntry.of(environment.getOrDefault("lab", ""), sample))
                        .toList());
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
}
