package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Run the same workloads over several wirings, one wiring after the other. */
public final class Race {
    private final Shell shell;
    private final Ground ground;
    private final Function<Wiring, Lane> bench;
    private final Console console;

    /**
     * Make a race.
     *
     * @param bench puts a wiring in place and says where traffic runs over it
     * @param console told of each figure as it comes
     */
    public Race(Shell shell, Ground ground, Function<Wiring, Lane> bench, Console console) {
        this.shell = shell;
        this.ground = ground;
        this.bench = bench;
        this.console = console;
    }

    /**
     * Run a plan.
     *
     * @throws WorkloadException at the first run that yields no sample
     */
    public Figures run(RacePlan plan) {
        List<Sample> samples = new ArrayList<>();
        Map<String, String> offloads = new LinkedHashMap<>();
        for (Wiring wiring : plan.wirings()) {
            Workload workload = new Workload(shell, ground, bench.apply(wiring));
            offloads.put(wiring.label(), workload.offloads());
            for (Profile profile : plan.profiles()) {
                for (int connections : plan.connections()) {
                    samples.addAll(cell(workload, profile, connections, plan));
                }
            }
        }
        return new Figures(ground, samples, offloads);
    }

    private List<Sample> cell(Workload workload, Profile profile, int connections, RacePlan plan) {
        long start = System.nanoTime();
        List<Sample> samples = new ArrayList<>();
        for (int index = 0; index < plan.samples(); index++) {
            samples.add(workload.run(profile, connections, index, plan.length()));
        }
        Measurement measurement = Measurement.of(samples);
        console.line(
                "sample",
                String.format(
                        Locale.ROOT,
                        "%-14s %-13s %3d conn  %s %s",
                        measurement.wiring(),
                        measurement.profile(),
                        connections,
                        FiguresTable.figure(measurement.median()),
                        measurement.unit()),
                Duration.ofNanos(System.nanoTime() - start));
        return samples;
    }
}
