package io.github.macvtaplab.junit;

import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.report.FrontPage;
import io.github.macvtaplab.report.RunSummary;
import io.github.macvtaplab.report.cause.CauseLines;
import io.github.macvtaplab.report.cause.CellsFile;
import java.nio.file.Path;
import java.util.List;

/** Writes at a run's end what it found out: the front page, every cell with its proof, the summary. */
final class RunReport {
    private final LabConfig config;
    private final LabSession session;
    private Diagnosis diagnosis = Diagnosis.HEALTHY;

    RunReport(LabConfig config, LabSession session) {
        this.config = config;
        this.session = session;
    }

    /** Finds out what is wrong with the lab, while it is still there. */
    void conclude() {
        diagnosis = session.diagnosis();
    }

    /** Where the reader finds the front page. */
    String page() {
        return config.reports() + "/latest/" + FrontPage.FILE;
    }

    /** Where the reader finds every cell with its proof. */
    String cells() {
        return config.reports() + "/latest/" + CellsFile.NAME;
    }

    /** What is wrong with the lab, in words, the most important first; nothing before {@link #conclude()}. */
    List<CauseLines.Line> causes() {
        return CauseLines.of(diagnosis, session.register()::undecided);
    }

    /** Writes it. */
    void write() {
        Path latest = config.reports().resolve("latest");
        MatrixRun matrix = session.matrix();
        matrix.result().ifPresent(result -> CellsFile.write(latest, result.cells(), matrix::measuredTwice));
        FrontPage.write(
                latest,
                session.register(),
                session.report().environment(),
                matrix.result(),
                diagnosis,
                session.races().section(),
                "allure/index.html");
        RunSummary.write(
                Path.of("target/lab"),
                session.register(),
                causes(),
                session.report().environment(),
                page());
    }
}
