package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandLineTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    @TempDir
    Path project;

    @Test
    void commandRunsInTheProjectsFolderWithItsEnvironment() throws Exception {
        CommandLine.Output output = sh("pwd; echo \"$COLOUR\"; echo oops >&2; exit 3", AMPLE);

        assertThat(output.exitStatus()).isEqualTo(3);
        assertThat(output.stdout()).isEqualTo(project.toRealPath() + "\ngreen\n");
        assertThat(output.stderr()).isEqualTo("oops\n");
    }

    @Test
    void standardInputIsEmpty() {
        assertThat(sh("cat", AMPLE).exitStatus()).isZero();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void commandThatPassesItsDeadlineIsEndedAndQuoted() {
        assertThatThrownBy(() -> sh("echo halfway; exec sleep 60", Duration.ofSeconds(1)))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("sh -c", "did not end within 1 s", "halfway");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void commandThatPrintsSecretsIsNotQuoted() throws Exception {
        java.nio.file.Files.writeString(project.resolve("secret"), "hunter2");

        assertThatThrownBy(() -> new LocalCommandLine(project)
                        .run(
                                List.of("sh", "-c", "cat secret; exec sleep 60"),
                                Map.of(),
                                Duration.ofSeconds(1),
                                CommandLine.Privacy.CONFIDENTIAL))
                .isInstanceOf(LabException.class)
                .hasMessage("'sh -c cat secret; exec sleep 60' did not end within 1 s");
    }

    @Test
    void bothStreamsAreReadToTheirEnds() {
        CommandLine.Output output = sh("head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero", AMPLE);

        assertThat(List.of(output.stdout().length(), output.stderr().length())).containsExactly(3_000_000, 3_000_000);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void commandIsOverWhenItEndsWhateverItLeavesRunning() {
        CommandLine.Output output = sh("sleep 20 & echo done", AMPLE);

        assertThat(output.stdout()).isEqualTo("done\n");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void whatPassesItsDeadlineLeavesNoChildren() throws Exception {
        Path pid = project.resolve("pid");
        assertThatThrownBy(() -> sh("sleep 60 & echo $! >'" + pid + "'; wait", Duration.ofSeconds(1)))
                .isInstanceOf(LabException.class);

        long child = Long.parseLong(java.nio.file.Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child).stream().map(ProcessHandle::onExit))
                .allSatisfy(exit -> assertThat(exit).succeedsWithin(Duration.ofSeconds(5)));
    }

    @Test
    void missingProgramIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> new LocalCommandLine(project).run(List.of("no-such-ansible"), Map.of(), AMPLE))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("'no-such-ansible' does not start", "-Dlab.ansible=container");
    }

    private CommandLine.Output sh(String script, Duration deadline) {
        return new LocalCommandLine(project).run(List.of("sh", "-c", script), Map.of("COLOUR", "green"), deadline);
    }
}
