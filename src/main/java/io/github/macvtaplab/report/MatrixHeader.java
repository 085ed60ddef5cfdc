package io.github.macvtaplab.report;

import io.github.macvtaplab.model.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Draw the head of a matrix: a line for each thing that situations differ in, equal neighbours joined. */
final class MatrixHeader {
    private static final double HEAD = 24;
    private static final double TALL_HEAD = 36;
    private static final Set<Enum<?>> USUAL_SECOND = Set.of(Situation.Second.BOTH, Situation.Second.UNUSED);

    /** A line of the header: what it is called, what a situation has there, and the values that stand for nothing done. */
    private record Head(String name, Function<Situation, Enum<?>> value, Set<Enum<?>> usual, double height) {
        boolean plain(Situation situation) {
            return usual.contains(value.apply(situation));
        }
    }

    private final List<Situation> columns;
    private final double start;
    private final double columnWidth;
    private final List<Head> heads;

    MatrixHeader(List<Situation> columns, double margin, double names, double columnWidth) {
        this.columns = columns;
        this.start = margin + names;
        this.columnWidth = columnWidth;
        this.heads = heads();
    }

    /** Whether a column differs from the one before it in more than uplink and firewall. */
    boolean apart(int column) {
        return firstDifference(columns.get(column - 1), columns.get(column)) < heads.size() - 2;
    }

    /** How far below the top the line is in which a column first differs from the one before it. */
    double down(int column) {
        return heads.subList(0, firstDifference(columns.get(column - 1), columns.get(column))).stream()
                .mapToDouble(Head::height)
                .sum();
    }

    /** Draw it; returns where it ends. */
    double draw(Svg svg, double top) {
        double y = top;
        for (int level = 0; level < heads.size(); level++) {
            Head head = heads.get(level);
            svg.text(
                    start - 8,
                    y + head.height() / 2 + 4,
                    12,
                    "text-anchor=\"end\" fill=\"%s\"".formatted(Svg.FAINT),
                    head.name());
            int first = 0;
            for (int i = 1; i <= columns.size(); i++) {
                if (i == columns.size() || !sameUpTo(level, columns.get(first), columns.get(i))) {
                    headCell(svg, head, first, i, y);
                    first = i;
                }
            }
            y += head.height();
        }
        for (int i = 0; i < columns.size(); i++) {
            for (MatrixBox.Group group : MatrixBox.Group.values()) {
                svg.text(
                        left(i) + columnWidth * group.place(),
                        y + 13,
                        9.5,
                        "text-anchor=\"middle\" fill=\"%s\"".formatted(Svg.FAINT),
                        group.letter());
            }
        }
        return y + 18;
    }

    private void headCell(Svg svg, Head head, int first, int end, double y) {
        boolean plain = head.plain(columns.get(first));
        double cellWidth = (end - first) * columnWidth;
        svg.rect(
                left(first) + 1,
                y + 1,
                cellWidth - 2,
                head.height() - 2,
                "fill=\"%s\"".formatted(plain ? "#eef1f5" : "#c3ccd8"));
        List<String> lines =
                Svg.wrap(Situation.label(head.value().apply(columns.get(first))).replace('-', ' '), 12, cellWidth - 6);
        double base = y + head.height() / 2 + 4 - (lines.size() - 1) * 6.5;
        for (int i = 0; i < lines.size(); i++) {
            svg.text(
                    left(first) + cellWidth / 2,
                    base + i * 13,
                    12,
                    "text-anchor=\"middle\" fill=\"%s\" font-weight=\"%s\""
                            .formatted(Svg.INK, plain ? "normal" : "bold"),
                    lines.get(i));
        }
    }

    /** The line of the header in which two situations first differ. */
    private int firstDifference(Situation one, Situation other) {
        int level = 0;
        while (level < heads.size() - 1 && sameUpTo(level, one, other)) {
            level++;
        }
        return level;
    }

    private double left(int column) {
        return start + column * columnWidth;
    }

    private List<Head> heads() {
        List<Head> list = new ArrayList<>();
        if (columns.stream().map(Situation::second).distinct().count() > 1) {
            list.add(new Head("second NIC", Situation::second, USUAL_SECOND, TALL_HEAD));
        }
        list.add(new Head("hairpin", Situation::hairpin, Set.of(Situation.Hairpin.OFF), HEAD));
        list.add(new Head("uplink", Situation::uplink, Set.of(Situation.Uplink.UP), HEAD));
        list.add(new Head("host firewall", Situation::firewall, Set.of(Situation.Firewall.NONE), HEAD));
        return list;
    }

    private boolean sameUpTo(int level, Situation one, Situation other) {
        return heads.subList(0, level + 1).stream()
                .allMatch(head -> head.value().apply(one) == head.value().apply(other));
    }
}
