package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Say what runs against what.
 *
 * @param entrants the champion first; all others are its rivals
 * @param level how much
 * @param seed of the order in which the entrants run in each round
 */
public record RacePlan(List<Entrant> entrants, Level level, long seed) {

    /**
     * Copy the list.
     *
     * @throws IllegalArgumentException if there are not at least two entrants of different names
     */
    public RacePlan {
        entrants = List.copyOf(entrants);
        if (entrants.stream().map(Entrant::name).distinct().count() != entrants.size() || entrants.size() < 2) {
            throw new IllegalArgumentException(
                    "a race needs two entrants or more, of different names, got " + entrants);
        }
    }

    /** The order in which the entrants run in a round, from 0: any, and always the same for the same seed. */
    public List<Entrant> order(int round) {
        List<Entrant> order = new ArrayList<>(entrants);
        Collections.shuffle(order, new Random(seed * 1_000 + round));
        return order;
    }

    /** Plan MacVTap in bridge mode against either software bridge. */
    public static RacePlan of(Level level, long seed) {
        return new RacePlan(
                List.of(
                        Entrant.of(Wiring.macvtap(MacvtapMode.BRIDGE)),
                        Entrant.of(Wiring.linuxBridge()),
                        Entrant.of(Wiring.openVswitch())),
                level,
                seed);
    }
}
