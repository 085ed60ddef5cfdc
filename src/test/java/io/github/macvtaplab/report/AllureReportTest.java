package io.github.macvtaplab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Observation;
import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a test of its own inside an Allure of its own, and reads the files that come out. */
class AllureReportTest {
    private static final CommandResult COMMAND = new CommandResult(
            "kvm1", "ip -br link\nfalse", 1, "lo UNKNOWN\n", "no such device\n", Duration.ofMillis(120));

    private final AllureLifecycle ofThisTest = Allure.getLifecycle();

    @TempDir
    Path directory;

    private AllureReport report = new AllureReport();

    @BeforeEach
    void useOwnAllure() {
        Allure.setLifecycle(new AllureLifecycle(new FileSystemResultsWriter(directory)));
        report = new AllureReport(new AllureResults(directory));
    }

    @AfterEach
    void giveAllureBack() {
        Allure.setLifecycle(ofThisTest);
    }

    @Test
    void stepReturnsWhatItsActionReturns() {
        assertThat(report.step("without a test", () -> 42)).isEqualTo(42);
    }

    @Test
    void stepOfATestIsShown() throws IOException {
        JsonNode result = resultOf(() -> report.step("wire macvtap-bridge", () -> {}));

        assertThat(result.at("/steps/0/name").asText()).isEqualTo("wire macvtap-bridge");
    }

    @Test
    void stepThatThrowsThrowsOn() {
        assertThatThrownBy(() -> resultOf(() -> report.step("wire", () -> {
                    throw new IllegalStateException("no uplink");
                })))
                .hasMessage("no uplink");
    }

    @Test
    void commandIsAttachedWithWhereAndHow() throws IOException {
        assertThat(attachment(resultOf(() -> report.command(COMMAND)).at("/attachments/0")))
                .isEqualTo("""
                        node         kvm1
                        exit status  1
                        time         0.1 s

                        command
                          ip -br link
                          false

                        stdout
                          lo UNKNOWN

                        stderr
                          no such device
                        """);
    }

    @Test
    void titleOfCommandIsOneLine() throws IOException {
        JsonNode result = resultOf(() -> report.command(COMMAND));

        assertThat(result.at("/attachments/0/name").asText()).isEqualTo("kvm1: ip -br link false (exit 1)");
    }

    @Test
    void jsonIsAttachedAsJson() throws IOException {
        JsonNode attachment = resultOf(() -> report.attachJson("sample", Map.of("unit", "Gbit/s")))
                .at("/attachments/0");

        assertThat(attachment.at("/type").asText() + attachment(attachment).replaceAll("\\s", ""))
                .isEqualTo("application/json{\"unit\":\"Gbit/s\"}");
    }

    @Test
    void claimBecomesEpicFeatureAndStory() throws IOException {
        JsonNode result = resultOf(() -> report.claim(ClaimId.EXPOSED));

        assertThat(result.at("/labels").findValuesAsText("value"))
                .containsExactly("Connectivity claims", "EXPOSED", ClaimId.EXPOSED.statement());
    }

    @Test
    void observationBecomesTagAndDescription() throws IOException {
        Observation observation = new Observation(
                ClaimId.THROUGHPUT, ClaimVerdict.INCONCLUSIVE, "ThroughputIT.stream", "emulated lab: not judged");

        JsonNode result = resultOf(() -> report.observation(observation));

        assertThat(result.at("/description").asText()).endsWith("**INCONCLUSIVE** emulated lab: not judged");
    }

    @Test
    void whatIsAttachedOutsideATestWaitsForTheNext() throws IOException {
        report.attach("provision.yml", "ok=12");

        JsonNode step = resultOf(() -> report.claim(ClaimId.EXPOSED)).at("/steps/0");

        assertThat(List.of(
                        step.at("/name").asText(),
                        step.at("/attachments/0/name").asText(),
                        attachment(step.at("/attachments/0"))))
                .containsExactly("before this test", "provision.yml", "ok=12");
    }

    @Test
    void environmentIsWrittenWhereAllureReadsIt() throws IOException {
        Map<String, String> facts = Map.of("kernel", "6.1.0", "accelerator", "TCG (KVM: its test boot failed)");

        report.environment(facts);

        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(directory.resolve("environment.properties"))) {
            read.load(in);
        }
        assertThat(read).isEqualTo(facts);
    }

    @Test
    void brokenTestFallsIntoOneCategory() throws IOException {
        report.environment(Map.of());

        assertThat(categories(
                        "broken", "io.github.macvtaplab.model.LabException: g1 never answered\n\tat x.Y.z(Y.java)"))
                .containsExactly("Broken: the lab was not fit for the test");
    }

    @Test
    void testWithoutProofFallsIntoOneCategory() throws IOException {
        report.environment(Map.of());

        assertThat(categories("broken", "io.github.macvtaplab.junit.NotProven: witness lost\n\tat x.Y.z(Y.java)"))
                .containsExactly("Not proven: the evidence cannot decide");
    }

    private List<String> categories(String status, String trace) throws IOException {
        List<JsonNode> all = List.copyOf(JsonMapper.builder()
                .build()
                .readTree(directory.resolve("categories.json").toFile())
                .findParents("name"));
        return all.stream()
                .filter(category -> category.at("/matchedStatuses/0").asText().equals(status))
                .filter(category -> Pattern.matches(category.at("/traceRegex").asText(), trace))
                .map(category -> category.at("/name").asText())
                .toList();
    }

    private String attachment(JsonNode attachment) throws IOException {
        return Files.readString(directory.resolve(attachment.at("/source").asText()));
    }

    private JsonNode resultOf(Runnable test) throws IOException {
        AllureLifecycle lifecycle = Allure.getLifecycle();
        lifecycle.scheduleTestCase(new TestResult().setUuid("own"));
        lifecycle.startTestCase("own");
        try {
            test.run();
        } finally {
            lifecycle.stopTestCase("own");
            lifecycle.writeTestCase("own");
        }
        return JsonMapper.builder()
                .build()
                .readTree(directory.resolve("own-result.json").toFile());
    }
}
