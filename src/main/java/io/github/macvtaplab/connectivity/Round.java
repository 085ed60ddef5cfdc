package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that one round of probes brought to light.
 *
 * @param topology where the ends were
 * @param attestation what the nodes said of their devices before it
 * @param asked result of each path whose ends asked for each other's MAC address
 * @param given result of each silent path that was tried again with the addresses given; empty if none was to be
 * @param phases the batches that it was made of
 * @param reflects whether the switch sent a frame back by the port that it came from; empty if that was not seen. That it does not is
 *     only known if a frame of the same kind came to somebody else
 * @param uplink the states of the uplink at the round's beginning and after each batch; empty if they are not known
 */
public record Round(
        Topology topology,
        Attestation attestation,
        Map<Path, ProbeResult> asked,
        Map<Path, ProbeResult> given,
        List<Phase> phases,
        Optional<Boolean> reflects,
        List<LinkState> uplink) {

    /** Makes one in which nobody looked at the uplink's state. */
    public Round(
            Topology topology,
            Attestation attestation,
            Map<Path, ProbeResult> asked,
            Map<Path, ProbeResult> given,
            List<Phase> phases,
            Optional<Boolean> reflects) {
        this(topology, attestation, asked, given, phases, reflects, List.of());
    }

    /**
     * One batch, with what all devices saw of it.
     *
     * @param tag the batch's number
     * @param numbers the number of each path in its frames' tags
     * @param sightings what was seen, of all nodes
     * @param clocks how many seconds each node's clock is ahead of ours, by node name
     * @param uplink the state of the uplink at its end; empty if it is not known
     */
    public record Phase(
            long tag,
            Map<Path, Integer> numbers,
            List<Sighting> sightings,
            Map<String, Double> clocks,
            Optional<LinkState> uplink) {

        /** Makes one in which nobody looked at the uplink's state. */
        public Phase(long tag, Map<Path, Integer> numbers, List<Sighting> sightings, Map<String, Double> clocks) {
            this(tag, numbers, sightings, clocks, Optional.empty());
        }

        OptionalInt number(Path path) {
            Integer number = numbers.get(path);
            return number == null ? OptionalInt.empty() : OptionalInt.of(number);
        }
    }

    /** Copy the collections. */
    public Round {
        asked = new LinkedHashMap<>(asked);
        given = new LinkedHashMap<>(given);
        phases = List.copyOf(phases);
        uplink = List.copyOf(uplink);
    }

    /**
     * Look a result up.
     *
     * @throws IllegalArgumentException if the path was not part of this round
     */
    public ProbeResult result(Path path, Neighbours neighbours) {
        ProbeResult result = find(path, neighbours).orElse(null);
        if (result == null) {
            throw new IllegalArgumentException(
                    "the round has no result for " + Paths.describe(path) + ", " + neighbours);
        }
        return result;
    }

    Optional<ProbeResult> find(Path path, Neighbours neighbours) {
        return Optional.ofNullable((neighbours == Neighbours.GIVEN ? given : asked).get(path));
    }

    /** The phase that a path was tried in. */
    Optional<Phase> phase(Path path) {
        return phases.stream()
                .filter(phase -> phase.numbers().containsKey(path))
                .findFirst();
    }

    /**
     * What was seen of the messages by which the end that is to answer looks for the MAC address of the end that asks: without that it
     * cannot answer.
     */
    List<Sighting> sightingsOfTheWayBack(Path path) {
        String from = topology.address(path.from(), path.subnet(), path.family());
        String to = topology.address(path.to(), path.subnet(), path.family());
        return phase(path).stream()
                .flatMap(phase -> phase.sightings().stream())
                .filter(sighting -> sighting.asks(to, from) || sighting.tells(from, to))
                .toList();
    }

    /** What was seen of one path's frames, and of the messages between its ends about each other, the earliest first. */
    public List<Sighting> sightings(Path path) {
        String from = topology.address(path.from(), path.subnet(), path.family());
        String to = topology.address(path.to(), path.subnet(), path.family());
        List<Sighting> found = new ArrayList<>();
        for (Phase phase : phases) {
            OptionalInt number = phase.number(path);
            if (number.isPresent()) {
                phase.sightings().stream()
                        .filter(sighting -> sighting.tagged(number.getAsInt())
                                || sighting.asks(from, to)
                                || sighting.tells(to, from))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
