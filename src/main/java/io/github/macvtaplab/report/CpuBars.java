package io.github.macvtaplab.report;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.Measurement;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draw what CPU time a profile's work costs on the KVM host, a bar for each wiring and load, split into its components. */
final class CpuBars {
    private CpuBars() {}

    /** Draw the loads of one profile, place and number of pairs. */
    static String svg(Figures figures, List<LoadLevel> loads) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        String unit = "";
        int bars = 0;
        for (Measurement cell : figures.measurements()) {
            if (loads.contains(cell.kind().load())) {
                String bar = "%d conn, %s"
                        .formatted(cell.kind().load().connections(), cell.kind().entrant());
                for (CpuComponent component : CpuComponent.values()) {
                    // What is less than the idle floor is nothing.
                    data.addValue(Math.max(0, cell.cpu().getOrDefault(component, 0.0)), component.label(), bar);
                }
                unit = cell.cpuUnit();
                bars++;
            }
        }
        StackedBarRenderer renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(true);
        for (int i = 0; i < CpuComponent.values().length; i++) {
            renderer.setSeriesPaint(i, Chart.colour(i));
            renderer.setSeriesOutlinePaint(i, Color.BLACK);
            renderer.setSeriesOutlineStroke(i, new BasicStroke(0.6f));
        }
        CategoryAxis kinds = new CategoryAxis();
        kinds.setMaximumCategoryLabelWidthRatio(0.5f); // else long names are cut
        CategoryPlot plot = new CategoryPlot(data, kinds, new NumberAxis(unit), renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(org.jfree.chart.axis.AxisLocation.BOTTOM_OR_LEFT);
        JFreeChart chart = new JFreeChart("CPU cost of " + loads.get(0).curve(), plot);
        return Chart.svg(chart, "medians, the idle floor taken off", 640, 120 + 22 * bars);
    }
}
