package io.github.macvtaplab.report.failure;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.report.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collect what goes wrong in a run, and leave it as a file of few lines. A run in which nothing fails leaves none, whatever it found
 * out. Safe for use by several threads.
 */
public final class RunFailure {
    /** Name of the file. */
    public static final String FILE = "failure.txt";

    /** Of failed tests that bear on no claim, so many are named. */
    private static final int MOST_TESTS = 3;

    /** Of so many claims the reasons are told at length. */
    private static final int FEW_CLAIMS = 3;

    private final List<String> explanations = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> tests = new ArrayList<>();
    private final Set<ClaimId> claims = EnumSet.noneOf(ClaimId.class);

    /** Say something before all else that went wrong, such as a cause with its cure. It makes no run a failed one. */
    public synchronized void explain(String topic, String text) {
        explanations.addAll(FailureLines.of(topic, text, FailureLines.LONG));
    }

    /** Note what ended the run. */
    public synchronized void error(String message) {
        errors.addAll(FailureLines.of("error", message, FailureLines.LONG));
    }

    /**
     * Note a test that failed.
     *
     * @param test its name
     * @param message why it failed
     * @param observations what it says about claims
     */
    public synchronized void test(String test, String message, List<Observation> observations) {
        List<ClaimId> concerned = observations.stream()
                .filter(observation -> observation.verdict() != ClaimVerdict.HOLDS)
                .map(Observation::claim)
                .toList();
        claims.addAll(concerned);
        if (concerned.isEmpty()) {
            tests.add(test + ": " + FailureLines.first(message));
        }
    }

    /**
     * Write the file, whole or not at all, if anything failed.
     *
     * @param directory where to; made if it is not there
     * @param register what was found out about the claims; empty if the run got nowhere
     * @param report where the reader finds the report
     * @throws UncheckedIOException naming the directory, if the file cannot be written
     */
    public synchronized void write(Path directory, Optional<ClaimRegister> register, String report) {
        if (errors.isEmpty() && tests.isEmpty() && claims.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(directory);
            WholeFile.write(directory.resolve(FILE), String.join("\n", lines(register, report)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("what was wrong cannot be written to " + directory, e);
        }
    }

    private List<String> lines(Optional<ClaimRegister> register, String report) {
        List<String> lines = new ArrayList<>(explanations);
        lines.addAll(errors);
        int most = claims.size() <= FEW_CLAIMS ? FailureLines.LONG : FailureLines.SHORT;
        register.ifPresent(found -> claims.stream()
                .sorted(Comparator.comparing(found::verdict).reversed())
                .forEach(claim -> lines.addAll(FailureLines.of(
                        "claim",
                        "%-24s %-14s %s"
                                .formatted(claim.id(), found.verdict(claim).label(), found.summary(claim)),
                        most))));
        tests.stream()
                .limit(MOST_TESTS)
                .forEach(test -> lines.addAll(FailureLines.of("test", test, FailureLines.LONG)));
        if (tests.size() > MOST_TESTS) {
            lines.add("test       and %d more".formatted(tests.size() - MOST_TESTS));
        }
        List<String> end = new ArrayList<>();
        register.ifPresent(found -> {
            end.addAll(FailureLines.of("claims", found.counts(), 1));
            end.addAll(FailureLines.of("report", report, 1));
        });
        return FailureLines.bounded(lines, end);
    }
}
