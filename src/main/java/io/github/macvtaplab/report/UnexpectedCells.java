package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.report.cause.CellsFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Show the cells that are not as expected, those that went wrong alike together, with their proofs and where the frames were seen. */
final class UnexpectedCells {
    /** Findings that are shown; of more, the file of cells has each. */
    private static final int IN_FULL = 30;
    /** Cells of one finding that are shown. */
    private static final int OF_ONE = 6;
    /** Drawings of one finding: they went the same way. */
    private static final int PICTURES = 1;

    private final HtmlPage page;
    private final String allure;
    private final List<HopTrace> traces;

    UnexpectedCells(HtmlPage page, String allure, List<HopTrace> traces) {
        this.page = page;
        this.allure = allure;
        this.traces = traces;
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
        Map<Finding, List<Cell>> findings =
                cells.stream().collect(Collectors.groupingBy(Finding::of, LinkedHashMap::new, Collectors.toList()));
        page.add("<section id=\"%s\">\n<h2>%s</h2>\n", id, heading);
        findings.values().stream().limit(IN_FULL).forEach(this::finding);
        int rest = findings.values().stream().skip(IN_FULL).mapToInt(List::size).sum();
        if (rest > 0) {
            page.add("<p>and %s cells more: <a href=\"%s\">each with its proof</a></p>\n", rest, CellsFile.NAME);
        }
        page.add("</section>\n");
    }

    /** Show cells that went wrong alike: situation, ends, subnet, rule and verdicts are those of the first. */
    private void finding(List<Cell> alike) {
        Cell first = alike.get(0);
        List<HopTrace> found = traces.stream()
                .filter(trace -> alike.stream().anyMatch(trace::isOf))
                .toList();
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
                found.isEmpty()
                        ? "There is no hop trace of this."
                        : found.stream().map(HopTrace::sentence).distinct().collect(Collectors.joining(" ")),
                first.expected().rule(),
                FrontPage.anchor(FrontPage.wiring(first)),
                allure);
        page.add("<ul>\n");
        alike.stream().limit(OF_ONE).forEach(cell -> page.add("<li>%s</li>\n", cell.describe()));
        if (alike.size() > OF_ONE) {
            page.add("<li>and %s more</li>\n", alike.size() - OF_ONE);
        }
        page.add("</ul>\n");
        found.stream().limit(PICTURES).forEach(trace -> page.picture(HopPicture.svg(trace)));
        page.add(
                "<details><summary>Probes and witnesses</summary><pre>%s</pre></details>\n</article>\n",
                alike.stream().limit(OF_ONE).map(cell -> cell.seen().describe()).collect(Collectors.joining("\n")));
    }
}
