package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Write the report's front page: one HTML file that needs no other file and no script. */
public final class FrontPage {
    /** Name of the file. */
    public static final String FILE = "index.html";

    /** Findings that are shown with everything; of more, each cell still has its line. */
    private static final int IN_FULL = 30;

    private static final String STYLE = """
            :root{color-scheme:light}
            body{font:16px/1.45 Arial,'Liberation Sans','DejaVu Sans',sans-serif;color:#1b1f24;background:#fff;
              max-width:1440px;margin:0 auto;padding:16px}
            h1{font-size:1.6rem;margin:.2em 0}
            h2{font-size:1.25rem;margin:1.8em 0 .5em;border-bottom:2px solid #d5dae0;padding-bottom:.2em}
            h3{font-size:1.05rem;margin:1.2em 0 .3em}
            a{color:#0b4f8a}
            .when{color:#57606a}
            .picture{overflow-x:auto;border:1px solid #d5dae0;margin:.8em 0;background:#fff}
            .picture svg{display:block}
            table{border-collapse:collapse;width:100%}
            th,td{text-align:left;vertical-align:top;padding:.45em .7em;border-bottom:1px solid #d5dae0}
            th{background:#eef1f5}
            td code,.facts th{white-space:nowrap}
            .facts{width:auto}
            .facts td{overflow-wrap:anywhere}
            .verdict{white-space:nowrap;font-weight:bold;border-radius:4px;padding:.1em .5em;display:inline-block}
            .holds,.reachable{background:#d5f2df;color:#14532d}
            .refuted{background:#b00020;color:#fff}
            .inconclusive{background:#ffe08a;color:#1b1f24}
            .blocked{background:#333a45;color:#fff}
            .banner{border-left:6px solid #37b26c;background:#f2fbf5;padding:.5em .8em;margin:.8em 0}
            .banner.wrong{border-color:#b00020;background:#fdecef}
            .banner.open{border-color:#c79200;background:#fff8e1}
            article{border:2px solid #b00020;border-radius:4px;padding:.4em 1em 1em;margin:1em 0}
            article.open{border:2px dashed #7a5c00}
            article h3{margin-top:.5em;overflow-wrap:anywhere}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.25em 1em;margin:.5em 0}
            dt{font-weight:bold}
            dd{margin:0;overflow-wrap:anywhere}
            pre{overflow-x:auto;background:#f6f8fa;padding:.7em;font-size:.82rem}
            details{margin:.5em 0}
            summary{cursor:pointer;overflow-wrap:anywhere}
            ul{padding-left:1.3em}
            li{margin:.25em 0;overflow-wrap:anywhere}
            @media(max-width:640px){
              body{padding:10px}
              dl{grid-template-columns:1fr;gap:0}
              dd{margin-bottom:.5em}
              .claims thead{display:none}
              .claims tr{display:block;border-bottom:2px solid #d5dae0;padding:.4em 0}
              .claims td{display:block;border:0;padding:.1em 0}
            }
            """;

    private final StringBuilder html = new StringBuilder();
    private final ClaimRegister register;
    private final Map<String, String> environment;
    private final Optional<MatrixResult> matrix;
    private final String allure;

    private FrontPage(
            ClaimRegister register, Map<String, String> environment, Optional<MatrixResult> matrix, String allure) {
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
     * @param allure where the Allure report is, relative to the page
     * @throws UncheckedIOException naming the directory, if the page cannot be written
     */
    public static void write(
            Path directory,
            ClaimRegister register,
            Map<String, String> environment,
            Optional<MatrixResult> matrix,
            String allure) {
        String page = new FrontPage(register, environment, matrix, allure).page();
        try {
            Files.createDirectories(directory);
            Path unfinished = directory.resolve(FILE + ".part");
            Files.writeString(unfinished, page, StandardCharsets.UTF_8);
            Files.move(
                    unfinished,
                    directory.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's front page cannot be written to " + directory, e);
        }
    }

    private String page() {
        String lab = environment.getOrDefault("lab", "without a name");
        add("""
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
                """, lab, new Raw(STYLE), lab, Instant.now().truncatedTo(ChronoUnit.SECONDS), allure);
        matrix.ifPresent(this::banner);
        claims();
        matrix.ifPresent(this::matrix);
        environment();
        add("</body>\n</html>\n");
        return html.toString();
    }

    private void banner(MatrixResult result) {
        long wrong = result.cells().stream().filter(Cell::contradicted).count();
        long undecided = undecided(result.cells()).size();
        if (wrong > 0) {
            add(
                    "<p class=\"banner wrong\"><b>\u2717 %s behave otherwise than expected.</b> <a href=\"#wrong\">What is"
                            + " wrong</a></p>\n",
                    wrong + " of " + result.cells().size() + " cells");
        } else if (undecided > 0) {
            add(
                    "<p class=\"banner open\"><b>? %s are undecided.</b> <a href=\"#undecided\">Which, and why</a></p>\n",
                    undecided + " of " + result.cells().size() + " cells");
        } else {
            add(
                    "<p class=\"banner\"><b>\u2713 All %s cells are as expected.</b></p>\n",
                    result.cells().size());
        }
    }

    private void claims() {
        add("""
                <h2 id="claims">Claims</h2>
                <table class="claims">
                <thead><tr><th>Claim</th><th>What the document says</th><th>Verdict</th><th>Why</th></tr></thead>
                <tbody>
                """);
        for (ClaimId claim : ClaimId.values()) {
            ClaimVerdict verdict = register.verdict(claim);
            add(
                    "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                    claim.id(), claim.statement(), verdict(verdict, symbol(verdict)), register.summary(claim));
        }
        String counts = Arrays.stream(ClaimVerdict.values())
                .map(verdict -> Arrays.stream(ClaimId.values())
                                .filter(claim -> register.verdict(claim) == verdict)
                                .count()
                        + " " + verdict)
                .collect(Collectors.joining(", "));
        add("</tbody>\n</table>\n<p id=\"counts\">%s claims: %s.</p>\n", ClaimId.values().length, counts);
    }

    private void matrix(MatrixResult result) {
        List<Cell> wrong = result.cells().stream().filter(Cell::contradicted).toList();
        List<Cell> undecided = undecided(result.cells());
        add(
                """
                <h2 id="matrix">Reachability matrix</h2>
                <p>%s cells: %s as expected, %s wrong, %s inconclusive; it took %s.</p>
                """,
                result.cells().size(),
                result.cells().size() - wrong.size() - undecided.size(),
                wrong.size(),
                undecided.size(),
                ConsoleLines.seconds(result.took()));
        unexpected("wrong", "What is wrong", wrong, result.traces());
        unexpected("undecided", "What is undecided", undecided, result.traces());
        Map<String, List<Cell>> wirings = result.cells().stream()
                .collect(Collectors.groupingBy(FrontPage::wiring, LinkedHashMap::new, Collectors.toList()));
        overview(wirings);
        wirings.forEach((wiring, cells) -> add(
                "<div class=\"picture\" id=\"%s\">\n%s</div>\n",
                anchor(wiring), new Raw(MatrixPicture.svg(wiring, cells))));
        notes(result.notes());
        traces(result);
    }

    private void unexpected(String id, String heading, List<Cell> cells, List<HopTrace> traces) {
        if (cells.isEmpty()) {
            return;
        }
        Map<Finding, List<Cell>> findings =
                cells.stream().collect(Collectors.groupingBy(Finding::of, LinkedHashMap::new, Collectors.toList()));
        add("<section id=\"%s\">\n<h2>%s</h2>\n", id, heading);
        findings.values().stream().limit(IN_FULL).forEach(alike -> finding(alike, traces));
        List<Cell> rest =
                findings.values().stream().skip(IN_FULL).flatMap(List::stream).toList();
        if (!rest.isEmpty()) {
            add("<details><summary>and %s cells more</summary>\n<ul>\n", rest.size());
            rest.forEach(cell -> add("<li>%s: %s</li>\n", cell.situation(), cell.describe()));
            add("</ul>\n</details>\n");
        }
        add("</section>\n");
    }

    /** Show cells that went wrong alike: situation, ends, subnet, rule and verdicts are those of the first. */
    private void finding(List<Cell> alike, List<HopTrace> traces) {
        Cell first = alike.get(0);
        List<HopTrace> found = traces.stream()
                .filter(trace -> alike.stream().anyMatch(cell -> isOf(trace, cell)))
                .toList();
        add(
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
                verdict(first.expected().verdict(), ""),
                verdict(first.seen().verdict(), ""),
                first.expected().why(),
                first.expected().source(),
                found.isEmpty()
                        ? "There is no hop trace of this."
                        : found.stream().map(HopTrace::sentence).distinct().collect(Collectors.joining(" ")),
                first.expected().rule(),
                anchor(wiring(first)),
                allure);
        add("<ul>\n");
        alike.forEach(cell -> add("<li>%s</li>\n", cell.describe()));
        add("</ul>\n");
        found.forEach(trace -> picture(HopPicture.svg(trace)));
        add(
                "<details><summary>Probes and witnesses</summary><pre>%s</pre></details>\n</article>\n",
                alike.stream().map(cell -> cell.seen().describe()).collect(Collectors.joining("\n")));
    }

    /** A line for each wiring, with a link to its picture. */
    private void overview(Map<String, List<Cell>> wirings) {
        add("""
                <h2 id="wirings">Wirings</h2>
                <div class="picture"><table>
                <tr><th>Wiring</th><th>Cells</th><th>As expected</th><th>Wrong</th><th>Inconclusive</th></tr>
                """);
        wirings.forEach((wiring, cells) -> {
            long wrong = cells.stream().filter(Cell::contradicted).count();
            long undecided = undecided(cells).size();
            add(
                    """
                    <tr><td><a href="#%s">%s</a></td><td>%s</td><td>%s</td><td%s>%s</td><td%s>%s</td></tr>
                    """,
                    anchor(wiring),
                    wiring,
                    cells.size(),
                    cells.size() - wrong - undecided,
                    new Raw(wrong > 0 ? " class=\"refuted\"" : ""),
                    wrong,
                    new Raw(undecided > 0 ? " class=\"inconclusive\"" : ""),
                    undecided);
        });
        add("</table></div>\n");
    }

    private void notes(List<String> notes) {
        if (!notes.isEmpty()) {
            add("<h2 id=\"notes\">Notes</h2>\n<ul>\n");
            notes.forEach(note -> add("<li>%s</li>\n", note));
            add("</ul>\n");
        }
    }

    /** The traces that are not shown with a wrong cell. */
    private void traces(MatrixResult result) {
        List<HopTrace> others = result.traces().stream()
                .filter(trace -> result.cells().stream()
                        .filter(cell -> !cell.asExpected())
                        .noneMatch(cell -> isOf(trace, cell)))
                .toList();
        if (!others.isEmpty()) {
            add("<h2 id=\"traces\">Where the frames were seen</h2>\n");
            others.forEach(trace -> {
                add(
                        "<details>\n<summary>%s %s</summary>\n<p>%s</p>\n",
                        trace.title(), verdict(trace.verdict(), ""), trace.sentence());
                picture(HopPicture.svg(trace));
                add("</details>\n");
            });
        }
    }

    private void environment() {
        add("<h2 id=\"environment\">Environment</h2>\n<table class=\"facts\">\n");
        environment.forEach((name, value) -> add("<tr><th>%s</th><td>%s</td></tr>\n", name, value));
        add("</table>\n<p><a href=\"%s\">Allure report</a></p>\n", allure);
    }

    private void picture(String svg) {
        add("<div class=\"picture\">\n%s</div>\n", new Raw(svg));
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

    /** Text that is HTML already. */
    private record Raw(String html) {
        @Override
        public String toString() {
            return html;
        }
    }

    /** Add to the page; every argument is escaped, unless it is {@link Raw}. */
    private void add(String template, Object... arguments) {
        html.append(String.format(
                Locale.ROOT,
                template,
                Arrays.stream(arguments)
                        .map(argument -> argument instanceof Raw ? argument : Svg.escape(argument.toString()))
                        .toArray()));
    }

    private static Raw verdict(Enum<?> verdict, String symbol) {
        return new Raw("<span class=\"verdict %s\">%s%s</span>"
                .formatted(verdict.name().toLowerCase(Locale.ROOT), symbol.isEmpty() ? "" : symbol + " ", verdict));
    }

    private static String symbol(ClaimVerdict verdict) {
        return switch (verdict) {
            case HOLDS -> "\u2713";
            case REFUTED -> "\u2717";
            case INCONCLUSIVE -> "?";
        };
    }

    private static List<Cell> undecided(List<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.seen().verdict() == PathVerdict.INCONCLUSIVE)
                .toList();
    }

    private static boolean isOf(HopTrace trace, Cell cell) {
        return trace.path().equals(cell.path())
                && trace.situation().equals(cell.situation())
                && trace.neighbours() == cell.neighbours();
    }

    private static String wiring(Cell cell) {
        return cell.situation().wiring().label();
    }

    private static String anchor(String wiring) {
        return "wiring-" + wiring;
    }
}
