package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.report.cause.CellsFile;
import io.github.macvtaplab.report.cause.WrappedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Show the cells that are not as expected, those that went wrong alike together: the first of these with proofs and pictures, more
 * with a line each, and of the rest how many they are.
 */
final class UnexpectedCells {
    /** Findings that are shown with everything. */
    private static final int IN_FULL = 12;
    /** Of one finding, so many cells are shown with their proof. */
    private static final int PROOFS = 4;
    /** Of one finding, so many cells have a line. */
    private static final int CELLS = 6;
    /** Findings that have a line. */
    private static final int LINES = 150;
    /** Most characters of a line, and of a proof. */
    private static final int LINE = 600;

    private static final int PROOF = 3000;

    private final HtmlPage page;
    private final String allure;
    private final TracePictures pictures;

    UnexpectedCells(HtmlPage page, String allure, TracePictures pictures) {
        this.page = page;
        this.allure = allure;
        this.pictures = pictures;
    }

    /** What cells have in common that went wrong for one reason, as far as can be told. */
    private record Finding(Situation situation, End from, End to, SubnetName subnet, String rule, PathVerdict seen) {
        static Finding of(Cell cell) {
            return new Finding(
                    cell.situation(),
                    cell.path().from(),
                    cell.path().to(),
                    cell.path().subnet(),
                    cell.expected().rule(),
                    cell.seen().verdict());
        }
    }

    /** Show cells under a heading; nothing if there are none. */
    void show(String id, String heading, List<Cell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        List<List<Cell>> findings = List.copyOf(cells.stream()
                .collect(Collectors.groupingBy(Finding::of, LinkedHashMap::new, Collectors.toList()))
                .values());
        page.add("<section id=\"%s\">\n<h2>%s</h2>\n", id, heading);
        findings.stream().limit(IN_FULL).forEach(this::finding);
        List<List<Cell>> rest = findings.stream().skip(IN_FULL).toList();
        if (!rest.isEmpty()) {
            page.add("<details><summary>and %s cells more</summary>\n<ul>\n", count(rest));
            rest.stream().limit(LINES).forEach(this::line);
            page.add("</ul>\n");
            int more = count(rest.stream().skip(LINES).toList());
            page.add(
                    "<p>%sEach cell with its proof: <a href=\"%s\">%s</a></p>\n",
                    more == 0 ? "" : more + " more are not listed. ", CellsFile.NAME, CellsFile.NAME);
            page.add("</details>\n");
        }
        page.add("</section>\n");
    }

    private static int count(List<List<Cell>> findings) {
        return findings.stream().mapToInt(List::size).sum();
    }

    private void line(List<Cell> alike) {
        Cell first = alike.get(0);
        page.add(
                "<li>%s of %s: %s</li>\n",
                alike.size(),
                first.situation() + ", " + Paths.way(first.path()),
                WrappedText.cut("first " + first.brief(), LINE));
    }

    /** Say that more is in the file; nothing if there is no more. */
    private void rest(int more) {
        if (more > 0) {
            page.add("<p>%s more in <a href=\"%s\">%s</a>.</p>\n", more, CellsFile.NAME, CellsFile.NAME);
        }
    }

    /** Show cells that went wrong alike: situation, ends, subnet, rule and verdicts are those of the first. */
    private void finding(List<Cell> alike) {
        Cell first = alike.get(0);
        List<HopTrace> found = pictures.of(alike);
        page.add(
                """
                <article class="%s">
                <h3>%s \u2192 %s, %s subnet: %s</h3>
                <dl>
                <dt>Situation</dt><dd>%s</dd>
                <dt>Expected</dt><dd>%s</dd>
                <dt>Seen</dt><dd>%s</dd>
                <dt>Why expected</dt><dd>%s</dd>
                <dt>Source</dt><dd>%s</dd>
                <dt>Where to look</dt><dd>%s The rule is <code>%s</code> in \
                <code>src/main/resources/expected-matrix.yml</code>. <a href="#%s">The wiring's matrix</a>, \
                <a href="%s">the steps in the Allure report</a>.</dd>
                </dl>
                """,
                first.contradicted() ? "contradicted" : "open",
                Situation.label(first.path().from()),
                Situation.label(first.path().to()),
                Situation.label(first.path().subnet()),
                alike.size() == 1 ? "1 cell" : alike.size() + " cells",
                first.situation(),
                HtmlPage.verdict(first.expected().verdict(), ""),
                HtmlPage.verdict(first.seen().verdict(), ""),
                first.expected().why(),
                first.expected().source(),
                where(found),
                first.expected().rule(),
                FrontPage.anchor(FrontPage.wiring(first)),
                allure);
        page.add("<ul>\n");
        alike.stream().limit(CELLS).forEach(cell -> page.add("<li>%s</li>\n", WrappedText.cut(cell.describe(), LINE)));
        page.add("</ul>\n");
        rest(alike.size() - CELLS);
        found.forEach(pictures::show);
        page.add(
                "<details><summary>Probes and witnesses</summary><pre>%s</pre></details>\n</article>\n",
                alike.stream()
                        .limit(PROOFS)
                        .map(cell -> WrappedText.cut(cell.seen().describe(), PROOF))
                        .collect(Collectors.joining("\n")));
    }

    private static String where(List<HopTrace> found) {
        return found.isEmpty()
                ? "There is no hop trace of this."
                : found.stream().map(HopTrace::sentence).distinct().limit(CELLS).collect(Collectors.joining(" "));
    }
}
