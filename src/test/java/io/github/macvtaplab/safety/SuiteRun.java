package io.github.macvtaplab.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A run of some of the suite's classes in a JVM of its own, so that it can be killed. */
final class SuiteRun implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Process process;
    private final Path output;
    private final long started = System.nanoTime();

    private SuiteRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Start one.
     *
     * @param testClasses names of the classes in the package of the suite, with blanks between
     * @param properties of the run, without {@code -D}
     * @param environment more than this JVM's own
     */
    static SuiteRun start(String testClasses, Map<String, String> properties, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("suite-run", ".log");
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))));
            properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.add("-Dallure.results.directory=target/second-lab/allure-results");
            command.add(SuiteRun.class.getName());
            for (String testClass : testClasses.split(" ")) {
                command.add("io.github.macvtaplab.suite." + testClass);
            }
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new SuiteRun(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What that JVM does: run the classes; its exit status is 0 if all tests passed. */
    public static void main(String[] arguments) {
        var request = org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(arguments)
                        .map(org.junit.platform.engine.discovery.DiscoverySelectors::selectClass)
                        .toList())
                .build();
        var listener = new org.junit.platform.launcher.listeners.SummaryGeneratingListener();
        try (var session = org.junit.platform.launcher.core.LauncherFactory.openSession()) {
            session.getLauncher().execute(request, listener);
        }
        var summary = listener.getSummary();
        summary.getFailures()
                .forEach(failure -> System.out.println(
                        "FAILURE " + String.valueOf(failure.getException().getMessage())));
        long bad = summary.getTotalFailureCount() + summary.getTestsAbortedCount();
        System.out.println("ended: %d passed, %d failed, %d aborted"
                .formatted(
                        summary.getTestsSucceededCount(),
                        summary.getTotalFailureCount(),
                        summary.getTestsAbortedCount()));
        System.exit(summary.getTestsSucceededCount() == 0 || bad > 0 ? 1 : 0);
    }

    /** Kill it as the kernel would for want of memory: nothing of it runs any more. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean running() {
        return process.isAlive();
    }

    /** Wait for its end; its exit status. */
    int end(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "the run did not end within %d s:%n%s".formatted(deadline.toSeconds(), text()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Wait until it has printed something. */
    void says(String wanted, Duration deadline) {
        Awaitility.await("'" + wanted + "' on the run's console")
                .pollInSameThread()
                .pollInterval(LOOK)
                .atMost(deadline)
                .until(() -> text().contains(wanted) || !process.isAlive());
        if (!text().contains(wanted)) {
            throw new AssertionError("the run ended before it said '%s':%n%s".formatted(wanted, text()));
        }
    }

    /** How long it has been running. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** The last line of its console, as far as the first words. */
    String lastTopic() {
        String line = text().lines().reduce((one, two) -> two).orElse("nothing");
        return line.replaceAll("\\s+", " ")
                .substring(0, Math.min(40, line.replaceAll("\\s+", " ").length()));
    }

    /** All that it has printed. */
    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
