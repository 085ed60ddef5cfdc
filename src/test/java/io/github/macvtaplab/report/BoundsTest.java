package io.github.macvtaplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.connectivity.Whereabouts;
import io.github.macvtaplab.connectivity.Whereabouts.Site;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.diagnosis.NamedCause;
import io.github.macvtaplab.diagnosis.UnexplainedGroup;
import io.github.macvtaplab.junit.MatrixPlan;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.report.cause.CauseLines;
import io.github.macvtaplab.report.cause.CellsFile;
import io.github.macvtaplab.report.cause.DeviationText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that what a run leaves can be read, whatever breaks: nearly every cell of the whole matrix is wrong here. */
class BoundsTest {
    private static final Diagnosis BROKEN = new Diagnosis(
            List.of(new NamedCause(
                    "port-security",
                    "the switch's port to data0 passes only frames with data0's own MAC address",
                    List.of("pass uplink guest broadcast: no"),
                    "let the port take the guests' MAC addresses",
                    9000,
                    "an example",
                    Set.of(ClaimId.EXPOSED, ClaimId.HAIRPIN_SWITCH))),
            IntStream.range(0, 40)
                    .mapToObj(place -> new UnexplainedGroup(
                            75,
                            "75 cells: last seen at kvm1 vnet%d, and not at kvm1 mvlbr0: look between these two"
                                    .formatted(place),
                            "an example",
                            Set.of(ClaimId.EXPOSED)))
                    .toList());

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Situation situation : MatrixPlan.situations()) {
            for (Path path : SituationPaths.of(situation)) {
                Cell cell = CellsForTests.cell(
                        situation,
                        path,
                        Neighbours.ASKED,
                        PathVerdict.REACHABLE,
                        cells.size() % 5 == 0 ? PathVerdict.REACHABLE : PathVerdict.BLOCKED);
                cells.add(new Cell(
                        situation,
                        path,
                        Neighbours.ASKED,
                        cell.expected(),
                        cell.seen(),
                        cell.asExpected()
                                ? Whereabouts.NOT_SOUGHT
                                : new Whereabouts(
                                        Site.SEGMENT,
                                        Optional.of(HopTrace.Frame.ASK),
                                        Optional.of(path.from()),
                                        Optional.of(new HopTrace.Place("kvm1", "data0")),
                                        "last seen at kvm1 data0, and not at tor swp1 of a long name that goes on "
                                                + "and on ".repeat(20))));
            }
        }
        return cells;
    }

    private static ClaimRegister register() {
        ClaimRegister register = new ClaimRegister();
        register.add(new Observation(ClaimId.EXPOSED, ClaimVerdict.INCONCLUSIVE, "test", "could not be seen"));
        return register;
    }

    @Test
    void frontPageStaysBelowFourMegabytesAndSaysFirstWhatIsWrongAndWhatToType(@TempDir java.nio.file.Path directory)
            throws IOException {
        List<Cell> cells = cells();
        List<HopTrace> traces = cells.stream()
                .filter(cell -> !cell.asExpected())
                .limit(69 * 24)
                .map(cell -> new HopTrace(
                        cell.situation(),
                        cell.path(),
                        cell.neighbours(),
                        PathVerdict.BLOCKED,
                        List.of(new HopTrace.Place("kvm1", "data0"), new HopTrace.Place("tor", "swp1")),
                        List.of(),
                        "Last seen at kvm1 data0"))
                .toList();

        FrontPage.write(
                directory,
                register(),
                Map.of("lab", "rack"),
                Optional.of(new MatrixResult(cells, List.of(), traces, List.of(), Duration.ofMinutes(5))),
                BROKEN,
                Optional.empty(),
                "allure/index.html");

        String page = Files.readString(directory.resolve("index.html"));
        assertThat(page.length()).isLessThan(4 << 20);
        assertThat(page.indexOf("s port to data0 passes only frames"))
                .as("where the cause stands")
                .isBetween(0, page.indexOf("id=\"claims\""));
        assertThat(page).contains("let the port take the guests").contains("It keeps EXPOSED from being decided.");
    }

    @Test
    void messagesOfAllTestsAreFewLinesEach() {
        Map<Situation, List<Cell>> bySituation = cells().stream().collect(Collectors.groupingBy(Cell::situation));

        assertThat(bySituation).hasSize(69);
        bySituation.forEach((situation, cells) -> assertThat(DeviationText.of(
                        situation.toString(),
                        "asked and seen ".repeat(50),
                        List.of("the node says ".repeat(90)),
                        cells,
                        BROKEN))
                .startsWith("cause: the switch's port to data0")
                .endsWith("every cell with its proof: reports/latest/cells.jsonl.gz")
                .hasSizeLessThanOrEqualTo(4010)
                .satisfies(text -> assertThat(text.lines().count()).isLessThanOrEqualTo(20)));
    }

    @Test
    void consoleSaysEachCauseOnceAndNoMoreThanSixPlaces() {
        List<CauseLines.Line> lines = CauseLines.of(BROKEN, claim -> claim == ClaimId.EXPOSED);

        assertThat(lines).hasSize(2 + 6 + 1);
        assertThat(lines.get(0).text()).endsWith("(explains 9000 cells; keeps EXPOSED from being decided)");
        assertThat(lines.get(1).topic()).isEqualTo("cure");
        assertThat(lines.get(8).text())
                .isEqualTo("not known: 2550 cells at 34 other places; cells.jsonl.gz has each of them");
    }

    @Test
    void fileOfCellsHasEachWithItsProof(@TempDir java.nio.file.Path directory) throws IOException {
        List<Cell> cells = cells();

        CellsFile.write(directory, cells);

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(directory.resolve(CellsFile.NAME))),
                StandardCharsets.UTF_8))) {
            List<String> all = lines.lines().toList();
            assertThat(all).hasSameSizeAs(cells);
            JsonNode second = new ObjectMapper().readTree(all.get(1));
            assertThat(second.path("seen").asText()).isEqualTo("BLOCKED");
            assertThat(second.path("where").path("site").asText()).isEqualTo("segment");
            assertThat(second.path("path").path("family").asText()).isEqualTo("v4");
        }
        assertThat(Files.size(directory.resolve(CellsFile.NAME))).isLessThan(4 << 20);
    }
}
