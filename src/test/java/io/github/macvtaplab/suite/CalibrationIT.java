package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.claims.Contest;
import io.github.macvtaplab.claims.Estimate;
import io.github.macvtaplab.claims.PerformanceJudge;
import io.github.macvtaplab.claims.PerformanceJudge.Judging;
import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.CalibrationTest;
import io.github.macvtaplab.junit.NeedsPart;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.report.FiguresTable;
import io.github.macvtaplab.workload.Entrant;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.Level;
import io.github.macvtaplab.workload.Profile;
import io.github.macvtaplab.workload.RacePlan;
import io.github.macvtaplab.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests the rule that judges figures against equals and a known difference, and the measurement at its edges. */
@CalibrationTest
@NeedsPart(LabPart.PEER)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CalibrationIT {
    private static final Wiring MACVTAP = Wiring.macvtap(MacvtapMode.BRIDGE);
    private static final int RACES = 20;
    /** Races between equals of which so many or more are judged come about by chance in 2 of 100 cases, were the rule right. */
    private static final int TOO_MANY = 4;

    private static Level level(String name, List<String> profiles, List<Integer> connections, int seconds, int rounds) {
        return new Level(
                name,
                Workloads.load().profiles().stream()
                        .filter(profile -> profiles.contains(profile.name()))
                        .toList(),
                connections,
                List.of(Place.GUEST_TO_PEER),
                List.of(1),
                Duration.ofSeconds(seconds),
                rounds,
                rounds);
    }

    @Test
    @Order(1)
    void knownDifferenceIsFound(Bench bench) {
        Entrant free = Entrant.of(MACVTAP);
        Entrant limited = new Entrant("limited to 80 %", MACVTAP);
        Figures figures = bench.race(
                new RacePlan(List.of(free, limited), level("a/b", List.of("str-writex30k"), List.of(10), 2, 6), 1),
                entrant -> {
                    Topology topology = bench.wireForTraffic(MACVTAP);
                    limit(bench, topology, entrant.equals(limited) ? 80 : 100);
                    return topology;
                });
        Estimate rate = new Contest(figures, limited.name()).rate();
        var judgement = new PerformanceJudge(figures).judge(ClaimId.THROUGHPUT, Judging.FORCED);
        bench.attach("figures", FiguresTable.render(figures));
        bench.say("a/b", "truth 1.25, found " + PerformanceJudge.ratio(rate) + ": " + judgement.verdict());

        assertThat(1.25).isBetween(Math.exp(rate.low()), Math.exp(rate.high()));
        assertThat(judgement.verdict()).isEqualTo(ClaimVerdict.HOLDS);
    }

    /** Let the guest send so many Mbit/s. */
    private static void limit(Bench bench, Topology topology, int rate) {
        String device = topology.attached().get(0).device();
        var result = bench.shell()
                .run(
                        topology.node(End.HOST),
                        "tc qdisc replace dev %s root tbf rate %dmbit burst 64kb latency 50ms".formatted(device, rate),
                        Duration.ofSeconds(10));
        assertThat(result.exitStatus()).as(result.stderr()).isZero();
    }

    @Test
    @Order(2)
    void equalsAreSeldomJudged(Bench bench) {
        Map<ClaimId, Integer> judged = new EnumMap<>(ClaimId.class);
        bench.wireForTraffic(Wiring.linuxBridge()); // whatever was set at the macvtap before is gone with it
        for (int race = 0; race < RACES; race++) {
            RacePlan plan = new RacePlan(
                    List.of(Entrant.of(MACVTAP), new Entrant("twin", MACVTAP)),
                    level("a/a", List.of("rr1c-200x1000"), List.of(1, 10), 1, 5),
                    race + 1);
            Figures figures = bench.race(plan, entrant -> bench.wireForTraffic(MACVTAP));
            List<String> verdicts = new ArrayList<>();
            for (ClaimId claim : ClaimId.values()) {
                if (claim.performance()) {
                    var judgement = new PerformanceJudge(figures).judge(claim, Judging.FORCED);
                    boolean truth = claim == ClaimId.TRANSACTIONS_10_50 && judgement.verdict() == ClaimVerdict.REFUTED;
                    if (judgement.verdict() != ClaimVerdict.INCONCLUSIVE && !truth) {
                        judged.merge(claim, 1, Integer::sum);
                    }
                    verdicts.add(claim.id() + " " + judgement.verdict() + " (" + judgement.reason() + ")");
                }
            }
            bench.attach(
                    "race %d".formatted(race + 1), FiguresTable.render(figures) + "\n" + String.join("\n", verdicts));
            bench.say("a/a", "race %2d: %s".formatted(race + 1, String.join("; ", verdicts)));
        }
        bench.say("a/a", "of %d races between equals judged, by claim: %s".formatted(RACES, judged));

        assertThat(judged.values()).allMatch(count -> count < TOO_MANY);
    }

    /** The usual levels of a run in the embedded lab have one pair at one place. */
    @Test
    @Order(3)
    void everyPlaceAndNumberOfPairsThatTheLabHasIsMeasured(Bench bench) {
        List<Profile> profiles =
                Workloads.load().profiles().stream().filter(Profile::everywhere).toList();
        Level level = new Level(
                "places",
                profiles,
                List.of(1, 10),
                List.of(Place.GUEST_TO_PEER, Place.GUEST_TO_GUEST),
                List.of(1, 2),
                Duration.ofSeconds(1),
                1,
                1);
        List<Wiring> wirings = List.of(MACVTAP, Wiring.linuxBridge(), Wiring.openVswitch());
        RacePlan plan = new RacePlan(wirings.stream().map(Entrant::of).toList(), level, 1);

        Figures figures = bench.race(plan, entrant -> bench.wireForTraffic(entrant.wiring()));
        bench.attach("figures", FiguresTable.render(figures));
        bench.say("places", "%d samples; %s".formatted(figures.samples().size(), figures.remarks()));

        assertThat(figures.samples())
                .extracting(sample -> sample.kind().load().place().label() + " x "
                        + sample.kind().load().pairs())
                .containsOnly("guest-to-peer x 1", "guest-to-peer x 2", "guest-to-guest x 1");
        assertThat(figures.samples()).hasSize(3 * wirings.size() * profiles.size() * 2);
        assertThat(figures.remarks()).contains("skipped guest-to-guest with 2 pairs: the lab has too few guests");
    }

    /** The client is a guest here, for the peer's clock may be other people's. */
    @Test
    @Order(8)
    void sampleInWhichAClockIsSetIsTakenAgainOverAWiringPutInPlaceAnew(Bench bench) {
        RacePlan plan = new RacePlan(
                List.of(Entrant.of(MACVTAP), new Entrant("twin", MACVTAP)),
                level("clock", List.of("str-readx30k"), List.of(1, 10), 3, 1).at(List.of(Place.GUEST_TO_GUEST)),
                1);
        Topology topology = bench.wireForTraffic(MACVTAP);
        List<Sample> taken = new ArrayList<>();

        Figures figures = bench.raceAsInARun(plan, sample -> {
            taken.add(sample);
            if (taken.size() == 1) {
                bench.shell()
                        .run(
                                topology.node(End.GUEST2),
                                "(sleep 1.5; date -s '+1 hour') >/dev/null 2>&1 &",
                                Duration.ofSeconds(10));
            }
        });
        bench.say("clock", String.join("; ", figures.remarks()));

        assertThat(figures.remarks())
                .filteredOn(remark -> remark.contains("taken again after the wiring was put in place anew"))
                .singleElement()
                .asString()
                .contains("g2", "a clock that nobody sets during a run")
                .containsPattern("moved by (3599|3600)\\.");
        assertThat(taken).hasSize(4).isEqualTo(figures.samples());
    }

    /** The last, for it takes a guest away. */
    @Test
    @Order(9)
    void guestThatDiesInTheMiddleOfASampleIsNamedAndTheSamplesBeforeItAreKept(Bench bench) {
        RacePlan plan = new RacePlan(
                List.of(Entrant.of(MACVTAP), new Entrant("twin", MACVTAP)),
                level("death", List.of("str-readx30k"), List.of(1, 10), 3, 1),
                1);
        Topology topology = bench.wireForTraffic(MACVTAP);
        List<Sample> kept = new ArrayList<>();

        assertThatThrownBy(() -> bench.race(plan, entrant -> topology, sample -> {
                    kept.add(sample);
                    bench.shell()
                            .run(
                                    topology.node(End.HOST),
                                    "(sleep 1.5; virsh -q --connect qemu:///system destroy %s) >/dev/null 2>&1 &"
                                            .formatted(topology.domain(End.GUEST)),
                                    Duration.ofSeconds(10));
                }))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("g1");
        assertThat(kept).hasSize(1);
    }
}
