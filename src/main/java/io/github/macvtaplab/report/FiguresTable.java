package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.Contest;
import io.github.macvtaplab.claims.Estimate;
import io.github.macvtaplab.claims.PerformanceJudge;
import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.Measurement;
import java.util.Locale;
import java.util.Map;

/** Render figures as text for the console and the report. */
public final class FiguresTable {
    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    private FiguresTable(Figures figures) {
        this.figures = figures;
    }

    /** Render the measurements, MacVTap's ratio to each rival with its interval, the slopes, and the conditions. */
    public static String render(Figures figures) {
        return new FiguresTable(figures).render();
    }

    private String render() {
        if (!figures.whyNotJudged().isEmpty()) {
            text.append(figures.whyNotJudged()).append("\n\n");
        }
        measurements();
        ratios();
        conditions();
        return text.toString();
    }

    private void measurements() {
        row(
                "%-14s %-7s %-27s %5s %4s  %-16s %2s %10s %10s %10s %-15s %9s %s",
                "profile", "tool", "place", "pairs", "conn", "wiring", "n", "median", "min", "max", "", "CPU cost", "");
        for (Measurement cell : figures.measurements()) {
            LoadLevel load = cell.kind().load();
            row(
                    "%-14s %-7s %-27s %5d %4d  %-16s %2d %10s %10s %10s %-15s %9s %s",
                    load.profile(),
                    load.tool(),
                    load.place().label(),
                    load.pairs(),
                    load.connections(),
                    cell.kind().entrant(),
                    cell.n(),
                    figure(cell.median()),
                    figure(cell.min()),
                    figure(cell.max()),
                    cell.unit(),
                    figure(cell.cpuMedian()),
                    cell.cpuUnit());
        }
        text.append("\nCPU cost by component, medians\n");
        for (Measurement cell : figures.measurements()) {
            StringBuilder parts = new StringBuilder();
            for (CpuComponent component : CpuComponent.values()) {
                parts.append(String.format(
                        Locale.ROOT,
                        "%s %s  ",
                        component.label(),
                        figure(cell.cpu().getOrDefault(component, 0.0))));
            }
            row(
                    "%-14s %-7s %-27s %5d %4d  %-16s %s",
                    cell.kind().load().profile(),
                    cell.kind().load().tool(),
                    cell.kind().load().place().label(),
                    cell.kind().load().pairs(),
                    cell.kind().load().connections(),
                    cell.kind().entrant(),
                    parts);
        }
    }

    private void ratios() {
        for (String name : figures.rivals()) {
            Contest contest = new Contest(figures, name);
            text.append(
                    "\n%s : %s, ratio (95 %% interval, n rounds); rate above 1: the first does more; CPU cost below 1: it spends less\n"
                            .formatted(figures.champion(), name));
            row("%-60s %-30s %-30s", "", "rate", "CPU cost");
            Map<LoadLevel, Estimate> costs = contest.costs();
            contest.rates()
                    .forEach((load, rate) -> row(
                            "%-60s %-30s %-30s",
                            "%s %s %s %dx%d"
                                    .formatted(
                                            load.profile(),
                                            load.tool(),
                                            load.place().label(),
                                            load.pairs(),
                                            load.connections()),
                            PerformanceJudge.ratio(rate),
                            costs.containsKey(load) ? PerformanceJudge.ratio(costs.get(load)) : "nothing measurable"));
            row(
                    "%-60s %-30s %-30s",
                    "all together", PerformanceJudge.ratio(contest.rate()), PerformanceJudge.ratio(contest.cost()));
            Estimate slope = contest.slope();
            row(
                    "%-60s %+.3f (%+.3f to %+.3f, n = %d)",
                    "slope of log rate over log connections", slope.mean(), slope.low(), slope.high(), slope.n());
        }
    }

    private void conditions() {
        text.append("\nlevel %s, seed %d of the order of the wirings\n"
                .formatted(figures.plan().level().name(), figures.plan().seed()));
        figures.remarks().forEach(reason -> text.append(reason).append('\n'));
        figures.profiles().forEach((entrant, profile) -> row("%-16s %s", entrant, profile));
        if (!figures.fair()) {
            text.append("The equipment differs: the ratios show it as much as the wirings.\n");
        }
        text.append("\nsamples\n");
        for (Sample sample : figures.samples()) {
            LoadLevel load = sample.kind().load();
            row(
                    "%-16s %-14s %-7s %-27s %5d %4d #%d  %10s %s in %.2f s; %s; %s",
                    sample.kind().entrant(),
                    load.profile(),
                    load.tool(),
                    load.place().label(),
                    load.pairs(),
                    load.connections(),
                    sample.round() + 1,
                    figure(sample.value()),
                    sample.unit(),
                    sample.window().toMillis() / 1000.0,
                    sample.conditions().getOrDefault("tool", ""),
                    sample.attested().stream()
                            .map(path -> "%s counted %.1f %% of the tool's bytes"
                                    .formatted(path.device(), 100.0 * path.deviceBytes() / path.toolBytes()))
                            .toList());
        }
    }

    /** Format a figure with three digits or more that count. */
    static String figure(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f", value);
    }

    private void row(String format, Object... cells) {
        text.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
    }
}
