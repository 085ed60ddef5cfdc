package io.github.macvtaplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Deviation;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.connectivity.RoundsForTests;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.connectivity.SituationPaths;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.report.cause.CauseLines;
import io.github.macvtaplab.report.cause.CellsFile;
import io.github.macvtaplab.report.cause.DeviationText;
import io.github.macvtaplab.report.cause.ToldCauses;
import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.TestResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that what a run leaves can be read, whatever breaks: nearly every cell of the whole matrix is wrong here. */
class BoundsTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();

    private static ClaimRegister register() {
        ClaimRegister register = new ClaimRegister();
        register.add(new Observation(ClaimId.EXPOSED, ClaimVerdict.INCONCLUSIVE, "test", "could not be seen"));
        return register;
    }

    @Test
    void frontPageStaysBelowFourMegabytesAndSaysFirstWhatIsWrongAndWhatToType(@TempDir java.nio.file.Path directory)
            throws IOException {
        FrontPage.write(
                directory,
                register(),
                Map.of("lab", "rack"),
                Optional.of(BrokenLab.result()),
                BrokenLab.DIAGNOSIS,
                Optional.empty(),
                "allure/index.html");

        String page = Files.readString(directory.resolve("index.html"));
        assertThat(Files.size(directory.resolve("index.html"))).as("bytes").isLessThan(4_000_000);
        assertThat(page.indexOf("s port to data0 passes only frames"))
                .as("where the cause stands")
                .isBetween(0, page.indexOf("id=\"claims\""));
        assertThat(page).contains("let the port take the guests").contains("It keeps EXPOSED from being decided.");
    }

    @Test
    void messagesOfAllTestsAreAHundredAndThirtyLinesTogether() {
        ToldCauses told = new ToldCauses();

        assertThat(judged().stream()
                        .map(judged -> told.message(
                                new DeviationText(judged, BrokenLab.DIAGNOSIS, "reports/latest/cells.jsonl.gz")))
                        .mapToLong(message -> message.lines().count())
                        .sum())
                .isBetween(69L, 130L);
    }

    @Test
    void eachTestSaysCauseCureAndClaimsInTwentyLines() {
        assertThat(judged())
                .hasSize(69)
                .allSatisfy(judged -> assertThat(
                                new DeviationText(judged, BrokenLab.DIAGNOSIS, "reports/latest/cells.jsonl.gz")
                                        .inFull())
                        .startsWith("cause: the switch's port to data0")
                        .containsPattern("(?m)^cure: let the port take the guests' MAC addresses$")
                        .contains("keeps HAIRPIN-SWITCH, EXPOSED from being decided")
                        .endsWith("every cell with its proof: reports/latest/cells.jsonl.gz")
                        .hasSizeLessThanOrEqualTo(4000)
                        .satisfies(text -> assertThat(text.lines().count()).isLessThanOrEqualTo(20)));
    }

    private static List<Judged> judged() {
        return BrokenLab.result().cells().stream()
                .collect(Collectors.groupingBy(Cell::situation, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> new Judged(
                        RoundsForTests.asExpected(MATRIX, entry.getKey(), SituationPaths.of(entry.getKey()))
                                .round()
                                .topology(),
                        entry.getKey(),
                        entry.getValue(),
                        List.of(new Deviation(Deviation.Kind.REFLECTS, "asked and seen ".repeat(50))),
                        Map.of(),
                        List.of("the node says ".repeat(90))))
                .toList();
    }

    @Test
    void attachmentsOfAllTestsMakeAPageOfLessThanFortyMegabytes(@TempDir java.nio.file.Path directory)
            throws IOException {
        AllureLifecycle ofThisTest = Allure.getLifecycle();
        Allure.setLifecycle(new AllureLifecycle(new FileSystemResultsWriter(directory)));
        try {
            attachAll(new AllureReport(new AllureResults(directory)));
        } finally {
            Allure.setLifecycle(ofThisTest);
        }

        long bytes = 0;
        try (Stream<java.nio.file.Path> files = Files.list(directory)) {
            for (java.nio.file.Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        // In the page each is written in base64, a third longer, beside Allure's own 4 MB.
        assertThat(bytes * 4 / 3 + 4_000_000).as("bytes of Allure's page").isBetween(20_000_000L, 40_000_000L);
    }

    /** More than 200 MB: each test attaches the proof of each of its cells twice, its pictures, and captures. */
    private static void attachAll(AllureReport report) {
        MatrixResult result = BrokenLab.result();
        judged().forEach(judged -> {
            String id = judged.situation().toString();
            Allure.getLifecycle().scheduleTestCase(new TestResult().setUuid(id));
            Allure.getLifecycle().startTestCase(id);
            String proofs = judged.cells().stream()
                    .map(cell -> cell.describe() + "\n" + cell.seen().describe())
                    .collect(Collectors.joining("\n"));
            for (int i = 0; i < 10; i++) {
                report.attach("proof of each cell", proofs);
                report.attachCapture("frames", new byte[100_000]);
            }
            result.traces().stream()
                    .filter(trace -> trace.situation().equals(judged.situation()))
                    .forEach(trace -> report.attachPicture("hop trace", HopPicture.svg(trace)));
            Allure.getLifecycle().stopTestCase(id);
            Allure.getLifecycle().writeTestCase(id);
        });
    }

    @Test
    void consoleSaysEachCauseOnceAndNoMoreThanSixPlaces() {
        List<CauseLines.Line> lines = CauseLines.of(BrokenLab.DIAGNOSIS, claim -> claim == ClaimId.EXPOSED);

        assertThat(lines).hasSize(2 + 6 + 1);
        assertThat(lines.get(0).text()).endsWith("(explains 9000 cells; keeps EXPOSED from being decided)");
        assertThat(lines.get(1).topic()).isEqualTo("cure");
        assertThat(lines.get(8).text())
                .isEqualTo("not known: 2550 cells at 34 other places; cells.jsonl.gz has each of them");
    }

    @Test
    void fileOfCellsHasEachWithItsProof(@TempDir java.nio.file.Path directory) throws IOException {
        List<Cell> cells = BrokenLab.result().cells();

        CellsFile.write(directory, cells, cell -> cell.undecided());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(directory.resolve(CellsFile.NAME))),
                StandardCharsets.UTF_8))) {
            List<String> all = lines.lines().toList();
            assertThat(all).hasSameSizeAs(cells);
            JsonNode second = new ObjectMapper().readTree(all.get(1));
            assertThat(second.path("seen").path("verdict").asText()).isIn("blocked", "reachable");
            assertThat(second.path("where").path("site").asText()).isEqualTo("segment");
            assertThat(second.path("path").path("family").asText()).isEqualTo("ipv4");
        }
        assertThat(Files.size(directory.resolve(CellsFile.NAME))).as("bytes").isLessThan(4 << 20);
    }
}
