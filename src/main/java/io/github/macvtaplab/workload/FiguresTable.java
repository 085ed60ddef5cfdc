package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Sample;
import java.util.List;
import java.util.Locale;

/** Render figures as text for the console and the report. */
public final class FiguresTable {
    private static final String MARK = "emulated, not judged";

    private FiguresTable() {}

    /** Render the measurements, MacVTap's ratio to each rival, the rise from the lowest load to each other, and conditions. */
    public static String render(Figures figures) {
        StringBuilder text = new StringBuilder();
        text.append(figures.whyNotJudged()).append("\n\n");
        measurements(text, figures);
        comparisons(text, figures);
        rises(text, figures);
        conditions(text, figures);
        return text.toString();
    }

    private static void measurements(StringBuilder text, Figures figures) {
        row(
                text,
                "%-14s %4s  %-16s %2s %10s %10s %10s %-15s %9s %s",
                "profile",
                "conn",
                "wiring",
                "n",
                "median",
                "min",
                "max",
                "",
                "CPU cost",
                "");
        for (Measurement cell : figures.measurements()) {
            row(
                    text,
                    "%-14s %4d  %-16s %2d %10s %10s %10s %-15s %9s %s",
                    cell.profile(),
                    cell.connections(),
                    cell.wiring(),
                    cell.n(),
                    figure(cell.median()),
                    figure(cell.min()),
                    figure(cell.max()),
                    cell.unit(),
                    figure(cell.cpuMedian()),
                    cell.cpuUnit());
        }
    }

    private static void comparisons(StringBuilder text, Figures figures) {
        text.append("\nratio of the medians; rate above 1: MacVTap does more; CPU cost below 1: MacVTap spends less\n");
        row(text, "%-14s %4s  %-33s %5s %6s %9s  %s", "profile", "conn", "", "n", "rate", "CPU cost", "");
        for (Comparison pair : figures.comparisons()) {
            Measurement macvtap = pair.macvtap();
            row(
                    text,
                    "%-14s %4d  %-33s %5s %6.2f %9.2f  %s",
                    macvtap.profile(),
                    macvtap.connections(),
                    macvtap.wiring() + " : " + pair.rival().wiring(),
                    macvtap.n() + ":" + pair.rival().n(),
                    pair.rateRatio(),
                    pair.cpuRatio(),
                    mark(figures));
        }
    }

    private static void rises(StringBuilder text, Figures figures) {
        List<Integer> loads = figures.samples().stream()
                .map(Sample::connections)
                .distinct()
                .sorted()
                .toList();
        if (loads.size() < 2) {
            return;
        }
        int least = loads.get(0);
        text.append("\nrate at more connections divided by the rate at %d\n".formatted(least));
        for (Measurement cell : figures.measurements()) {
            if (cell.connections() > least) {
                figures.measurement(cell.wiring(), cell.profile(), least)
                        .ifPresent(low -> row(
                                text,
                                "%-14s %4d  %-33s %5s %6.2f %9s  %s",
                                cell.profile(),
                                cell.connections(),
                                cell.wiring(),
                                low.n() + ":" + cell.n(),
                                cell.median() / low.median(),
                                "",
                                mark(figures)));
            }
        }
    }

    private static void conditions(StringBuilder text, Figures figures) {
        text.append("\nCPU cost: of ").append(figures.ground().cpuScope()).append('\n');
        figures.offloads().forEach((wiring, offloads) -> row(text, "%-16s %s", wiring, offloads));
        if (!figures.sameOffloads()) {
            text.append("The offloads differ: the ratios show them as much as the wirings.\n");
        }
        text.append("\nsamples\n");
        for (Sample sample : figures.samples()) {
            row(
                    text,
                    "%-16s %-14s %4d #%d  %10s %s in %.2f s; %s",
                    sample.wiring(),
                    sample.profile(),
                    sample.connections(),
                    sample.index() + 1,
                    figure(sample.value()),
                    sample.unit(),
                    sample.window().toMillis() / 1000.0,
                    sample.conditions());
        }
    }

    private static String mark(Figures figures) {
        return figures.ground() == Ground.EMULATED ? MARK : "not judged";
    }

    /** Format a figure with three digits or more that count. */
    static String figure(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.3f", value);
    }

    private static void row(StringBuilder text, String format, Object... cells) {
        text.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
    }
}
