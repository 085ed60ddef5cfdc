package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.connectivity.SkippedPath;
import io.github.macvtaplab.report.AllureReport;
import io.github.macvtaplab.report.HopPicture;
import io.github.macvtaplab.report.cause.CellsFile;
import io.github.macvtaplab.report.cause.DeviationText;
import java.util.List;
import java.util.stream.Collectors;

/** Attach to a test what belongs to the cells of its situation: full proofs of wrong ones, hop traces, frames. */
final class MatrixAttachments {
    private MatrixAttachments() {}

    /** Attach what was not tried, and why. */
    static void attachSkipped(StepLog steps, List<SkippedPath> skipped) {
        if (!skipped.isEmpty()) {
            steps.attach(
                    "paths that are not tested",
                    skipped.stream()
                            .map(path -> "%-62s %s".formatted(Paths.describe(path.path()), path.why()))
                            .collect(Collectors.joining("\n")));
        }
    }

    /** Attach in short why the test fails, and say where the rest is. */
    static void attach(AllureReport report, DeviationText text) {
        report.attach("what is wrong", text.inFull());
        report.link("every cell with its proof", "../" + CellsFile.NAME);
    }

    static void attach(AllureReport report, Outcome outcome) {
        String wrong = outcome.judged().cells().stream()
                .filter(cell -> !cell.asExpected())
                .map(MatrixAttachments::full)
                .collect(Collectors.joining("\n"));
        if (!wrong.isEmpty()) {
            report.attach("cells that are not as expected", wrong);
        }
        if (!outcome.repeated().isEmpty()) {
            report.attach(
                    "cells without a proof at first, measured again",
                    outcome.repeated().stream().map(MatrixAttachments::full).collect(Collectors.joining("\n")));
        }
        outcome.traces().forEach(trace -> {
            report.attachPicture("hop trace: " + trace.title(), HopPicture.svg(trace));
            report.attach("hop trace: " + trace.title(), trace.text());
        });
        if (!outcome.capture().isEmpty()) {
            report.attachCapture("frames of the traced paths", outcome.capture().bytes());
        }
    }

    private static String full(Cell cell) {
        return "%s%n%s  source: %s%n"
                .formatted(
                        cell.describe(), cell.seen().describe(), cell.expected().source());
    }
}
