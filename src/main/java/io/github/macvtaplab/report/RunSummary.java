package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.report.cause.CauseLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Leave the outcome of a run as two files: {@code summary.txt} for people, {@code results.json} for programs. */
public final class RunSummary {
    /** Name of the file for people. */
    public static final String TEXT_FILE = "summary.txt";

    /** Name of the file for programs. */
    public static final String JSON_FILE = "results.json";

    private RunSummary() {}

    /**
     * Write both files, each whole or not at all.
     *
     * @param directory where to; made if it is not there
     * @param register what was found out
     * @param causes what is wrong with the lab; stands before the table
     * @param environment facts about the lab: the conditions under which the figures hold
     * @param report where the reader finds the report, relative to the project
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write(
            Path directory,
            ClaimRegister register,
            List<CauseLines.Line> causes,
            Map<String, String> environment,
            String report) {
        try {
            Files.createDirectories(directory);
            WholeFile.write(
                    directory.resolve(TEXT_FILE),
                    causes(causes) + ClaimsTable.of(register) + "report     " + report + "\n");
            WholeFile.write(
                    directory.resolve(JSON_FILE),
                    ResultsDocument.of(register, environment).toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("the run's summary cannot be written to " + directory, e);
        }
    }

    private static String causes(List<CauseLines.Line> causes) {
        return causes.isEmpty()
                ? ""
                : causes.stream()
                        .map(line -> ClaimsTable.wrapped("%-11s".formatted(line.topic()), line.text()))
                        .collect(Collectors.joining("", "\n", ""));
    }
}
