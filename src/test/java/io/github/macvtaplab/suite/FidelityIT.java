package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.claims.Estimate;
import io.github.macvtaplab.claims.PerformanceJudge;
import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.CalibrationTest;
import io.github.macvtaplab.junit.NeedsPart;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.workload.Entrant;
import io.github.macvtaplab.workload.Level;
import io.github.macvtaplab.workload.RacePlan;
import io.github.macvtaplab.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.Median;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the suite's figures against those of the tools as a person would run them, in pairs within the same minute. */
@CalibrationTest
@NeedsPart(LabPart.PEER)
class FidelityIT {
    private static final Wiring MACVTAP = Wiring.macvtap(MacvtapMode.BRIDGE);
    private static final int PAIRS = 10;
    private static final double CLOSE = 0.02;
    private static final int SECONDS = 3;

    /**
     * The way is made the narrowest place, by a token bucket on what the guest sends: an emulated guest's own speed changes by more
     * from second to second than the suite may differ from the tool. What the suite counts and divides by is all that can differ then.
     */
    @ParameterizedTest
    @EnumSource
    void figureOnANarrowWayIsThatOfTheToolRunByHand(ToolByHand tool, Bench bench) {
        Topology topology = bench.wireForTraffic(MACVTAP);
        tool.require(bench, topology);
        String device = topology.attached().get(0).device();
        onHost(bench, topology, "tc qdisc replace dev %s root tbf %s latency 50ms".formatted(device, tool.narrow()));
        try {
            double[] ratios = ratios(tool, "narrow way", bench, topology);
            assertThat(onHost(bench, topology, "tc qdisc show dev " + device)).contains("tbf");

            assertThat(median(ratios)).isCloseTo(1, within(CLOSE));
        } finally {
            onHost(bench, topology, "tc qdisc del dev %s root".formatted(device));
        }
    }

    /** As fast as it goes, where measuring could take away from what is measured. */
    @ParameterizedTest
    @EnumSource
    void figureIsThatOfTheToolRunByHand(ToolByHand tool, Bench bench) {
        Topology topology = bench.wireForTraffic(MACVTAP);
        tool.require(bench, topology);

        double[] ratios = ratios(tool, "free way", bench, topology);
        if (bench.layout().emulated()) {
            // Ten pairs tell no 2 % there: what they must not do is to show that it is more.
            Estimate ratio = estimate(ratios);
            bench.say("fidelity", tool + " free way, mean ratio " + PerformanceJudge.ratio(ratio));
            assertThat(ratio.low()).isLessThan(Math.log1p(CLOSE));
            assertThat(ratio.high()).isGreaterThan(Math.log1p(-CLOSE));
        } else {
            assertThat(median(ratios)).isCloseTo(1, within(CLOSE));
        }
    }

    /** Of the logarithm of the ratio of the suite's figure to the one by hand. */
    private static Estimate estimate(double... ratios) {
        return Estimate.of(Arrays.stream(ratios).map(Math::log).toArray());
    }

    private static double median(double... ratios) {
        return Median.withDefaults().evaluate(ratios);
    }

    private static double[] ratios(ToolByHand tool, String way, Bench bench, Topology topology) {
        double[] ratios = new double[PAIRS];
        List<String> lines = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            // Now the one first, now the other: what warms up or tires meanwhile favours neither.
            double first = pair % 2 == 0 ? bySuite(bench, tool) : byHand(bench, tool, topology);
            double second = pair % 2 == 0 ? byHand(bench, tool, topology) : bySuite(bench, tool);
            double suite = pair % 2 == 0 ? first : second;
            double hand = pair % 2 == 0 ? second : first;
            ratios[pair] = suite / hand;
            String line = String.format(
                    Locale.ROOT, "%2d  suite %.4g  by hand %.4g  ratio %.3f", pair + 1, suite, hand, suite / hand);
            lines.add(line);
            bench.say("fidelity", tool + " " + way + " " + line);
        }
        bench.attach("pairs", tool.command() + "\n" + String.join("\n", lines));
        bench.say(
                "fidelity",
                String.format(Locale.ROOT, "%s %s, median ratio %.3f of %d pairs", tool, way, median(ratios), PAIRS));
        return ratios;
    }

    private static double bySuite(Bench bench, ToolByHand tool) {
        Level level = new Level(
                        "one sample",
                        Workloads.load().profiles().stream()
                                .filter(profile -> profile.name().equals(tool.profile()))
                                .toList(),
                        List.of(tool.connections()),
                        List.of(Place.GUEST_TO_PEER),
                        List.of(1),
                        Duration.ofSeconds(SECONDS),
                        1,
                        1)
                .by(List.of(tool.workload()));
        // Two entrants are the least that make a race; here the other is nobody.
        RacePlan plan = new RacePlan(List.of(Entrant.of(MACVTAP), new Entrant("unused", MACVTAP)), level, 1);
        return bench.sample(plan, Entrant.of(MACVTAP)).samples().get(0).value();
    }

    private static double byHand(Bench bench, ToolByHand tool, Topology topology) {
        var result = bench.shell().run(topology.node(End.PEER), tool.script(topology), Duration.ofSeconds(30));
        assertThat(result.exitStatus()).as(result.stderr()).isZero();
        return Double.parseDouble(result.text());
    }

    private static String onHost(Bench bench, Topology topology, String command) {
        var result = bench.shell().run(topology.node(End.HOST), command, Duration.ofSeconds(10));
        assertThat(result.exitStatus()).as(result.stderr()).isZero();
        return result.stdout();
    }
}
