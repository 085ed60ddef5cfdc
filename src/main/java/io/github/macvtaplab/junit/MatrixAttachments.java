package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.report.AllureReport;
import io.github.macvtaplab.report.HopPicture;
import java.util.stream.Collectors;

/** Attach to a test what belongs to the cells of its situation: full proofs of wrong ones, hop traces, frames. */
final class MatrixAttachments {
    private MatrixAttachments() {}

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
