package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.CellCount;
import io.github.macvtaplab.connectivity.SkippedPath;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.report.cause.WrappedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draw the reachability matrix of one wiring: a column for each situation, a row for each directed path, and in each box what
 * was seen; where that is not what was expected, both.
 */
public final class MatrixPicture {
    private static final double MOST = 1400;
    private static final double MARGIN = 14;
    private static final double LEFT = 132;
    private static final double NARROWEST = 83;
    private static final double WIDEST = 112;
    private static final double LEGEND_NEEDS = 930;
    private static final double BAND = 22;
    private static final int NAMED = 40;
    private static final int NAMED_LENGTH = 300;

    private static final Comparator<Situation> COLUMNS = Comparator.comparing(MatrixPicture::special)
            .thenComparing(Situation::second)
            .thenComparing(Situation::hairpin)
            .thenComparing(Situation::uplink)
            .thenComparing(Situation::firewall);

    private static final Comparator<Row> ROWS = Comparator.comparing(Row::subnet)
            .thenComparing(row -> first(row.from, row.to))
            .thenComparing(row -> first(row.from, row.to) == row.from ? row.to : row.from)
            .thenComparing(Row::from);

    /** How much a picture says of each box; the less, the fewer bytes it takes. */
    enum Detail {
        /** All: what was expected and seen, with the reasons where the pointer rests. */
        FULL,
        /** Fewer reasons, each cut. */
        SHORT,
        /** No text where the pointer rests; of what is not as expected only the number. */
        COUNTS
    }

    private record Row(SubnetName subnet, End from, End to) {
        static Row of(Path path) {
            return new Row(path.subnet(), path.from(), path.to());
        }

        boolean samePair(Row other) {
            return subnet == other.subnet && from == other.to && to == other.from;
        }

        String words() {
            return lower(from) + " \u2192 " + lower(to);
        }
    }

    private record Place(Row row, Situation column) {
        String words() {
            return "%s, %s subnet%n%s".formatted(row.words(), lower(row.subnet), column);
        }
    }

    private final String wiring;
    private final List<Cell> cells;
    private final CellCount count;
    private final List<Situation> columns;
    private final List<Row> rows;
    private final MatrixHeader header;
    private final Map<Place, MatrixBox> boxes = new HashMap<>();
    private final Map<Place, SkippedBox> skippedBoxes = new HashMap<>();
    private final double columnWidth;
    private final double tableWidth;
    private final double width;
    private final Svg svg = new Svg();

    private MatrixPicture(String wiring, List<Cell> cells, List<SkippedPath> skipped, Detail detail) {
        this.wiring = wiring;
        this.cells = cells;
        this.count = CellCount.of(cells);
        columns = Stream.concat(
                        cells.stream().map(Cell::situation), skipped.stream().map(SkippedPath::situation))
                .distinct()
                .sorted(COLUMNS)
                .toList();
        rows = Stream.concat(cells.stream().map(Cell::path), skipped.stream().map(SkippedPath::path))
                .map(Row::of)
                .distinct()
                .sorted(ROWS)
                .toList();
        Map<Place, List<Cell>> byPlace = new HashMap<>();
        cells.forEach(cell -> byPlace.computeIfAbsent(
                        new Place(Row.of(cell.path()), cell.situation()), place -> new ArrayList<>())
                .add(cell));
        byPlace.forEach((place, list) -> boxes.put(place, new MatrixBox(place.words(), list, detail)));
        skipped.stream()
                .collect(Collectors.groupingBy(path -> new Place(Row.of(path.path()), path.situation())))
                .forEach((place, list) -> skippedBoxes.put(place, new SkippedBox(place.words(), list)));
        double room = (MOST - LEFT - 2 * MARGIN) / Math.max(1, columns.size());
        columnWidth = Math.min(WIDEST, Math.max(NARROWEST, room));
        tableWidth = LEFT + columns.size() * columnWidth;
        header = new MatrixHeader(columns, MARGIN, LEFT, columnWidth);
        width = Math.max(LEGEND_NEEDS, tableWidth + 2 * MARGIN);
    }

    /**
     * Draw the matrix of one wiring.
     *
     * @param wiringLabel its label, the heading
     * @param cells its cells; those of other wirings are the caller's to leave out
     * @param skipped its paths that were not tried
     * @return an SVG document, at most 1400 units wide, that can stand alone or inside HTML
     */
    public static String svg(String wiringLabel, List<Cell> cells, List<SkippedPath> skipped) {
        return svg(wiringLabel, cells, skipped, Detail.FULL);
    }

    /** Draw the same, and say more or less of each box. */
    static String svg(String wiringLabel, List<Cell> cells, List<SkippedPath> skipped, Detail detail) {
        return new MatrixPicture(wiringLabel, List.copyOf(cells), skipped, detail).draw();
    }

    private String draw() {
        svg.text(MARGIN, 32, 20, "font-weight=\"bold\" fill=\"%s\"".formatted(Svg.INK), wiring);
        svg.text(
                MARGIN,
                53,
                13.5,
                "fill=\"%s\" font-weight=\"%s\""
                        .formatted(
                                count.wrong() > 0 ? Svg.WRONG : Svg.INK,
                                count.asExpected() < count.all() ? "bold" : "normal"),
                count.toString());
        double y = legend(66);
        double top = y + 12;
        y = header.draw(svg, top);
        double tableTop = y;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (i == 0 || rows.get(i - 1).subnet() != row.subnet()) {
                svg.rect(MARGIN, y, tableWidth, BAND, "fill=\"#dde3ea\"");
                svg.text(MARGIN + 6, y + 15, 12, "font-weight=\"bold\"", lower(row.subnet()) + " subnet");
                y += BAND;
            }
            y += row(row, y, i > 0 && rows.get(i - 1).samePair(row));
        }
        separators(top, tableTop, y);
        return svg.document(
                width, y + MARGIN, MOST, "Reachability matrix of %s: %s".formatted(wiring, count), description());
    }

    private double legend(double top) {
        String ink = "fill=\"%s\"".formatted(Svg.INK);
        double x = MARGIN;
        double y = top + 12;
        for (Mark mark : Mark.values()) {
            mark.draw(svg, x + 8, y, 7.5, "");
            svg.text(x + 22, y + 4, 12, ink, mark.words());
            x += 22 + Svg.width(mark.words(), 12) + 16;
        }
        svg.rect(x, y - 9, 26, 18, "fill=\"#fdecef\" stroke=\"%s\" stroke-width=\"3.5\"".formatted(Svg.WRONG));
        MatrixBox.arrow(svg, x + 8.5, y);
        svg.text(x + 34, y + 4, 12, ink, "not as expected: expected \u2192 seen, how many of how many");
        y += 22;
        x = MARGIN;
        for (MatrixBox.Group group : MatrixBox.Group.values()) {
            svg.text(x, y + 4, 12, "font-weight=\"bold\"", group.letter());
            svg.text(x + 14, y + 4, 12, ink, group.words());
            x += 14 + Svg.width(group.words(), 12) + 14;
        }
        if (!skippedBoxes.isEmpty()) {
            y += 22;
            SkippedBox.sample(svg, MARGIN, y - 9, 72, 18);
            svg.text(MARGIN + 80, y + 4, 12, ink, "some or all of it, as the lab lacks what it takes");
        }
        return y + 10;
    }

    private double row(Row row, double y, boolean sameGroup) {
        double height = columns.stream()
                .map(column -> boxes.get(new Place(row, column)))
                .mapToDouble(box -> box == null ? MatrixBox.LINE : box.height())
                .max()
                .orElse(MatrixBox.LINE);
        svg.line(
                MARGIN,
                y,
                MARGIN + tableWidth,
                y,
                "stroke=\"%s\" stroke-width=\"1\"".formatted(sameGroup ? "#e6e9ed" : "#aeb6c0"));
        svg.text(MARGIN + 6, y + MatrixBox.LINE / 2 + 5, 13, "fill=\"%s\"".formatted(Svg.INK), row.words());
        for (int i = 0; i < columns.size(); i++) {
            Place place = new Place(row, columns.get(i));
            MatrixBox box = boxes.get(place);
            SkippedBox skipped = skippedBoxes.get(place);
            if (skipped != null && box != null) {
                skipped.drawGround(svg, left(i), y, columnWidth, height);
            }
            if (skipped != null && box == null) {
                skipped.drawAlone(svg, left(i), y, columnWidth);
            } else if (box == null) {
                svg.text(
                        left(i) + columnWidth / 2,
                        y + MatrixBox.LINE / 2 + 4,
                        12,
                        "text-anchor=\"middle\" fill=\"#b4bac2\"",
                        "\u2013");
            } else {
                box.draw(svg, left(i), y, columnWidth);
            }
        }
        return height;
    }

    /** Upright lines: thick, and up into the header, where situations differ in more than uplink and firewall. */
    private void separators(double top, double tableTop, double bottom) {
        for (int i = 1; i < columns.size(); i++) {
            boolean thick = header.apart(i);
            double from = top + header.down(i);
            svg.line(
                    left(i),
                    thick ? from : tableTop,
                    left(i),
                    bottom,
                    thick ? "stroke=\"#6b7480\" stroke-width=\"2\"" : "stroke=\"#d5dae0\" stroke-width=\"1\"");
        }
        svg.rect(MARGIN, tableTop, tableWidth, bottom - tableTop, "fill=\"none\" stroke=\"#6b7480\"");
    }

    private double left(int column) {
        return MARGIN + LEFT + column * columnWidth;
    }

    private String description() {
        StringBuilder text =
                new StringBuilder("A table of %d directed paths in %d situations. A mark shows what was seen. %s."
                        .formatted(rows.size(), columns.size(), count));
        List<Cell> unexpected =
                cells.stream().filter(cell -> !cell.asExpected()).toList();
        unexpected.stream()
                .limit(NAMED)
                .forEach(cell -> text.append(
                        " In %s: %s.".formatted(cell.situation(), WrappedText.cut(cell.describe(), NAMED_LENGTH))));
        if (unexpected.size() > NAMED) {
            text.append(" And %d more.".formatted(unexpected.size() - NAMED));
        }
        return text.toString();
    }

    private static boolean special(Situation situation) {
        return situation.second().irregular();
    }

    private static End first(End one, End other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
