package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.Contest;
import io.github.macvtaplab.claims.Estimate;
import io.github.macvtaplab.claims.PerformanceJudge;
import io.github.macvtaplab.claims.Regression;
import io.github.macvtaplab.claims.Regression.Course;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the front page that is about throughput and CPU cost. */
public final class PerformanceSection {
    private final HtmlPage page = new HtmlPage();
    private final Figures figures;
    private final Map<Kind, Course> courses;
    private final List<Regression> regressions;

    /**
     * Make one.
     *
     * @param courses the rates beside those of earlier runs; empty without a history
     * @param regressions those that are worse
     */
    public PerformanceSection(Figures figures, Map<Kind, Course> courses, List<Regression> regressions) {
        this.figures = figures;
        this.courses = new LinkedHashMap<>(courses);
        this.regressions = List.copyOf(regressions);
    }

    String html() {
        page.add(
                "<h2 id=\"performance\">Throughput and CPU cost</h2>\n<p>Level %s: %s samples in %s rounds, each attested by"
                        + " the counters of the devices under test. %s</p>\n",
                figures.plan().level().name(),
                figures.samples().size(),
                figures.samples().stream().map(Sample::round).distinct().count(),
                figures.whyNotJudged().isEmpty() ? "" : "This is an " + figures.whyNotJudged() + ".");
        if (!figures.remarks().isEmpty()) {
            page.add("<ul>\n");
            figures.remarks().forEach(reason -> page.add("<li>%s</li>\n", reason));
            page.add("</ul>\n");
        }
        regressions.forEach(regression ->
                page.add("<p class=\"banner wrong\"><b>slower than before:</b> %s</p>\n", regression.describe()));
        figures.rivals().stream()
                // A race that ended early may have none.
                .filter(rival -> !new Contest(figures, rival).rates().isEmpty())
                .forEach(rival -> {
                    ratios(rival);
                    page.picture(ForestPlot.svg(figures, rival));
                });
        figures.curves().forEach(loads -> {
            page.picture(LoadCurve.svg(figures, loads));
            page.picture(CpuBars.svg(figures, loads));
        });
        course();
        trends();
        page.add(
                "<p><a href=\"%s\">Every sample</a>, and <a href=\"%s\">as a table</a>.</p>\n",
                SampleFiles.JSON_FILE, SampleFiles.CSV_FILE);
        return page.toString();
    }

    private void ratios(String rival) {
        Contest contest = new Contest(figures, rival);
        Map<LoadLevel, Estimate> costs = contest.costs();
        page.add(
                "<h3>%s against %s</h3>\n<div class=\"picture\"><table>\n<tr><th>Load</th><th>Rate: ratio (95 %% interval)</th>"
                        + "<th>CPU cost: ratio (95 %% interval)</th></tr>\n",
                figures.champion(), rival);
        contest.rates()
                .forEach((load, rate) -> page.add(
                        "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                        load,
                        PerformanceJudge.ratio(rate),
                        costs.containsKey(load) ? PerformanceJudge.ratio(costs.get(load)) : "nothing measurable"));
        page.add(
                "<tr><th>all together</th><td>%s</td><td>%s</td></tr>\n</table></div>\n",
                PerformanceJudge.ratio(contest.rate()), PerformanceJudge.ratio(contest.cost()));
    }

    /** The sample with the most connections of the champion's, as an example. */
    private void course() {
        figures.samples().stream()
                .filter(sample -> sample.kind().entrant().equals(figures.champion()))
                .max(Comparator.comparing(sample -> sample.kind().load().connections()))
                .ifPresent(sample -> {
                    page.add("<h3>One sample over time</h3>\n");
                    page.picture(RunCourse.svg(sample));
                });
    }

    private void trends() {
        if (courses.values().stream().anyMatch(course -> !course.before().isEmpty())) {
            page.add("<details>\n<summary>Trend over the runs of this lab</summary>\n");
            figures.loads().forEach(load -> page.picture(Trend.svg(load, courses)));
            page.add("</details>\n");
        }
    }
}
