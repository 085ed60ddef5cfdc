package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Attested;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.model.Sample.Moment;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes samples and races that nobody has run. */
public final class SamplesForTests {
    /** MacVTap, and two rivals. */
    public static final RacePlan PLAN = RacePlan.of(Workloads.load().level("smoke"), 7);

    /** MacVTap against itself. */
    public static final RacePlan TWINS = new RacePlan(
            List.of(
                    Entrant.of(Wiring.macvtap(MacvtapMode.BRIDGE)),
                    new Entrant("twin", Wiring.macvtap(MacvtapMode.BRIDGE))),
            Workloads.load().level("smoke"),
            7);

    private SamplesForTests() {}

    /** A load of one pair between guest and peer. */
    public static LoadLevel load(String profile, int connections) {
        return load(profile, profile.startsWith("str") ? "iperf3" : "wrk", connections);
    }

    /** A load of one pair between guest and peer that a tool has made. */
    public static LoadLevel load(String profile, String tool, int connections) {
        return new LoadLevel(profile, tool, Place.GUEST_TO_PEER, 1, connections);
    }

    /** A sample with a rate and a CPU cost, half of it the guest's. */
    public static Sample sample(String entrant, LoadLevel load, int round, double rate, double cost) {
        boolean stream = load.profile().startsWith("str");
        return new Sample(
                new Kind(entrant, entrant, load),
                round,
                Instant.parse("2026-01-02T03:04:05Z").plusSeconds(round),
                Duration.ofMillis(2500),
                rate,
                stream ? "Gbit/s" : "transactions/s",
                Map.of(CpuComponent.GUEST_VCPU, cost / 2, CpuComponent.REST, cost / 2),
                stream ? "CPU s/Gbit" : "CPU s/1000 transactions",
                List.of(new Attested("g1 eth1", 1000, 1010)),
                List.of(
                        new Moment(0.2, 0.5, Map.of(CpuComponent.GUEST_VCPU, 0.7)),
                        new Moment(0.4, 0.6, Map.of(CpuComponent.GUEST_VCPU, 0.8))),
                Map.of("tool", "a tool", "kernel", "6.1"));
    }

    /** Figures of a real lab with equal equipment everywhere. */
    public static Figures figures(RacePlan plan, List<Sample> samples) {
        return new Figures(Ground.REAL, plan, samples, Map.of(), List.of());
    }
}
