package io.github.macvtaplab.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;

/** What all charts have in common: fonts, colours that differ in lightness too, so that they can be told apart in grey, and SVG. */
final class Chart {
    private static final Font TEXT = new Font("SansSerif", Font.PLAIN, 12);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final float LINE = 1.8f;

    /** From dark to light. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x1B2A49),
            new Color(0xC0392B),
            new Color(0x2E86C1),
            new Color(0xE59866),
            new Color(0x7DCEA0),
            new Color(0xD5D8DC));

    private static final List<float[]> DASHES = List.of(new float[] {}, new float[] {7, 4}, new float[] {2, 3});

    private static int drawn;

    static {
        // As text, not as outlines: smaller, and a reader's search finds it.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Chart() {}

    static Color colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    private static Stroke stroke(int index) {
        float[] dash = DASHES.get(index % DASHES.size());
        return dash.length == 0
                ? new BasicStroke(LINE)
                : new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    /** A mark for a series: disc, square, triangle. */
    static Shape mark(int index) {
        return switch (index % 3) {
            case 0 -> new Ellipse2D.Double(-4, -4, 8, 8);
            case 1 -> new Rectangle2D.Double(-3.5, -3.5, 7, 7);
            default -> triangle();
        };
    }

    private static Shape triangle() {
        Path2D path = new Path2D.Double();
        path.moveTo(0, -5);
        path.lineTo(5, 4);
        path.lineTo(-5, 4);
        path.closePath();
        return path;
    }

    /** Give a renderer's series colour, dash and mark of their own, as if so many series stood before them. */
    static void tellApart(XYLineAndShapeRenderer renderer, int series, int before) {
        for (int i = 0; i < series; i++) {
            renderer.setSeriesPaint(i, colour(i + before));
            renderer.setSeriesStroke(i, stroke(i));
            renderer.setSeriesShape(i, mark(i));
        }
    }

    /** Draw a chart, with a note below it, as an SVG element of so many pixels. */
    static String svg(JFreeChart chart, String note, int width, int height) {
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new org.jfree.chart.ui.RectangleInsets(6, 6, 6, 12));
        chart.getTitle().setFont(TEXT.deriveFont(Font.BOLD, 14f));
        if (chart.getLegend() != null) {
            chart.getLegend().setFrame(BlockBorder.NONE);
            chart.getLegend().setItemFont(TEXT);
        }
        if (!note.isEmpty()) {
            TextTitle below = new TextTitle(note, TEXT.deriveFont(11f));
            below.setPaint(Color.DARK_GRAY);
            below.setPosition(RectangleEdge.BOTTOM);
            chart.addSubtitle(below);
        }
        style(chart.getPlot());
        SVGGraphics2D canvas = new SVGGraphics2D(width, height);
        canvas.setRenderingHint(SVGHints.KEY_TEXT_RENDERING, "geometricPrecision");
        // Several drawings stand in one page, and their ids must not clash.
        canvas.setDefsKeyPrefix("chart" + next());
        chart.draw(canvas, new Rectangle2D.Double(0, 0, width, height));
        return canvas.getSVGElement(null, true, new org.jfree.svg.ViewBox(0, 0, width, height), null, null)
                .replaceFirst(
                        "<svg ",
                        "<svg role=\"img\" aria-label=\""
                                + Svg.escape(chart.getTitle().getText()) + "\" ");
    }

    private static synchronized int next() {
        return drawn++;
    }

    private static void style(Plot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(GRID);
        plot.setNoDataMessage("no figures");
        if (plot instanceof XYPlot xy) {
            xy.setDomainGridlinePaint(GRID);
            xy.setRangeGridlinePaint(GRID);
            for (int i = 0; i < xy.getRangeAxisCount(); i++) {
                xy.getRangeAxis(i).setLabelFont(TEXT);
                xy.getRangeAxis(i).setTickLabelFont(TEXT);
            }
            xy.getDomainAxis().setLabelFont(TEXT);
            xy.getDomainAxis().setTickLabelFont(TEXT);
        } else if (plot instanceof CategoryPlot category) {
            category.setRangeGridlinePaint(GRID);
            category.getRangeAxis().setLabelFont(TEXT);
            category.getRangeAxis().setTickLabelFont(TEXT);
            category.getDomainAxis().setLabelFont(TEXT);
            category.getDomainAxis().setTickLabelFont(TEXT);
        }
    }
}
