package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells from the frames of a round whether the switch sends frames back by the port to the uplink. */
final class Reflection {
    private Reflection() {}

    /**
     * Looks for frames that the KVM host or its guests sent and that came back by the uplink; any such frame shows that the port
     * reflects. It does not if none came back although a broadcast of the uplink came to another device of the lab in the same batch.
     *
     * @return empty if neither was seen
     */
    static Optional<Boolean> seen(Topology topology, List<Round.Phase> phases) {
        boolean control = false;
        for (Round.Phase phase : phases) {
            if (cameBack(topology, phase)) {
                return Optional.of(true);
            }
            control |= reachedOthers(topology, phase);
        }
        return control ? Optional.of(false) : Optional.empty();
    }

    private static boolean cameBack(Topology topology, Round.Phase phase) {
        Set<Integer> own = new HashSet<>(Set.of(Batch.REFLECTION));
        for (Map.Entry<Path, Integer> path : phase.numbers().entrySet()) {
            if (path.getKey().from() != End.PEER) {
                own.add(path.getValue());
            }
        }
        return phase.sightings().stream()
                .anyMatch(sighting -> atUplink(topology, sighting)
                        && sighting.direction() == Direction.IN
                        && sighting.what() instanceof Sighting.Tagged tagged
                        && !tagged.reply()
                        && own.contains(tagged.path())
                        && left(topology, phase, tagged, sighting.sourceMac()));
    }

    /**
     * Whether frames with the same tag and source were seen leaving by the uplink. What came by another way is no reflection, nor what
     * somebody sent on in his own name, as a router does.
     */
    private static boolean left(Topology topology, Round.Phase phase, Sighting.Tagged tagged, String source) {
        return phase.sightings().stream()
                .anyMatch(sighting -> atUplink(topology, sighting)
                        && sighting.direction() == Direction.OUT
                        && sighting.what().equals(tagged)
                        && sighting.sourceMac().equals(source));
    }

    private static boolean reachedOthers(Topology topology, Round.Phase phase) {
        return phase.sightings().stream()
                .anyMatch(sighting -> sighting.tagged(Batch.REFLECTION)
                        && !atUplink(topology, sighting)
                        && sighting.direction() == Direction.IN
                        && !sighting.node().equals(topology.lanSwitch().name()));
    }

    private static boolean atUplink(Topology topology, Sighting sighting) {
        return sighting.node().equals(topology.node(End.HOST).name())
                && sighting.device().equals(topology.uplink());
    }
}
