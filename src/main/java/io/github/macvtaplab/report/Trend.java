package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.Regression.Course;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.model.Sample.LoadLevel;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draw the medians of a load over the runs of a lab, a line for each wiring. */
final class Trend {
    private Trend() {}

    static String svg(LoadLevel load, Map<Kind, Course> courses) {
        XYSeriesCollection data = new XYSeriesCollection();
        String unit = "";
        for (Map.Entry<Kind, Course> course : courses.entrySet()) {
            if (course.getKey().load().equals(load)) {
                XYSeries series = new XYSeries(course.getKey().entrant());
                List<Double> rates = course.getValue().rates();
                for (int i = 0; i < rates.size(); i++) {
                    series.add(i + 1 - rates.size(), rates.get(i));
                }
                data.addSeries(series);
                unit = course.getValue().unit();
            }
        }
        NumberAxis runs = new NumberAxis("runs before this one");
        runs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        Chart.tellApart(renderer, data.getSeriesCount(), 0);
        JFreeChart chart = new JFreeChart(load.toString(), new XYPlot(data, runs, new NumberAxis(unit), renderer));
        return Chart.svg(chart, "median of each run of this lab with the same level and equipment", 560, 300);
    }
}
