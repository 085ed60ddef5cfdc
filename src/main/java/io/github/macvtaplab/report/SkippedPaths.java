package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.connectivity.SkippedPath;
import io.github.macvtaplab.model.Situation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Show the paths of the matrix that are not tested, by what the lab lacks for them. */
final class SkippedPaths {
    private final HtmlPage page;

    SkippedPaths(HtmlPage page) {
        this.page = page;
    }

    /** Show them; nothing if there are none. */
    void show(List<SkippedPath> skipped) {
        if (skipped.isEmpty()) {
            return;
        }
        page.add("<section id=\"skipped\">\n<h2>What is not tested</h2>\n");
        by(skipped, SkippedPath::why).forEach((why, paths) -> {
            page.add("<details>\n<summary>%s: %s</summary>\n<ul>\n", paths(paths), why);
            by(paths, SkippedPath::situation).forEach((situation, here) -> situation(situation, here));
            page.add("</ul>\n</details>\n");
        });
        page.add("</section>\n");
    }

    private void situation(Situation situation, List<SkippedPath> paths) {
        page.add(
                "<li>%s: %s</li>\n",
                situation,
                by(paths, skipped -> Paths.way(skipped.path())).entrySet().stream()
                        .map(way -> "%d of %s".formatted(way.getValue().size(), way.getKey()))
                        .collect(Collectors.joining("; ")));
    }

    private static String paths(List<SkippedPath> paths) {
        return paths.size() == 1 ? "1 path" : paths.size() + " paths";
    }

    private static <K> Map<K, List<SkippedPath>> by(List<SkippedPath> paths, Function<SkippedPath, K> key) {
        return paths.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }
}
