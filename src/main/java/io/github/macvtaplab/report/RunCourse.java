package io.github.macvtaplab.report;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Moment;
import java.awt.BasicStroke;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draw one sample over time: what passed the device under test, and how many CPUs were busy with what. */
final class RunCourse {
    private RunCourse() {}

    static String svg(Sample sample) {
        XYSeriesCollection traffic = new XYSeriesCollection();
        XYSeries rate = new XYSeries("Gbit/s on the device under test");
        sample.series().forEach(moment -> rate.add(moment.seconds(), moment.gigabits()));
        traffic.addSeries(rate);
        XYSeriesCollection cpus = new XYSeriesCollection();
        for (CpuComponent component : CpuComponent.values()) {
            XYSeries busy = new XYSeries(component.label());
            for (Moment moment : sample.series()) {
                busy.add(moment.seconds(), moment.cpus().getOrDefault(component, 0.0));
            }
            if (busy.getMaxY() > 0.01) {
                cpus.addSeries(busy);
            }
        }
        XYPlot plot =
                new XYPlot(traffic, new NumberAxis("seconds from the start"), new NumberAxis("Gbit/s"), traffic());
        plot.setDataset(1, cpus);
        plot.setRangeAxis(1, new NumberAxis("CPUs busy"));
        plot.setRangeAxisLocation(1, AxisLocation.BOTTOM_OR_RIGHT);
        plot.mapDatasetToRangeAxis(1, 1);
        plot.setRenderer(1, cpus(cpus.getSeriesCount()));
        JFreeChart chart = new JFreeChart(
                "%s, %s, round %d"
                        .formatted(sample.kind().entrant(), sample.kind().load(), sample.round() + 1),
                plot);
        return Chart.svg(chart, "thick: traffic (left axis); thin: CPUs (right axis), idle floor included", 720, 330);
    }

    private static XYLineAndShapeRenderer traffic() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, Chart.colour(0));
        renderer.setSeriesStroke(0, new BasicStroke(3.2f));
        return renderer;
    }

    private static XYLineAndShapeRenderer cpus(int components) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        Chart.tellApart(renderer, components, 1);
        return renderer;
    }
}
