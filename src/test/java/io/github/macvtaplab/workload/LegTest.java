package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Checks what a leg does about samples that are refused. Its nodes answer every ping, and its visits take no traffic. */
class LegTest {
    private static final Entrant MACVTAP = Entrant.of(LanesForTests.WIRING);

    /** What was done, in its order. */
    private final List<String> done = new ArrayList<>();
    /** Why the next samples are refused; empty for one that is not. */
    private final Queue<String> refusals = new ArrayDeque<>();

    private final List<Sample> finished = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private String mtuOfG3 = "1500";
    private String mtuOfG3Anew = "1500";

    private final Track track = new Track() {
        @Override
        public Topology wire(Entrant entrant) {
            done.add("wire");
            return LanesForTests.lab();
        }

        @Override
        public Topology wireAnew(Entrant entrant) {
            done.add("wire anew");
            mtuOfG3 = mtuOfG3Anew;
            return LanesForTests.lab();
        }

        @Override
        public Optional<Topology> wireOther(Entrant entrant) {
            done.add("wire other");
            return Optional.of(LanesForTests.other());
        }
    };

    /** Takes samples that are worth nothing, and refuses them when told to. */
    private final class Refusing implements Visit {
        private final Lane lane;

        Refusing(Lane lane) {
            this.lane = lane;
            done.add("open");
        }

        @Override
        public void warmUp(Profile profile, int connections) {
            done.add("warm up " + profile.name());
        }

        @Override
        public Sample sample(Profile profile, int connections, int round, Duration length) {
            done.add("sample " + connections);
            String why = refusals.isEmpty() ? "" : refusals.remove();
            if (!why.isEmpty()) {
                throw WorkloadException.on(lane.near().host(), "bytes", why);
            }
            return SamplesForTests.sample(
                    MACVTAP.name(), SamplesForTests.load(profile.name(), connections), round, 1, 1);
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    private CommandResult run(Node node, String script, Duration deadline) {
        String mtu = node.name().equals("g3") ? mtuOfG3 : "1500";
        return new CommandResult(node.name(), script, 0, "mtu: " + mtu + "\nqueues: 1\n", "", Duration.ZERO);
    }

    private List<Sample> run(Place place, String profile, Integer... connections) {
        Level level = new Level(
                        "a level",
                        Workloads.load().profiles().stream()
                                .filter(known -> known.name().equals(profile))
                                .toList(),
                        List.of(connections),
                        List.of(place),
                        List.of(1),
                        Duration.ofSeconds(1),
                        1,
                        1)
                // Of all tools it has the smallest limit.
                .by(profile.equals("rr1c-1x1") ? List.of(Tool.NETPERF) : List.of());
        RacePlan plan = new RacePlan(List.of(MACVTAP, Entrant.of(Wiring.linuxBridge())), level, 7);
        Visit.Door door = (entrant, lane, profiles, environment) -> new Refusing(lane);
        return new Leg(this::run, door, track, plan, MACVTAP, 0, place, 1)
                .run(new Leg.Listener(finished::add, refused::add, skipped::add));
    }

    private List<Integer> connections(List<Sample> samples) {
        return samples.stream()
                .map(sample -> sample.kind().load().connections())
                .toList();
    }

    @Test
    void samplesAreTakenInOneVisit() {
        List<Sample> samples = run(Place.GUEST_TO_PEER, "rr1c-200x1000", 1, 10);

        assertThat(done).containsExactly("wire", "open", "warm up rr1c-200x1000", "sample 1", "sample 10", "close");
        assertThat(connections(samples)).containsExactly(1, 10);
        assertThat(finished).isEqualTo(samples);
        assertThat(refused).isEmpty();
    }

    @Test
    void refusedSampleIsTakenAgainAfterTheWiringIsPutInPlaceAnew() {
        refusals.addAll(List.of("", "a stalled NIC"));
        List<Sample> samples = run(Place.GUEST_TO_PEER, "rr1c-200x1000", 1, 10, 50);

        assertThat(done)
                .containsExactly(
                        "wire",
                        "open",
                        "warm up rr1c-200x1000",
                        "sample 1",
                        "sample 10",
                        "close", //
                        "wire anew",
                        "open",
                        "warm up rr1c-200x1000",
                        "sample 10",
                        "sample 50",
                        "close");
        assertThat(connections(samples)).containsExactly(1, 10, 50);
        assertThat(refused)
                .containsExactly(
                        "round 1, macvtap-bridge, rr1c-200x1000 with 10 connections, taken again after the wiring was put in place anew: kvm1: expected bytes, saw a stalled NIC.");
    }

    @Test
    void eachSampleHasTwoTriesOfItsOwn() {
        refusals.addAll(List.of("one", "", "two", ""));

        assertThat(connections(run(Place.GUEST_TO_PEER, "rr1c-200x1000", 1, 10)))
                .containsExactly(1, 10);
        assertThat(refused).hasSize(2);
        assertThat(done).filteredOn("wire anew"::equals).hasSize(2);
    }

    @Test
    void sampleThatIsRefusedTwiceEndsTheLegAndItsServers() {
        refusals.addAll(List.of("", "one", "two"));

        assertThatThrownBy(() -> run(Place.GUEST_TO_PEER, "rr1c-200x1000", 1, 10, 50))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("saw two");
        assertThat(connections(finished)).containsExactly(1);
        assertThat(done)
                .endsWith("wire anew", "open", "warm up rr1c-200x1000", "sample 10", "close")
                .filteredOn("close"::equals)
                .hasSize(2);
    }

    @Test
    void acrossHostsBothAreWiredAnew() {
        refusals.add("a stalled NIC");
        run(Place.ACROSS_HOSTS, "rr1c-200x1000", 1);

        assertThat(done)
                .containsExactly(
                        "wire",
                        "wire other",
                        "open",
                        "warm up rr1c-200x1000",
                        "sample 1",
                        "close", //
                        "wire anew",
                        "wire other",
                        "open",
                        "warm up rr1c-200x1000",
                        "sample 1",
                        "close");
    }

    @Test
    void nothingIsRunBetweenHostsWhoseNicsDiffer() {
        mtuOfG3 = "1400";

        assertThat(run(Place.ACROSS_HOSTS, "rr1c-200x1000", 1)).isEmpty();
        assertThat(done).containsExactly("wire", "wire other");
        assertThat(refused)
                .containsExactly(
                        "guest-to-guest-across-hosts with 1 pairs is left out: expected the guests' NICs of both KVM hosts to be equal; kvm1 has MTU 1500, queues 1, offloads none, kvm2 has MTU 1400, queues 1, offloads none");
    }

    @Test
    void restIsLeftOutWhereNicsDifferOnceTheyArePluggedAnew() {
        refusals.addAll(List.of("", "a stalled NIC"));
        mtuOfG3Anew = "1400";
        List<Sample> samples = run(Place.ACROSS_HOSTS, "rr1c-200x1000", 1, 10, 50);

        assertThat(connections(samples)).containsExactly(1);
        assertThat(finished).isEqualTo(samples);
        assertThat(done).endsWith("sample 10", "close", "wire anew", "wire other");
        assertThat(refused)
                .hasSize(2)
                .last()
                .asString()
                .startsWith(
                        "the rest of round 1, macvtap-bridge, guest-to-guest-across-hosts with 1 pairs is left out: expected the guests' NICs of both KVM hosts");
    }

    @Test
    void loadThatTheToolCannotMakeIsSkipped() {
        run(Place.GUEST_TO_PEER, "rr1c-1x1", 1, 250);

        assertThat(done).contains("sample 1").doesNotContain("sample 250");
        assertThat(skipped)
                .singleElement()
                .asString()
                .startsWith("skipped rr1c-1x1 with 250 connections: netperf makes");
    }
}
