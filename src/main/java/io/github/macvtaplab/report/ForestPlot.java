package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.Contest;
import io.github.macvtaplab.claims.Estimate;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Draw the ratios of the champion's rates to a rival's, a line for each load, with the band that the document speaks of. */
final class ForestPlot {
    private ForestPlot() {}

    static String svg(Figures figures, String rival) {
        Contest contest = new Contest(figures, rival);
        Map<LoadLevel, Estimate> rates = contest.rates();
        XYIntervalSeries series = new XYIntervalSeries("ratio");
        List<String> names = new ArrayList<>();
        // The first line is to be at the top.
        int line = rates.size();
        names.add("all together");
        add(series, 0, contest.rate());
        for (Map.Entry<LoadLevel, Estimate> rate : rates.entrySet()) {
            names.add(
                    1,
                    "%s, %d conn".formatted(rate.getKey().curve(), rate.getKey().connections()));
            add(series, line--, rate.getValue());
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(series);
        SymbolAxis loads = new SymbolAxis("", names.toArray(new String[0]));
        loads.setGridBandsVisible(false);
        // Room for the band's label above the first line.
        loads.setRange(-0.6, names.size() + 0.2);
        NumberAxis ratio = new NumberAxis("rate of %s / rate of %s".formatted(figures.champion(), rival));
        ratio.setAutoRangeIncludesZero(false);
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setSeriesPaint(0, Color.BLACK);
        renderer.setSeriesShape(0, Chart.mark(1));
        renderer.setErrorStroke(new BasicStroke(1.4f));
        XYPlot plot = new XYPlot(data, ratio, loads, renderer);
        IntervalMarker band = new IntervalMarker(1.1, 1.5, new Color(0xE8E8E8));
        band.setLabel("10 to 50 % better");
        band.setLabelAnchor(RectangleAnchor.TOP);
        band.setLabelTextAnchor(TextAnchor.TOP_CENTER);
        plot.addDomainMarker(band, Layer.BACKGROUND);
        plot.addDomainMarker(new ValueMarker(1, Color.BLACK, new BasicStroke(1)), Layer.BACKGROUND);
        double low = rates.values().stream()
                .mapToDouble(rate -> Math.exp(end(rate, rate.low())))
                .min()
                .orElse(1);
        double high = rates.values().stream()
                .mapToDouble(rate -> Math.exp(end(rate, rate.high())))
                .max()
                .orElse(1);
        ratio.setRange(Math.min(0.9, low * 0.97), Math.max(1.6, high * 1.03));
        JFreeChart chart = new JFreeChart("%s against %s".formatted(figures.champion(), rival), plot);
        chart.removeLegend();
        return Chart.svg(
                chart,
                "mean ratio of the same round and its 95 % interval; right of 1 the first does more"
                        + (figures.whyNotJudged().isEmpty() ? "" : "; " + figures.whyNotJudged()),
                780,
                130 + 22 * names.size());
    }

    private static void add(XYIntervalSeries series, int line, Estimate rate) {
        series.add(
                Math.exp(rate.mean()),
                Math.exp(end(rate, rate.low())),
                Math.exp(end(rate, rate.high())),
                line,
                line,
                line);
    }

    /** An interval that there is none of, for a single value, is the value. */
    private static double end(Estimate estimate, double end) {
        return Double.isNaN(end) ? estimate.mean() : end;
    }
}
