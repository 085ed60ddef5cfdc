package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.Estimate;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Entrant;
import io.github.macvtaplab.workload.Figures;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Draw a profile's rate over the number of connections, a line for each wiring, with the interval of each mean. */
final class LoadCurve {
    private LoadCurve() {}

    /** Draw the loads of one profile, place and number of pairs. */
    static String svg(Figures figures, List<LoadLevel> loads) {
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        String unit = "";
        int most = 0;
        for (Entrant entrant : figures.plan().entrants()) {
            YIntervalSeries series = new YIntervalSeries(entrant.name());
            for (LoadLevel load : loads) {
                List<Sample> samples = figures.samples(entrant.name(), load);
                if (!samples.isEmpty()) {
                    Estimate mean = Estimate.of(
                            samples.stream().mapToDouble(Sample::value).toArray());
                    boolean interval = mean.n() > 1;
                    series.add(
                            load.connections(),
                            mean.mean(),
                            interval ? mean.low() : mean.mean(),
                            interval ? mean.high() : mean.mean());
                    unit = samples.get(0).unit();
                    most = Math.max(most, mean.n());
                }
            }
            data.addSeries(series);
        }
        LogAxis connections = new LogAxis("connections of each pair");
        connections.setTickUnit(new NumberTickUnit(1)); // powers of ten
        connections.setNumberFormatOverride(new java.text.DecimalFormat("0"));
        connections.setRange(0.8, 320);
        NumberAxis rate = new NumberAxis(unit);
        rate.setAutoRangeIncludesZero(true);
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setDefaultLinesVisible(true);
        Chart.tellApart(renderer, data.getSeriesCount(), 0);
        JFreeChart chart = new JFreeChart(loads.get(0).curve(), new XYPlot(data, connections, rate, renderer));
        return Chart.svg(
                chart,
                "mean and its 95 % interval, up to " + most + " samples each"
                        + (figures.whyNotJudged().isEmpty() ? "" : "; " + figures.whyNotJudged()),
                560,
                340);
    }
}
