package io.github.macvtaplab.report.failure;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks how {@code bootstrap} runs Maven, with shell scripts in Maven's place. */
@Timeout(30)
class RunMavenTest {
    private static final String RUN_MAVEN =
            Path.of("src/main/bootstrap/run-maven").toAbsolutePath().toString();
    private static final String SAYS_WHAT_WAS_WRONG =
            "mkdir -p target/lab; echo 'error      no peer' >target/lab/failure.txt; echo advice; exit 7";

    /** Says its number and that it is there, and then what signal it got. */
    private static final String WAITS =
            "for s in HUP INT TERM; do trap \"echo got $s; exit 42\" $s; done; echo $$; while :; do sleep 0.1; done";

    @TempDir
    Path project;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void theLastLinesSayWhatWasWrong() throws Exception {
        assertThat(output(start(SAYS_WHAT_WAS_WRONG))).containsExactly("advice", "", "error      no peer");
    }

    @Test
    void theStatusIsMavens() throws Exception {
        assertThat(status(start(SAYS_WHAT_WAS_WRONG))).isEqualTo(7);
        assertThat(status(start("exit 0"))).isZero();
    }

    @Test
    void noMoreIsRepeatedThanAScreenHolds() throws Exception {
        String lines = IntStream.range(0, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(output(start("mkdir -p target/lab; echo '%s' >target/lab/failure.txt; exit 1".formatted(lines))))
                .hasSizeLessThan(25)
                .contains("line 0");
    }

    @Test
    void whatASuccessfulRunLeavesIsNotRepeated() throws Exception {
        assertThat(output(start(SAYS_WHAT_WAS_WRONG.replace("exit 7", "exit 0"))))
                .containsExactly("advice");
    }

    @Test
    void whatAnEarlierRunLeftIsNotRepeated() throws Exception {
        status(start(SAYS_WHAT_WAS_WRONG));

        assertThat(output(start("echo compile error; exit 1"))).containsExactly("compile error");
    }

    @Test
    void mavenReadsWhatIsTyped() throws Exception {
        Process process = start("read -r line; echo \"read $line\"");
        try (var input = process.outputWriter()) {
            input.write("secret\n");
        }
        assertThat(output(process)).containsExactly("read secret");
    }

    @ParameterizedTest
    @CsvSource({"HUP", "INT", "TERM"})
    void signalReachesMavenWhoseStatusIsWaitedFor(String signal) throws Exception {
        Process process = start(WAITS);
        BufferedReader reader = process.inputReader();
        reader.readLine();

        kill(signal, process);

        assertThat(reader.lines().toList()).containsExactly("got " + signal);
        assertThat(status(process)).isEqualTo(42);
    }

    @Test
    void mavenIsToldToEndWhereItsParentIsKilled() throws Exception {
        // A pipe of Java's would be closed with the parent.
        Process process = start("exec >said\n" + WAITS);
        List<String> said = await("the script is there")
                .atMost(ofSeconds(10))
                .until(() -> lines("said"), lines -> !lines.isEmpty());

        kill("KILL", process);

        await("the script has ended").atMost(ofSeconds(10)).untilAsserted(() -> {
            assertThat(lines("said")).endsWith("got TERM");
            assertThat(ProcessHandle.of(Long.parseLong(said.get(0))).filter(ProcessHandle::isAlive))
                    .isEmpty();
        });
    }

    private List<String> lines(String file) throws IOException {
        Path path = project.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private static void kill(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private Process start(String script) throws IOException {
        Path maven = project.resolve("mvn");
        Files.writeString(maven, "#!/usr/bin/env bash\n" + script + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Process process = new ProcessBuilder(RUN_MAVEN, maven.toString())
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    private static List<String> output(Process process) {
        return process.inputReader().lines().toList();
    }

    private static int status(Process process) throws InterruptedException {
        output(process);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("run-maven ends").isTrue();
        return process.exitValue();
    }
}
