package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.CellCount;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.report.cause.CellsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Write the report's front page: one HTML file that needs no other file and no script. */
public final class FrontPage {
    /** Name of the file. */
    public static final String FILE = "index.html";

    private static final String STYLE = "/report/front-page.css";

    private final HtmlPage page = new HtmlPage();
    private final ClaimRegister register;
    private final Map<String, String> environment;
    private final Optional<MatrixResult> matrix;
    private final Diagnosis diagnosis;
    private final Optional<PerformanceSection> performance;
    private final String allure;

    private FrontPage(
            ClaimRegister register,
            Map<String, String> environment,
            Optional<MatrixResult> matrix,
            Diagnosis diagnosis,
            Optional<PerformanceSection> performance,
            String allure) {
        this.diagnosis = diagnosis;
        this.performance = performance;
        this.register = register;
        this.environment = environment;
        this.matrix = matrix;
        this.allure = allure;
    }

    /**
     * Write the page, whole or not at all; an older one is replaced.
     *
     * @param directory where to; made if it is not there
     * @param register what was found out about the claims
     * @param environment facts about the lab; {@code lab} is its name
     * @param matrix what the matrix run found out; empty if there was none
     * @param diagnosis what is wrong with the lab
     * @param performance what the race found out; empty if there was none
     * @param allure where the Allure report is, relative to the page
     * @throws UncheckedIOException naming the directory, if the page cannot be written
     */
    public static void write(
            Path directory,
            ClaimRegister register,
            Map<String, String> environment,
            Optional<MatrixResult> matrix,
            Diagnosis diagnosis,
            Optional<PerformanceSection> performance,
            String allure) {
        String page = new FrontPage(register, environment, matrix, diagnosis, performance, allure).render();
        try {
            Files.createDirectories(directory);
            WholeFile.write(directory.resolve(FILE), page);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's front page cannot be written to " + directory, e);
        }
    }

    private String render() {
        String lab = environment.getOrDefault("lab", "without a name");
        page.add("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>macvtap-lab: %s</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1>What the MacVTap driver does in this lab</h1>
                <p class="when">Lab %s, written %s. <a href="%s">Every step, in the Allure report</a></p>
                """, lab, HtmlPage.raw(style()), lab, Instant.now().truncatedTo(ChronoUnit.SECONDS), allure);
        new CauseBox(page, register).show(diagnosis);
        matrix.ifPresent(this::banner);
        claims();
        matrix.ifPresent(this::matrix);
        performance.ifPresent(section -> page.add("%s", HtmlPage.raw(section.html())));
        environment();
        page.add("</body>\n</html>\n");
        return page.toString();
    }

    private static String style() {
        try (InputStream stream = FrontPage.class.getResourceAsStream(STYLE)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + STYLE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(STYLE + " cannot be read", e);
        }
    }

    private void banner(MatrixResult result) {
        CellCount count = CellCount.of(result.cells());
        if (count.wrong() > 0) {
            page.add(
                    "<p class=\"banner wrong\"><b>\u2717 %s behave otherwise than expected.</b> <a href=\"#wrong\">What is"
                            + " wrong</a></p>\n",
                    count.wrong() + " of " + count.all() + " cells");
        } else if (count.undecided() > 0) {
            page.add(
                    "<p class=\"banner open\"><b>? %s are undecided.</b> <a href=\"#undecided\">Which, and why</a></p>\n",
                    count.undecided() + " of " + count.all() + " cells");
        } else {
            page.add(
                    "<p class=\"banner\"><b>\u2713 All %s cells are as expected.</b></p>\n",
                    result.cells().size());
        }
        if (!result.skipped().isEmpty()) {
            page.add(
                    "<p>%s paths were not tested, as the lab lacks what it takes. <a href=\"#skipped\">Which, and why</a></p>\n",
                    result.skipped().size());
        }
    }

    private void claims() {
        page.add("""
                <h2 id="claims">Claims</h2>
                <table class="claims">
                <thead><tr><th>Claim</th><th>What the document says</th><th>Verdict</th><th>Why</th></tr></thead>
                <tbody>
                """);
        for (ClaimId claim : ClaimId.values()) {
            ClaimVerdict verdict = register.verdict(claim);
            page.add(
                    "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                    claim.id(),
                    claim.statement(),
                    HtmlPage.verdict(verdict, verdict.label(), symbol(verdict)),
                    register.summary(claim));
        }
        page.add(
                "</tbody>\n</table>\n<p id=\"counts\">%s claims: %s.</p>\n",
                ClaimId.values().length, register.counts());
    }

    private void matrix(MatrixResult result) {
        CellCount count = CellCount.of(result.cells());
        page.add(
                """
                <h2 id="matrix">Reachability matrix</h2>
                <p>%s cells: %s as expected, %s wrong, %s inconclusive; it took %s. <a href="%s">Each cell with its proof</a></p>
                """,
                count.all(),
                count.asExpected(),
                count.wrong(),
                count.undecided(),
                ConsoleLines.seconds(result.took()),
                CellsFile.NAME);
        TracePictures pictures = new TracePictures(page, result.traces());
        UnexpectedCells unexpected = new UnexpectedCells(page, allure, pictures);
        unexpected.show(
                "wrong",
                "What is wrong",
                result.cells().stream().filter(Cell::contradicted).toList());
        unexpected.show(
                "undecided",
                "What is undecided",
                result.cells().stream().filter(Cell::undecided).toList());
        new SkippedPaths(page).show(result.skipped());
        new WiringPictures(page).show(result);
        notes(result.notes());
        pictures.showOthers(result.cells());
    }

    private void notes(List<String> notes) {
        if (!notes.isEmpty()) {
            page.add("<h2 id=\"notes\">Notes</h2>\n<ul>\n");
            notes.forEach(note -> page.add("<li>%s</li>\n", note));
            page.add("</ul>\n");
        }
    }

    private void environment() {
        page.add("<h2 id=\"environment\">Environment</h2>\n<table class=\"facts\">\n");
        environment.forEach((name, value) -> page.add("<tr><th>%s</th><td>%s</td></tr>\n", name, value));
        page.add("</table>\n<p><a href=\"%s\">Allure report</a></p>\n", allure);
    }

    private static String symbol(ClaimVerdict verdict) {
        return switch (verdict) {
            case HOLDS -> "\u2713";
            case REFUTED -> "\u2717";
            case INCONCLUSIVE -> "?";
            case NOT_RUN -> "\u2013";
        };
    }

    /** The wiring that a cell belongs to. */
    static String wiring(Cell cell) {
        return cell.situation().wiring().label();
    }

    /** The name of a wiring's picture in links within the page. */
    static String anchor(String wiring) {
        return "wiring-" + wiring;
    }
}
