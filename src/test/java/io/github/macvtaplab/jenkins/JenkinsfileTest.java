package io.github.macvtaplab.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the nightly pipeline's sections; Jenkins' own linter needs a running Jenkins. */
class JenkinsfileTest {

    private final Directive pipeline;

    JenkinsfileTest() throws IOException {
        pipeline = Directive.parse(Path.of("Jenkinsfile"));
    }

    @Test
    void hasTheseSectionsInThisOrder() {
        assertThat(pipeline.names()).containsExactly("agent", "triggers", "parameters", "options", "stages", "post");
    }

    @Test
    void runsOnAnAgentMadeForLabs() {
        assertThat(pipeline.only("agent").only("label").values()).containsExactly("macvtap-lab");
    }

    @Test
    void runsEachNight() {
        assertThat(pipeline.only("triggers").only("cron").values())
                .singleElement()
                .asString()
                .as("a minute that Jenkins chooses, an hour from 0 to 5, each day")
                .matches("H [0-5] \\* \\* \\*");
    }

    @Test
    void runsAgainstTheEmbeddedLabUnlessToldOtherwise() {
        assertThat(text("INVENTORY")).containsEntry("defaultValue", "inventory/embedded");
    }

    @Test
    void choosesNoHostUnlessToldTo() {
        assertThat(text("KVM_HOST")).containsEntry("defaultValue", "");
    }

    @Test
    void isBoundedInTime() {
        assertThat(timeout().named())
                .containsEntry("unit", "HOURS")
                .hasEntrySatisfying(
                        "time",
                        hours -> assertThat(hours)
                                .matches(".*LEVEL == paper.* \\? 240 : .*LEVEL == nightly.* \\? 24 : 1"));
    }

    @Test
    void holdsTheLabOnceAtATime() {
        assertThat(pipeline.only("options").names()).contains("disableConcurrentBuilds");
    }

    @Test
    void stampsEachLineWithItsTime() {
        assertThat(pipeline.only("options").names()).contains("timestamps");
    }

    @Test
    void forgetsOldRuns() {
        assertThat(option("buildDiscarder").only("logRotator").named())
                .containsKeys("numToKeepStr", "artifactNumToKeepStr");
    }

    @Test
    void runsTheCommandOfTheReadme() throws IOException {
        String command = commandOfTheReadme();
        assertThat(timeout().body()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("sh");
            assertThat(step.values())
                    .containsExactly(
                            command.replace("mvn", "mvn -B")
                                    + " -Dlab.inventory=\"$INVENTORY\" -Dlab.host=\"$KVM_HOST\" -Dlab.performance.level=\"$LEVEL\"");
        });
    }

    @Test
    void publishesTheTestResultsWhateverHappened() {
        assertThat(always("junit").named().get("testResults"))
                .contains("target/failsafe-reports/*.xml")
                .contains("target/surefire-reports/*.xml");
    }

    @Test
    void publishesTheAllureResultsOfTheLabWhateverHappened() {
        assertThat(always("allure").named()).containsEntry("results", "[[path: target/allure-results-lab]]");
    }

    @Test
    void keepsTheReportWhateverHappened() {
        assertThat(always("archiveArtifacts").named()).containsEntry("artifacts", "reports/**");
    }

    @Test
    void lacksNoReportBecauseAnotherIsEmpty() {
        assertThat(always("junit").named()).containsEntry("allowEmptyResults", "true");
        assertThat(always("archiveArtifacts").named()).containsEntry("allowEmptyArchive", "true");
    }

    @Test
    void leavesNothingInTheWorkspaceButTheHistory() {
        assertThat(pipeline.only("post").only("cleanup").only("sh").values())
                .containsExactly("git clean -ffdxq -e /reports/history.db");
    }

    /** What is said of a parameter that is a text. */
    private Map<String, String> text(String parameter) {
        return pipeline.only("parameters").body().stream()
                .filter(directive -> directive.name().equals("string"))
                .map(Directive::named)
                .filter(named -> parameter.equals(named.get("name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the pipeline has no parameter " + parameter));
    }

    /** Read what a person types for the lab tests. */
    private static String commandOfTheReadme() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
            return lines.filter(line -> line.startsWith("./bootstrap mvn") && line.contains("-Plab"))
                    .findFirst()
                    .map(line -> line.replaceFirst(" +#.*", ""))
                    .orElseThrow(() -> new AssertionError("README.md has no line './bootstrap mvn ... -Plab'"));
        }
    }

    private Directive timeout() {
        return pipeline.only("stages").only("stage").only("steps").only("timeout");
    }

    private Directive option(String name) {
        return pipeline.only("options").only(name);
    }

    private Directive always(String name) {
        return pipeline.only("post").only("always").only(name);
    }
}
