package io.github.macvtaplab.report;

import static io.github.macvtaplab.model.PathVerdict.BLOCKED;
import static io.github.macvtaplab.model.PathVerdict.INCONCLUSIVE;
import static io.github.macvtaplab.model.PathVerdict.REACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.SkippedPath;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class MatrixPictureTest {
    private static final String MACVTAP = "macvtap-bridge";

    @Test
    void picturesAreNoWiderThan1400() {
        assertThat(width(MatrixPicture.svg(MACVTAP, everySituation(), List.of())))
                .isEqualTo(1400);
    }

    @Test
    void everySituationHasItsColumn() {
        assertThat(Drawing.of(MatrixPicture.svg(MACVTAP, everySituation(), List.of()))
                        .tips("mark reachable"))
                .hasSize(2 * 3 * 2 * 4)
                .doesNotHaveDuplicates();
    }

    @Test
    void anEmptyMatrixIsDrawn() {
        assertThat(Drawing.of(MatrixPicture.svg(MACVTAP, List.of(), List.of())).text())
                .contains("0 cells: 0 as expected, 0 wrong, 0 undecided");
    }

    @Test
    void titleCountsWhatIsAsExpectedAndWhatIsNot() {
        assertThat(draw(exchange(BLOCKED, BLOCKED), exchange(BLOCKED, REACHABLE), exchange(BLOCKED, INCONCLUSIVE))
                        .text())
                .contains(MACVTAP, "3 cells: 1 as expected, 1 wrong, 1 undecided");
    }

    @ParameterizedTest
    @CsvSource({
        "REACHABLE, REACHABLE, mark reachable",
        "BLOCKED, BLOCKED, mark blocked",
        "REACHABLE, BLOCKED, mark mixed",
        "REACHABLE, INCONCLUSIVE, mark undecided",
    })
    void markShowsWhatWasSeen(PathVerdict one, PathVerdict other, String mark) {
        PathVerdict expected = other == INCONCLUSIVE ? REACHABLE : other;
        Cell second = CellsForTests.cell(CellsForTests.path(Protocol.TCP, IpFamily.V6), expected, other);

        assertThat(draw(exchange(one, one), second).tips(mark))
                .filteredOn(tip -> tip.startsWith("host"))
                .hasSize(1);
    }

    @Test
    void marksDifferInShape() {
        assertThat(List.of(shape(REACHABLE), shape(BLOCKED), shape(REACHABLE, BLOCKED), shape(INCONCLUSIVE)))
                .containsExactly("circle ", "rect rect ", "path rect rect ", "polygon text ");
    }

    @Test
    void groupsOfABoxHaveAMarkEach() {
        assertThat(draw(
                                protocol(Protocol.ICMP, Neighbours.ASKED),
                                protocol(Protocol.UDP, Neighbours.ASKED),
                                protocol(Protocol.NEIGHBOUR, Neighbours.ASKED),
                                protocol(Protocol.MULTICAST, Neighbours.ASKED),
                                protocol(Protocol.ICMP, Neighbours.GIVEN))
                        .tips("mark blocked"))
                .satisfiesExactly(
                        tip -> assertThat(tip).contains("exchange: ICMP, TCP, UDP", "2 BLOCKED"),
                        tip -> assertThat(tip).contains("ARP, ND", "1 BLOCKED"),
                        tip -> assertThat(tip).contains("broadcast and multicast", "1 BLOCKED"),
                        tip -> assertThat(tip).contains("neighbours given", "1 BLOCKED"));
    }

    @Test
    void wrongCellsAreCountedInTheirBox() {
        assertThat(draw(
                                exchange(BLOCKED, REACHABLE),
                                CellsForTests.cell(CellsForTests.path(Protocol.UDP, IpFamily.V4), BLOCKED, REACHABLE),
                                protocol(Protocol.NEIGHBOUR, Neighbours.ASKED))
                        .text())
                .contains("2 of 3 wrong");
    }

    @Test
    void undecidedCellsAreNotCalledWrong() {
        assertThat(draw(exchange(BLOCKED, INCONCLUSIVE)).text())
                .contains("1 of 1 undecided")
                .doesNotContain("1 of 1 wrong");
    }

    @Test
    void expectedStandsBesideSeenWhereTheyDiffer() {
        assertThat(draw(exchange(REACHABLE, BLOCKED)).children("expected-seen", "mark"))
                .containsExactly("mark reachable", "mark blocked");
    }

    @Test
    void expectedIsNotRepeatedWhereItWasSeen() {
        assertThat(draw(exchange(BLOCKED, BLOCKED)).groups("expected-seen")).isEmpty();
    }

    @Test
    void tipSaysPathSituationVerdictsAndWhy() {
        assertThat(draw(exchange(BLOCKED, REACHABLE)).tips("mark reachable"))
                .anySatisfy(tip -> assertThat(tip)
                        .contains(
                                "host \u2192 guest, shared subnet",
                                CellsForTests.PLAIN.toString(),
                                "expected 1 BLOCKED; seen 1 REACHABLE; 1 of 1 not as expected",
                                "IPv4 tcp: expected BLOCKED, seen REACHABLE: the lab said <REACHABLE>",
                                "(rule-of-BLOCKED) the uplink <hides> the host."));
    }

    @Test
    void descriptionNamesWhatIsWrong() {
        Cell wrong = exchange(BLOCKED, REACHABLE);

        assertThat(draw(wrong).only("desc")).contains(CellsForTests.PLAIN + ": " + wrong.describe());
    }

    @Test
    void legendExplainsMarksAndLetters() {
        assertThat(draw(exchange(BLOCKED, BLOCKED)).text())
                .contains(
                        "reachable",
                        "blocked",
                        "some reachable, some blocked",
                        "undecided",
                        "exchange: ICMP, TCP, UDP",
                        "neighbour resolution alone: ARP, ND",
                        "broadcast and multicast");
    }

    @Test
    void headerNamesTheSituation() {
        Situation carrierLost =
                CellsForTests.PLAIN.with(Situation.Hairpin.ON, Situation.Uplink.CARRIER_LOST, Situation.Firewall.DROP);

        assertThat(draw(CellsForTests.cell(
                                carrierLost, CellsForTests.HOST_TO_GUEST, Neighbours.ASKED, BLOCKED, BLOCKED))
                        .text())
                .contains("hairpin", "on", "uplink", "carrier lost", "host firewall", "drop")
                .doesNotContain("second NIC");
    }

    @Test
    void secondNicHasItsLineWhereSituationsDifferInIt() {
        Situation half = Situation.plain(CellsForTests.PLAIN.wiring(), Situation.Second.NOT_IN_GUEST);

        assertThat(draw(
                                exchange(BLOCKED, BLOCKED),
                                CellsForTests.cell(
                                        half, CellsForTests.HOST_TO_GUEST, Neighbours.ASKED, BLOCKED, BLOCKED))
                        .text())
                .containsSubsequence("second NIC", "both", "not in guest", "hairpin");
    }

    @Test
    void bothDirectionsStandTogether() {
        List<Cell> cells = new ArrayList<>();
        cells.add(exchange(BLOCKED, BLOCKED));
        cells.add(CellsForTests.cell(CellsForTests.HOST_TO_GUEST.reversed(), BLOCKED, BLOCKED));

        assertThat(Drawing.of(MatrixPicture.svg(MACVTAP, cells, List.of())).text())
                .containsSubsequence("shared subnet", "host \u2192 guest", "guest \u2192 host");
    }

    @Test
    void labelIsEscaped() {
        assertThat(Drawing.of(MatrixPicture.svg("<script>&\"", List.of(), List.of()))
                        .text())
                .contains("<script>&\"");
    }

    @Test
    void noVerdictHasNoMark() {
        assertThatThrownBy(() -> Mark.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one verdict");
    }

    @Test
    void whatIsNotTestedHasItsPlaceAndItsReason() {
        Path other = CellsForTests.HOST_TO_GUEST.reversed();
        Situation hairpin = CellsForTests.PLAIN.with(Situation.Hairpin.ON);
        Drawing drawing = Drawing.of(MatrixPicture.svg(
                MACVTAP,
                List.of(exchange(BLOCKED, BLOCKED)),
                List.of(
                        new SkippedPath(CellsForTests.PLAIN, other, "there is no <peer>"),
                        new SkippedPath(hairpin, CellsForTests.HOST_TO_GUEST, "there is no switch"))));

        assertThat(drawing.text()).contains("host \u2192 guest", "guest \u2192 host", "on");
        assertThat(drawing.tips("skipped"))
                .containsExactlyInAnyOrder(
                        "guest \u2192 host, shared subnet\n%s\n1 not tested: there is no <peer>"
                                .formatted(CellsForTests.PLAIN),
                        "host \u2192 guest, shared subnet\n%s\n1 not tested: there is no switch".formatted(hairpin));
        assertThat(drawing.text().stream().filter("not tested"::equals)).hasSize(3);
    }

    @Test
    void marksStandOnTheGroundOfWhatIsNotTested() {
        Path other = CellsForTests.path(Protocol.UDP, IpFamily.V6);
        Drawing drawing = Drawing.of(MatrixPicture.svg(
                MACVTAP,
                List.of(exchange(BLOCKED, BLOCKED)),
                List.of(new SkippedPath(CellsForTests.PLAIN, other, "there is no peer"))));

        assertThat(drawing.tips("skipped")).hasSize(1);
        assertThat(drawing.tips("mark blocked"))
                .filteredOn(tip -> tip.startsWith("host"))
                .hasSize(1);
    }

    @Test
    void legendSaysNothingOfWhatIsNotTestedWhereAllIs() {
        assertThat(draw(exchange(BLOCKED, BLOCKED)).text()).doesNotContain("not tested");
    }

    /** Without second NICs that are unused: in words that is the same situation as with both. */
    private static List<Cell> everySituation() {
        List<Cell> cells = new ArrayList<>();
        for (Situation.Second second : EnumSet.complementOf(EnumSet.of(Situation.Second.UNUSED))) {
            for (Situation.Hairpin hairpin : Situation.Hairpin.values()) {
                for (Situation.Uplink uplink : Situation.Uplink.values()) {
                    for (Situation.Firewall firewall : Situation.Firewall.values()) {
                        cells.add(CellsForTests.cell(
                                new Situation(CellsForTests.PLAIN.wiring(), hairpin, uplink, firewall, second),
                                CellsForTests.HOST_TO_GUEST,
                                Neighbours.ASKED,
                                REACHABLE,
                                REACHABLE));
                    }
                }
            }
        }
        return cells;
    }

    private static double width(String svg) {
        Element root = Drawing.of(svg).root();
        return Double.parseDouble(root.getAttribute("viewBox").split(" ")[2]);
    }

    private static String shape(PathVerdict... verdicts) {
        Svg svg = new Svg();
        Mark.of(List.of(verdicts)).draw(svg, 10, 10, 5, "");
        return Drawing.of(svg.document(20, 20, 20, "", "")).shapes("mark");
    }

    private static Drawing draw(Cell... cells) {
        return Drawing.of(MatrixPicture.svg(MACVTAP, List.of(cells), List.of()));
    }

    private static Cell exchange(PathVerdict expected, PathVerdict seen) {
        return CellsForTests.cell(CellsForTests.HOST_TO_GUEST, expected, seen);
    }

    private static Cell protocol(Protocol protocol, Neighbours neighbours) {
        return CellsForTests.cell(
                CellsForTests.PLAIN, CellsForTests.path(protocol, IpFamily.V4), neighbours, BLOCKED, BLOCKED);
    }
}
