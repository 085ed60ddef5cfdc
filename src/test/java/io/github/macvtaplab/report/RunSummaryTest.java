package io.github.macvtaplab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.workload.SamplesForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSummaryTest {
    private static final String LONG_REASON =
            "expected host -> g1 over the shared subnet (IPv4, TCP) to be blocked, but the guest answered within 3 ms";

    private static final String[] CLAIMS =
            Arrays.stream(ClaimId.values()).map(ClaimId::id).toArray(String[]::new);

    private final ClaimRegister register = new ClaimRegister();

    @TempDir
    Path directory;

    @BeforeEach
    void observe() {
        register.add(new Observation(
                ClaimId.HAIRPIN_SWITCH, ClaimVerdict.HOLDS, "HairpinIT.opens", "4 paths opened by hairpin"));
        register.add(
                new Observation(ClaimId.HOST_GUEST_BLOCKED, ClaimVerdict.REFUTED, "HostGuestIT.blocked", LONG_REASON));
        register.add(SamplesForTests.sample("openvswitch", SamplesForTests.load("str-readx30k", 10), 0, 1.25, 0.8));
    }

    @Test
    void everyClaimHasItsLine() throws IOException {
        assertThat(text().lines().map(line -> line.split(" ", 2)[0])).containsSubsequence(CLAIMS);
    }

    @Test
    void verdictAndReasonStandBesideTheClaim() throws IOException {
        assertThat(text()).contains("\nHAIRPIN-SWITCH            HOLDS         4 paths opened by hairpin\n");
    }

    @Test
    void claimThatNothingWasToLookAtIsNotRun() throws IOException {
        register.skip(ClaimId.EXPOSED, "the lab has no peer");

        assertThat(text()).contains("\nEXPOSED                   not run       the lab has no peer\n");
        assertThat(json().at("/claims/6/verdict").asText()).isEqualTo("NOT_RUN");
        assertThat(json().at("/claims/6/reason").asText()).isEqualTo("the lab has no peer");
    }

    @Test
    void noLineIsWiderThan100Columns() throws IOException {
        assertThat(text().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void longReasonIsWrappedAndWhole() throws IOException {
        assertThat(text().replaceAll("\\s+", " ")).contains(LONG_REASON);
    }

    @Test
    void verdictsAreCounted() throws IOException {
        assertThat(text()).contains("claims     1 HOLDS, 0 INCONCLUSIVE, 1 REFUTED, 10 not run\n");
    }

    @Test
    void lastLineNamesTheReport() throws IOException {
        assertThat(text()).endsWith("\nreport     reports/latest/index.html\n");
    }

    @Test
    void resultsNameTheirFormat() throws IOException {
        JsonNode json = json();

        assertThat(json.at("/schema").asText() + "/" + json.at("/version").asInt())
                .isEqualTo("macvtap-lab/results/3");
    }

    @Test
    void resultsHaveEveryClaim() throws IOException {
        assertThat(json().at("/claims").findValuesAsText("id")).containsExactly(CLAIMS);
    }

    @Test
    void resultsKeepTheObservation() throws IOException {
        assertThat(json().at("/claims/0/observations/0/test").asText()).isEqualTo("HostGuestIT.blocked");
    }

    @Test
    void resultsKeepTheEnvironment() throws IOException {
        assertThat(json().at("/environment/accelerator").asText()).isEqualTo("TCG");
    }

    @Test
    void resultsKeepFiguresWithUnits() throws IOException {
        JsonNode sample = json().at("/samples/0");

        assertThat(sample.path("entrant").asText()).isEqualTo("openvswitch");
        assertThat(sample.path("windowSeconds").asDouble()).isEqualTo(2.5);
        assertThat(sample.path("rate").asDouble()).isEqualTo(1.25);
        assertThat(sample.path("rateUnit").asText()).isEqualTo("Gbit/s");
        assertThat(sample.path("cpuCost").asDouble()).isEqualTo(0.8);
        assertThat(sample.path("cpuCostUnit").asText()).isEqualTo("CPU s/Gbit");
    }

    @Test
    void directoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> RunSummary.write(file.resolve("lab"), register, List.of(), Map.of(), "r"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    private String text() throws IOException {
        return Files.readString(written().resolve(RunSummary.TEXT_FILE));
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(written().resolve(RunSummary.JSON_FILE).toFile());
    }

    private Path written() {
        Path lab = directory.resolve("lab");
        RunSummary.write(lab, register, List.of(), Map.of("accelerator", "TCG"), "reports/latest/index.html");
        return lab;
    }
}
