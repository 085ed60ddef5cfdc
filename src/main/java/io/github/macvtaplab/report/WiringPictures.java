package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.CellCount;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.connectivity.SkippedPath;
import io.github.macvtaplab.report.MatrixPicture.Detail;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Show the matrix of each wiring: a line of numbers with a link, and the picture. */
final class WiringPictures {
    /** Most characters of all pictures together; they get simpler where they would take more. */
    private static final int MOST = 2_150_000;

    private final HtmlPage page;

    WiringPictures(HtmlPage page) {
        this.page = page;
    }

    /** Show them, in the order in which they were tested; those of which nothing was, last. */
    void show(MatrixResult result) {
        Set<String> wirings = new LinkedHashSet<>();
        result.cells().forEach(cell -> wirings.add(FrontPage.wiring(cell)));
        result.skipped().forEach(skipped -> wirings.add(wiring(skipped)));
        page.add("""
                <h2 id="wirings">Wirings</h2>
                <div class="picture"><table>
                <tr><th>Wiring</th><th>Cells</th><th>As expected</th><th>Wrong</th><th>Inconclusive</th><th>Paths not tested</th></tr>
                """);
        wirings.forEach(wiring -> line(wiring, cells(result, wiring), skipped(result, wiring)));
        page.add("</table></div>\n");
        pictures(wirings, result)
                .forEach((wiring, picture) -> page.add(
                        "<div class=\"picture\" id=\"%s\">\n%s</div>\n",
                        FrontPage.anchor(wiring), HtmlPage.raw(picture)));
    }

    /** The pictures by wiring: all simple ones, and from the first on those with as much detail as there is room for. */
    private static Map<String, String> pictures(Set<String> wirings, MatrixResult result) {
        Map<String, String> drawn = new LinkedHashMap<>();
        wirings.forEach(wiring -> drawn.put(wiring, draw(wiring, result, Detail.COUNTS)));
        int room = MOST - drawn.values().stream().mapToInt(String::length).sum();
        for (Map.Entry<String, String> entry : drawn.entrySet()) {
            for (Detail detail : List.of(Detail.FULL, Detail.SHORT)) {
                String better = draw(entry.getKey(), result, detail);
                int more = better.length() - entry.getValue().length();
                if (more <= room) {
                    room -= more;
                    entry.setValue(better);
                    break;
                }
            }
        }
        return drawn;
    }

    private static String draw(String wiring, MatrixResult result, Detail detail) {
        return MatrixPicture.svg(wiring, cells(result, wiring), skipped(result, wiring), detail);
    }

    private void line(String wiring, List<Cell> cells, List<SkippedPath> skipped) {
        CellCount count = CellCount.of(cells);
        page.add(
                """
                <tr><td><a href="#%s">%s</a></td><td>%s</td><td>%s</td><td%s>%s</td><td%s>%s</td><td>%s</td></tr>
                """,
                FrontPage.anchor(wiring),
                wiring,
                count.all(),
                count.asExpected(),
                HtmlPage.raw(count.wrong() > 0 ? " class=\"refuted\"" : ""),
                count.wrong(),
                HtmlPage.raw(count.undecided() > 0 ? " class=\"inconclusive\"" : ""),
                count.undecided(),
                skipped.size());
    }

    private static List<Cell> cells(MatrixResult result, String wiring) {
        return result.cells().stream()
                .filter(cell -> FrontPage.wiring(cell).equals(wiring))
                .toList();
    }

    private static List<SkippedPath> skipped(MatrixResult result, String wiring) {
        return result.skipped().stream()
                .filter(skipped -> wiring(skipped).equals(wiring))
                .toList();
    }

    private static String wiring(SkippedPath skipped) {
        return skipped.situation().wiring().label();
    }
}
