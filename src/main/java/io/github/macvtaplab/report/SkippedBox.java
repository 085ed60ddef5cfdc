package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.SkippedPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Draw what of a box of the matrix is not tested: a grey ground, with words on it where nothing of the box is tested. */
final class SkippedBox {
    /** What the picture calls it. */
    static final String WORDS = "not tested";

    private static final String GROUND = "fill=\"#e9ecf0\"";
    private static final double SIZE = 11;

    private final String title;
    private final List<SkippedPath> skipped;

    /**
     * Take the paths.
     *
     * @param title directed path and situation in words
     */
    SkippedBox(String title, List<SkippedPath> skipped) {
        this.title = title;
        this.skipped = List.copyOf(skipped);
    }

    /** Draw it under a box with marks. */
    void drawGround(Svg svg, double x, double y, double width, double height) {
        svg.open("skipped", tip());
        svg.rect(x + 1, y + 1, width - 2, height - 2, GROUND);
        svg.close();
    }

    /** Draw it where there is no other box. */
    void drawAlone(Svg svg, double x, double y, double width) {
        svg.open("skipped", tip());
        sample(svg, x + 1, y + 1, width - 2, MatrixBox.LINE - 2);
        svg.close();
    }

    /** Draw one without a meaning of its own, as for a legend. */
    static void sample(Svg svg, double x, double y, double width, double height) {
        svg.rect(x, y, width, height, GROUND);
        svg.text(
                x + width / 2,
                y + height / 2 + SIZE / 3,
                SIZE,
                "text-anchor=\"middle\" fill=\"%s\"".formatted(Svg.FAINT),
                WORDS);
    }

    private String tip() {
        Map<String, Long> reasons = skipped.stream()
                .collect(Collectors.groupingBy(SkippedPath::why, LinkedHashMap::new, Collectors.counting()));
        return title
                + reasons.entrySet().stream()
                        .map(reason -> "%n%d not tested: %s".formatted(reason.getValue(), reason.getKey()))
                        .collect(Collectors.joining());
    }
}
