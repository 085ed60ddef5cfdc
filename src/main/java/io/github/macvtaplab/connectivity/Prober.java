package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Try many paths at once, from all ends. Neighbour caches are flushed first, since a FAILED entry makes an open path look blocked
 * and a learned one makes a blocked path look open.
 */
public final class Prober {
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private final Stations stations;
    private final Pace pace;
    private final Attester attester;
    private final SplittableRandom random = new SplittableRandom();
    private int batches;

    /** Says whether silent paths are tried again with both ends' MAC addresses given. */
    public enum WithGiven {
        /** They are. */
        YES,
        /** They are not. */
        NO
    }

    /** Make a prober that speaks with stations. */
    public Prober(Stations stations, Pace pace) {
        this.stations = stations;
        this.pace = pace;
        this.attester = new Attester(stations);
    }

    /**
     * Try paths; those of opposite directions one after the other.
     *
     * @throws LabException naming the node, if one cannot take part
     */
    public Round round(Topology topology, Collection<Path> paths, WithGiven withGiven) {
        Attestation attestation = attester.attest(topology);
        Map<Path, ProbeResult> asked = new LinkedHashMap<>();
        Map<Path, ProbeResult> given = new LinkedHashMap<>();
        List<Round.Phase> phases = new ArrayList<>();
        List<Path> forward = paths.stream().filter(Prober::forward).toList();
        List<Path> backward = paths.stream().filter(path -> !forward(path)).toList();
        for (List<Path> direction : List.of(forward, backward)) {
            if (!direction.isEmpty()) {
                phases.add(new PhaseRun(
                                stations,
                                pace,
                                topology,
                                attestation,
                                new Batch(topology, attestation, direction, tag()))
                        .run(withGiven, asked, given));
            }
        }
        return new Round(
                topology,
                attestation,
                asked,
                given,
                phases,
                Reflection.seen(topology, phases),
                uplinkStates(topology, attestation, phases));
    }

    /**
     * Wait until the devices of all ends are up, as they are soon after a link comes back. One that is not within some seconds
     * is left to the verdicts, which name it.
     */
    public void awaitUp(Topology topology) {
        try {
            Awaitility.await("the ends' devices are up")
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(SETTLING)
                    .until(() ->
                            attester.attest(topology).down().values().stream().allMatch(List::isEmpty));
        } catch (ConditionTimeoutException e) {
            // Said by the attestation of the round that follows.
        }
    }

    /** A random number of 32 bits whose rest counts on: TCP ports follow from that, and must not repeat in the next batches. */
    private long tag() {
        return random.nextLong(1, (1L << 32) / Batch.PORT_RANGES) * Batch.PORT_RANGES + batches++ % Batch.PORT_RANGES;
    }

    private static boolean forward(Path path) {
        return path.from().compareTo(path.to()) < 0;
    }

    /** The uplink's states at the beginning and after each batch. */
    private static List<LinkState> uplinkStates(Topology topology, Attestation attestation, List<Round.Phase> phases) {
        Stream<LinkState> before = Stream.ofNullable(
                        attestation.host().uplinks().get(topology.uplink()))
                .map(facts -> new LinkState(facts.up(), facts.carrier()));
        return Stream.concat(before, phases.stream().flatMap(phase -> phase.uplink().stream()))
                .toList();
    }
}
