package io.github.macvtaplab.report;

import static io.github.macvtaplab.report.CellsForTests.BRIDGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.connectivity.SkippedPath;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front page says of paths that the lab cannot test. */
class FrontPageSkippedTest {
    @TempDir
    Path directory;

    /** The page of a run with one cell, and paths that were not tested. */
    private String page(List<SkippedPath> skipped) throws IOException {
        FrontPage.write(
                directory,
                new ClaimRegister(),
                Map.of(),
                Optional.of(
                        new MatrixResult(List.of(BRIDGE), skipped, List.of(), List.of(), Duration.ofMillis(61_500))),
                Diagnosis.HEALTHY,
                Optional.empty(),
                "allure/index.html");
        return Files.readString(directory.resolve(FrontPage.FILE));
    }

    @Test
    void whatIsNotTestedIsCountedAndListedByItsReason() throws IOException {
        Situation hairpin = CellsForTests.PLAIN.with(Situation.Hairpin.ON);
        String told = page(List.of(
                new SkippedPath(hairpin, CellsForTests.HOST_TO_GUEST, "no <switch>"),
                new SkippedPath(hairpin, CellsForTests.path(Protocol.UDP, IpFamily.V6), "no <switch>"),
                new SkippedPath(CellsForTests.PLAIN, CellsForTests.HOST_TO_GUEST.reversed(), "no peer")));

        assertThat(told)
                .contains(
                        "All 1 cells are as expected",
                        "3 paths were not tested, as the lab lacks what it takes. <a href=\"#skipped\">",
                        "<summary>2 paths: no &lt;switch&gt;</summary>",
                        "<li>%s: 2 of host -&gt; guest, shared subnet</li>".formatted(hairpin),
                        "<summary>1 path: no peer</summary>");
    }

    @Test
    void wiringOfWhichNothingIsTestedHasItsPictureToo() throws IOException {
        String told = page(List.of(new SkippedPath(CellsForTests.PLAIN, CellsForTests.HOST_TO_GUEST, "no peer")));

        assertThat(told)
                .contains(
                        "macvtap-bridge</a></td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td>",
                        "<div class=\"picture\" id=\"wiring-macvtap-bridge\">");
    }

    @Test
    void pageOfAWholeLabSaysNothingOfWhatIsNotTested() throws IOException {
        assertThat(page(List.of())).doesNotContain("id=\"skipped\"", "not tested, as");
    }
}
