package io.github.macvtaplab.report;

import io.github.macvtaplab.model.PathVerdict;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The four marks of the matrix. They differ in shape and lightness, so that they can be told apart in grey. */
enum Mark {
    /** All reachable: a light green disc. */
    REACHABLE("reachable"),
    /** All blocked: a dark square with a white bar. */
    BLOCKED("blocked"),
    /** Some reachable, some blocked: half a disc and half a square. */
    MIXED("some reachable, some blocked"),
    /** At least one undecided: a question mark in a diamond. */
    UNDECIDED("undecided");

    private static final String OPEN_FILL = "fill=\"#37b26c\" stroke=\"#14532d\" stroke-width=\"1\"";
    private static final String SHUT_FILL = "fill=\"#333a45\"";

    private final String words;

    Mark(String words) {
        this.words = words;
    }

    /**
     * Choose the mark for some verdicts.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Mark of(Collection<PathVerdict> verdicts) {
        if (verdicts.isEmpty()) {
            throw new IllegalArgumentException("a mark needs at least one verdict");
        }
        Set<PathVerdict> kinds = EnumSet.copyOf(verdicts);
        if (kinds.contains(PathVerdict.INCONCLUSIVE)) {
            return UNDECIDED;
        }
        if (kinds.size() > 1) {
            return MIXED;
        }
        return kinds.contains(PathVerdict.REACHABLE) ? REACHABLE : BLOCKED;
    }

    /** The mark in words. */
    String words() {
        return words;
    }

    /**
     * Draw it.
     *
     * @param x its middle
     * @param y its middle
     * @param r half its width
     * @param tip the text that shows where the pointer rests on it; empty for none
     */
    void draw(Svg svg, double x, double y, double r, String tip) {
        svg.open("mark " + name().toLowerCase(Locale.ROOT), tip);
        switch (this) {
            case REACHABLE -> svg.circle(x, y, r, OPEN_FILL);
            case BLOCKED -> shut(svg, x - r, y, 2 * r, r);
            case MIXED -> {
                svg.leftHalfDisc(x, y, r, OPEN_FILL);
                shut(svg, x, y, r, r);
            }
            case UNDECIDED -> {
                double d = r * 1.2;
                svg.polygon(
                        "fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"".formatted(Svg.UNDECIDED, Svg.INK),
                        x,
                        y - d,
                        x + d,
                        y,
                        x,
                        y + d,
                        x - d,
                        y);
                svg.text(x, y + r * 0.6, r * 1.7, "text-anchor=\"middle\" font-weight=\"bold\"", "?");
            }
        }
        svg.close();
    }

    private static void shut(Svg svg, double left, double y, double width, double r) {
        svg.rect(left, y - r, width, 2 * r, SHUT_FILL);
        svg.rect(left + width * 0.15, y - r * 0.2, width * 0.7, r * 0.4, "fill=\"#ffffff\"");
    }
}
