package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.report.MatrixPicture.Detail;
import io.github.macvtaplab.report.cause.WrappedText;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draw a box of the matrix: all cells of one directed path in one situation, a mark for each group of them; under the marks,
 * where a group is not as expected, what was expected and what was seen.
 */
final class MatrixBox {
    /** Height of the line of marks. */
    static final double LINE = 30;

    private static final double WRONG_LINE = 18;
    private static final double SIGN = 19;
    private static final double SIGN_TEXT = 10.5;
    private static final double BIG = 8.5;
    /** So many cells of a group are told of with the reason where the pointer rests; of which no more than so many characters. */
    private static final int TOLD = 6;

    private static final int TOLD_SHORT = 1;
    private static final int REASON = 200;
    private static final double SMALL = 6;

    /** The groups of cells, in the order in which a box shows them. */
    enum Group {
        /** Exchanges with neighbour resolution. */
        EXCHANGE("E", "exchange: ICMP, TCP, UDP", 0.2),
        /** Neighbour resolution alone. */
        NEIGHBOUR("N", "neighbour resolution alone: ARP, ND", 0.47),
        /** One datagram to many. */
        CAST("B", "broadcast and multicast", 0.67),
        /** Exchanges without neighbour resolution. */
        GIVEN("G", "exchange with neighbours given, no ARP or ND needed", 0.87);

        private final String letter;
        private final String words;
        private final double place;

        Group(String letter, String words, double place) {
            this.letter = letter;
            this.words = words;
            this.place = place;
        }

        /** Its letter in the picture. */
        String letter() {
            return letter;
        }

        /** Says what it holds. */
        String words() {
            return words;
        }

        /** Where in the box its mark is, as a part of the box's width. */
        double place() {
            return place;
        }

        /** The group that a cell belongs to. */
        static Group of(Cell cell) {
            Protocol protocol = cell.path().protocol();
            if (cell.neighbours() == Neighbours.GIVEN) {
                return GIVEN;
            }
            if (protocol.oneWay()) {
                return CAST;
            }
            return protocol.exchange() ? EXCHANGE : NEIGHBOUR;
        }
    }

    private final String title;
    private final Detail detail;
    private final int size;
    private final Map<Group, List<Cell>> groups;
    private final long contradicted;
    private final long undecided;

    /**
     * Take the cells.
     *
     * @param title path and situation in words
     * @param cells at least one
     * @param detail how much to say of them
     */
    MatrixBox(String title, List<Cell> cells, Detail detail) {
        this.title = title;
        this.detail = detail;
        size = cells.size();
        groups = cells.stream()
                .collect(Collectors.groupingBy(Group::of, () -> new EnumMap<>(Group.class), Collectors.toList()));
        contradicted = cells.stream().filter(Cell::contradicted).count();
        undecided = cells.stream()
                .filter(cell -> !cell.asExpected() && !cell.contradicted())
                .count();
    }

    /** The height that it needs. */
    double height() {
        long lines = groups.values().stream().filter(this::compares).count();
        double signs = (contradicted > 0 ? SIGN : 0) + (undecided > 0 ? SIGN : 0);
        return LINE + lines * WRONG_LINE + signs + (signs > 0 ? 4 : 0);
    }

    /** Draw it. */
    void draw(Svg svg, double x, double y, double width) {
        double height = height();
        if (contradicted > 0) {
            svg.rect(x + 2, y + 2, width - 4, height - 4, border("#fdecef", Svg.WRONG, ""));
        } else if (undecided > 0) {
            svg.rect(x + 2, y + 2, width - 4, height - 4, border("#fff8e1", Svg.INK, "stroke-dasharray=\"6 3\""));
        }
        groups.forEach((group, cells) -> Mark.of(seen(cells))
                .draw(
                        svg,
                        x + width * group.place(),
                        y + LINE / 2,
                        group == Group.EXCHANGE ? BIG : SMALL,
                        tip(group, cells)));
        double top = y + LINE;
        for (Map.Entry<Group, List<Cell>> entry : groups.entrySet()) {
            List<Cell> unexpected = unexpected(entry.getValue());
            if (compares(entry.getValue())) {
                expectedAndSeen(
                        svg,
                        x + 8,
                        top + WRONG_LINE / 2,
                        entry.getKey(),
                        unexpected,
                        entry.getValue().size());
                top += WRONG_LINE;
            }
        }
        if (contradicted > 0) {
            sign(svg, x, top, width, "%d of %d wrong".formatted(contradicted, size), Svg.WRONG, "#ffffff");
            top += SIGN;
        }
        if (undecided > 0) {
            String text = "%d of %d undecided".formatted(undecided, size);
            boolean fits = Svg.width(text, SIGN_TEXT) < width - 10;
            sign(svg, x, top, width, fits ? text : "? " + undecided + " of " + size, Svg.UNDECIDED, Svg.INK);
        }
    }

    /** Letter of the group, mark of what was expected, arrow, mark of what was seen, how many. */
    private static void expectedAndSeen(Svg svg, double x, double y, Group group, List<Cell> unexpected, int size) {
        svg.open("expected-seen", "");
        svg.text(x - 1.5, y + 4, 11, "font-weight=\"bold\"", group.letter());
        Mark.of(unexpected.stream().map(cell -> cell.expected().verdict()).toList())
                .draw(svg, x + 16.5, y, SMALL, "expected");
        arrow(svg, x + 24, y);
        Mark.of(seen(unexpected)).draw(svg, x + 43, y, SMALL, "seen");
        svg.text(x + 53, y + 4, 10.5, "", unexpected.size() + "/" + size);
        svg.close();
    }

    /** Draw a short arrow to the right. */
    static void arrow(Svg svg, double x, double y) {
        svg.line(x, y, x + 5, y, "stroke=\"%s\" stroke-width=\"1.5\"".formatted(Svg.INK));
        svg.polygon("fill=\"%s\"".formatted(Svg.INK), x + 9, y, x + 4, y - 3.5, x + 4, y + 3.5);
    }

    private static void sign(Svg svg, double x, double y, double width, String text, String background, String colour) {
        svg.rect(x + 4, y + 2, width - 8, SIGN - 3, "fill=\"%s\"".formatted(background));
        svg.text(
                x + width / 2,
                y + SIGN - 5.5,
                SIGN_TEXT,
                "text-anchor=\"middle\" font-weight=\"bold\" fill=\"%s\"".formatted(colour),
                text);
    }

    private static String border(String fill, String stroke, String more) {
        return "fill=\"%s\" stroke=\"%s\" stroke-width=\"3.5\" %s".formatted(fill, stroke, more);
    }

    /** Whether a group has a line that says what was expected and what was seen. */
    private boolean compares(List<Cell> cells) {
        return detail != Detail.COUNTS && !unexpected(cells).isEmpty();
    }

    private String tip(Group group, List<Cell> cells) {
        if (detail == Detail.COUNTS) {
            return "";
        }
        List<Cell> unexpected = unexpected(cells);
        String counts = unexpected.isEmpty()
                ? "all %d as expected".formatted(cells.size())
                : "%d of %d not as expected".formatted(unexpected.size(), cells.size());
        int told = detail == Detail.FULL ? TOLD : TOLD_SHORT;
        String wrong = unexpected.stream()
                .limit(told)
                .map(cell -> "%nIP%s %s: expected %s, seen %s: %s"
                        .formatted(
                                cell.path().family().name().toLowerCase(Locale.ROOT),
                                cell.path().protocol().label(),
                                cell.expected().verdict(),
                                cell.seen().verdict(),
                                WrappedText.cut(cell.seen().reason(), REASON)))
                .collect(Collectors.joining());
        if (unexpected.size() > told) {
            wrong += "%nand %d more".formatted(unexpected.size() - told);
        }
        String why = cells.stream()
                .map(cell -> "%nbecause (%s) %s"
                        .formatted(cell.expected().rule(), cell.expected().why()))
                .distinct()
                .collect(Collectors.joining());
        return "%s%n%s%nexpected %s; seen %s; %s"
                        .formatted(
                                title,
                                group.words(),
                                counted(cells.stream()
                                        .map(cell -> cell.expected().verdict())
                                        .toList()),
                                counted(seen(cells)),
                                counts)
                + wrong
                + (detail == Detail.FULL ? why : "");
    }

    private static String counted(Collection<PathVerdict> verdicts) {
        return Arrays.stream(PathVerdict.values())
                .filter(verdicts::contains)
                .map(verdict -> verdicts.stream().filter(verdict::equals).count() + " " + verdict)
                .collect(Collectors.joining(", "));
    }

    private static List<PathVerdict> seen(List<Cell> cells) {
        return cells.stream().map(cell -> cell.seen().verdict()).toList();
    }

    private static List<Cell> unexpected(List<Cell> cells) {
        return cells.stream().filter(cell -> !cell.asExpected()).toList();
    }
}
