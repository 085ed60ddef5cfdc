package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Show pictures of where frames were seen, as many as there is room for on the page. */
final class TracePictures {
    /** Most characters of all pictures together. */
    private static final int MOST = 1_000_000;
    /** Of which so many at most for cells that are not as expected, so that the others are shown too. */
    private static final int MOST_UNEXPECTED = 500_000;
    /** Most lines for traces without a picture. */
    private static final int MOST_LINES = 200;

    private final HtmlPage page;
    private final List<HopTrace> traces;
    private int used;

    TracePictures(HtmlPage page, List<HopTrace> traces) {
        this.page = page;
        this.traces = traces;
    }

    /** The traces of some cells. */
    List<HopTrace> of(List<Cell> cells) {
        return traces.stream()
                .filter(trace -> cells.stream().anyMatch(trace::isOf))
                .toList();
    }

    /** Show the picture of a cell that is not as expected, if there is room. */
    void show(HopTrace trace) {
        show(trace, MOST_UNEXPECTED);
    }

    private boolean show(HopTrace trace, int most) {
        if (used >= most) {
            return false;
        }
        String picture = HopPicture.svg(trace);
        if (used + picture.length() > most) {
            return false;
        }
        used += picture.length();
        page.picture(picture);
        return true;
    }

    /** Show the traces of cells that are as expected, each with its picture while there is room, then in words. */
    void showOthers(List<Cell> cells) {
        Set<Object> asExpected = new HashSet<>();
        cells.stream().filter(Cell::asExpected).forEach(cell -> asExpected.add(key(cell)));
        List<HopTrace> others =
                traces.stream().filter(trace -> asExpected.contains(key(trace))).toList();
        if (others.isEmpty()) {
            return;
        }
        page.add("<h2 id=\"traces\">Where the frames were seen</h2>\n");
        others.stream().limit(MOST_LINES).forEach(trace -> {
            page.add(
                    "<details>\n<summary>%s %s</summary>\n<p>%s</p>\n",
                    trace.title(), HtmlPage.verdict(trace.verdict(), ""), trace.sentence());
            if (!show(trace, MOST)) {
                page.add("<p>The picture is in the Allure report.</p>\n");
            }
            page.add("</details>\n");
        });
        if (others.size() > MOST_LINES) {
            page.add("<p>And %s more, in the Allure report.</p>\n", others.size() - MOST_LINES);
        }
    }

    private static Object key(Cell cell) {
        return List.of(cell.situation(), cell.path(), cell.neighbours());
    }

    private static Object key(HopTrace trace) {
        return List.of(trace.situation(), trace.path(), trace.neighbours());
    }
}
