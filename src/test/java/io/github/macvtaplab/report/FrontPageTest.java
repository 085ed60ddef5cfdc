package io.github.macvtaplab.report;

import static io.github.macvtaplab.model.PathVerdict.BLOCKED;
import static io.github.macvtaplab.model.PathVerdict.INCONCLUSIVE;
import static io.github.macvtaplab.model.PathVerdict.REACHABLE;
import static io.github.macvtaplab.report.CellsForTests.BRIDGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontPageTest {
    private static final Cell WRONG = CellsForTests.cell(CellsForTests.HOST_TO_GUEST, BLOCKED, REACHABLE);
    private static final Cell UNDECIDED =
            CellsForTests.cell(CellsForTests.HOST_TO_GUEST.reversed(), BLOCKED, INCONCLUSIVE);

    private final ClaimRegister register = new ClaimRegister();

    @TempDir
    Path directory;

    @BeforeEach
    void observe() {
        register.add(new Observation(
                ClaimId.HAIRPIN_SWITCH, ClaimVerdict.HOLDS, "HairpinIT.opens", "4 paths opened by hairpin"));
        register.add(new Observation(
                ClaimId.EXPOSED, ClaimVerdict.REFUTED, "ExposedIT.reached", "the peer got <nothing> & gave up"));
    }

    @Test
    void headingNamesTheLab() throws IOException {
        assertThat(page()).containsPattern("Lab rack &lt;4&gt;, written 20\\d\\d-\\d\\d-\\d\\dT[0-9:]+Z");
    }

    @Test
    void everyClaimHasItsRow() throws IOException {
        assertThat(page())
                .contains(Arrays.stream(ClaimId.values())
                        .map(claim -> "<td><code>%s</code></td><td>%s</td>"
                                .formatted(claim.id(), Svg.escape(claim.statement())))
                        .toList());
    }

    @Test
    void verdictAndReasonStandBesideTheClaim() throws IOException {
        assertThat(row("EXPOSED"))
                .contains("<span class=\"verdict refuted\">\u2717 REFUTED</span>")
                .contains("<td>the peer got &lt;nothing&gt; &amp; gave up</td>");
    }

    @Test
    void claimThatWasNotRunSaysWhyNot() throws IOException {
        register.skip(ClaimId.THROUGHPUT, "not asked for");

        assertThat(row("THROUGHPUT"))
                .contains("<span class=\"verdict not-run\">\u2013 not run</span>", "<td>not asked for</td>");
    }

    @Test
    void verdictsAreCounted() throws IOException {
        assertThat(page()).contains("12 claims: 1 HOLDS, 0 INCONCLUSIVE, 1 REFUTED, 10 not run.");
    }

    @Test
    void runWithoutMatrixHasNoMatrix() throws IOException {
        assertThat(page()).doesNotContain("<svg", "id=\"matrix\"", "id=\"wrong\"");
    }

    @Test
    void cellsAreCounted() throws IOException {
        assertThat(page(WRONG, UNDECIDED, BRIDGE))
                .contains("3 cells: 1 as expected, 1 wrong, 1 inconclusive; it took 61.5 s.");
    }

    @Test
    void wrongCellIsToldInFull() throws IOException {
        assertThat(page(BRIDGE, WRONG))
                .contains(
                        "<li>" + Svg.escape(WRONG.describe()) + "</li>",
                        "host \u2192 guest, shared subnet: 1 cell<",
                        "<dt>Situation</dt><dd>" + CellsForTests.PLAIN + "</dd>",
                        "<dt>Expected</dt><dd><span class=\"verdict blocked\">BLOCKED</span></dd>",
                        "<dt>Seen</dt><dd><span class=\"verdict reachable\">REACHABLE</span></dd>",
                        "<dt>Why expected</dt><dd>the uplink &lt;hides&gt; the host.</dd>",
                        "<dt>Source</dt><dd>macvlan.c &amp; 802.1Q</dd>",
                        "<code>rule-of-BLOCKED</code>",
                        "<a href=\"#wiring-macvtap-bridge\">");
    }

    @Test
    void whatIsWrongStandsBeforeThePictures() throws IOException {
        assertThat(page(BRIDGE, WRONG))
                .containsSubsequence("id=\"wrong\"", "id=\"wiring-linux-bridge\"", "id=\"wiring-macvtap-bridge\"");
    }

    @Test
    void pageWithNothingWrongSaysSo() throws IOException {
        assertThat(page(BRIDGE)).contains("All 1 cells are as expected").doesNotContain("What is wrong");
    }

    @Test
    void undecidedCellsAreNotUnderWhatIsWrong() throws IOException {
        assertThat(page(UNDECIDED, BRIDGE))
                .contains("1 of 2 cells are undecided", "<h2>What is undecided</h2>", Svg.escape(UNDECIDED.describe()))
                .doesNotContain("What is wrong");
    }

    @Test
    void cellsThatWentWrongAlikeStandTogether() throws IOException {
        Cell other = CellsForTests.cell(CellsForTests.path(Protocol.UDP, IpFamily.V6), BLOCKED, REACHABLE);
        String told = page(WRONG, BRIDGE, other);

        assertThat(told.split("<article", -1)).hasSize(2);
        assertThat(told)
                .containsSubsequence(
                        "host \u2192 guest, shared subnet: 2 cells",
                        "<li>" + Svg.escape(WRONG.describe()),
                        "<li>" + Svg.escape(other.describe()),
                        "</article>");
    }

    @Test
    void ofManyWrongCellsSomeAreShownInFullOthersInALineAndTheFileHasEach() throws IOException {
        Cell[] many = everyWrongPath();
        String told = page(many);
        String section = told.substring(told.indexOf("id=\"wrong\""), told.indexOf("</section>"));

        assertThat(many).hasSizeGreaterThan(30);
        assertThat(section).contains(Svg.escape(many[0].describe())).contains("<a href=\"cells.jsonl.gz\">");
        assertThat(section.split("<article", -1)).hasSizeLessThan(many.length / 2);
        assertThat(section).contains(Svg.escape(many[many.length - 1].brief()));
    }

    @Test
    void wiringsAreCountedOneByOne() throws IOException {
        assertThat(page(WRONG, UNDECIDED, BRIDGE))
                .contains(
                        "macvtap-bridge</a></td><td>2</td><td>0</td><td class=\"refuted\">1</td><td class=\"inconclusive\">1</td><td>0</td>",
                        "linux-bridge</a></td><td>1</td><td>1</td><td>0</td><td>0</td><td>0</td>");
    }

    @Test
    void hopPictureStandsWithItsWrongCell() throws IOException {
        String told = page(List.of(trace(WRONG)), List.of(), WRONG);
        String article = told.substring(told.indexOf("<article"), told.indexOf("</article>"));

        assertThat(article).contains("aria-label=\"Hop trace: ", "<dd>It came &lt;b&gt;back&lt;/b&gt;.");
    }

    @Test
    void traceOfAWrongCellIsNotShownTwice() throws IOException {
        assertThat(page(List.of(trace(WRONG)), List.of(), WRONG)).doesNotContain("id=\"traces\"");
    }

    @Test
    void otherTracesAreFoldedWithPictureAndSentence() throws IOException {
        String told = page(List.of(trace(BRIDGE)), List.of(), BRIDGE, WRONG);

        assertThat(told.substring(told.indexOf("id=\"traces\"")))
                .containsSubsequence(
                        "<details>", Svg.escape(trace(BRIDGE).title()), "It came &lt;b&gt;back", "<svg", "</details>");
    }

    @Test
    void notesAreListed() throws IOException {
        assertThat(page(List.of(), List.of("left out: <hairpin>"), BRIDGE))
                .contains("<li>left out: &lt;hairpin&gt;</li>");
    }

    @Test
    void environmentIsListed() throws IOException {
        assertThat(page()).contains("<tr><th>kernel</th><td>6.18 &amp; more</td></tr>");
    }

    @Test
    void allureReportIsLinked() throws IOException {
        assertThat(page()).contains("<a href=\"allure/index.html?a=1&amp;b=2\">");
    }

    @Test
    void pageNeedsNothingElse() throws IOException {
        assertThat(page(List.of(trace(WRONG)), List.of(), WRONG, BRIDGE))
                .doesNotContainPattern("<script|<link|<img|<iframe|@import|url\\(|src=");
    }

    @Test
    void olderPageIsReplaced() throws IOException {
        Files.writeString(directory.resolve(FrontPage.FILE), "yesterday");

        assertThat(page()).doesNotContain("yesterday").endsWith("</html>\n");
    }

    @Test
    void nothingButThePageIsLeft() throws IOException {
        page();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve(FrontPage.FILE));
        }
    }

    @Test
    void directoryThatCannotBeMadeIsNamed() throws IOException {
        Path inAFile = Files.createFile(directory.resolve("file")).resolve("lab");

        assertThatThrownBy(() -> FrontPage.write(
                        inAFile, register, Map.of(), Optional.empty(), Diagnosis.HEALTHY, Optional.empty(), "allure"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(inAFile.toString());
    }

    private String row(String claim) throws IOException {
        return page().lines()
                .filter(line -> line.contains("<code>" + claim + "</code>"))
                .findFirst()
                .orElse("");
    }

    private String page(Cell... cells) throws IOException {
        return page(List.of(), List.of(), cells);
    }

    /** The page of a run with these cells; without any, of a run without a matrix. */
    private String page(List<HopTrace> traces, List<String> notes, Cell... cells) throws IOException {
        FrontPage.write(
                directory,
                register,
                Map.of("lab", "rack <4>", "kernel", "6.18 & more"),
                cells.length == 0
                        ? Optional.empty()
                        : Optional.of(
                                new MatrixResult(List.of(cells), List.of(), traces, notes, Duration.ofMillis(61_500))),
                Diagnosis.HEALTHY,
                Optional.empty(),
                "allure/index.html?a=1&b=2");
        return Files.readString(directory.resolve(FrontPage.FILE));
    }

    /** More findings than are shown in full: every pair of ends in every subnet. */
    private static Cell[] everyWrongPath() {
        return Arrays.stream(SubnetName.values())
                .flatMap(subnet -> Arrays.stream(End.values())
                        .flatMap(from -> Arrays.stream(End.values())
                                .filter(to -> to != from)
                                .map(to -> CellsForTests.cell(
                                        new io.github.macvtaplab.model.Path(
                                                from, to, subnet, IpFamily.V6, Protocol.UDP),
                                        REACHABLE,
                                        BLOCKED))))
                .toArray(Cell[]::new);
    }

    private static HopTrace trace(Cell cell) {
        PathVerdict verdict = cell.seen().verdict();
        HopTrace.Place uplink = new HopTrace.Place("kvm1", "uplink0");
        return new HopTrace(
                cell.situation(),
                cell.path(),
                cell.neighbours(),
                verdict,
                List.of(uplink),
                List.of(),
                "It came <b>back</b>.");
    }
}
