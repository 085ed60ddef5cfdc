package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.List;

/**
 * Say what runs against what, and for how long.
 *
 * @param wirings in this order; a wiring is put in place once
 * @param profiles the kinds of traffic
 * @param connections the load levels
 * @param samples runs of each wiring, profile and load
 * @param length of each run, whole seconds
 */
public record RacePlan(
        List<Wiring> wirings, List<Profile> profiles, List<Integer> connections, int samples, Duration length) {

    /** Copy the lists. */
    public RacePlan {
        wirings = List.copyOf(wirings);
        profiles = List.copyOf(profiles);
        connections = List.copyOf(connections);
        if (samples < 1) {
            throw new IllegalArgumentException("a race needs at least 1 sample, got " + samples);
        }
    }

    /** Plan MacVTap in bridge mode against either software bridge: a minute, enough to show figures and not to judge them. */
    public static RacePlan brief() {
        return new RacePlan(
                List.of(Wiring.macvtap(MacvtapMode.BRIDGE), Wiring.linuxBridge(), Wiring.openVswitch()),
                List.of(Profile.STREAM_READ, Profile.REQUEST_RESPONSE),
                List.of(1, 10),
                2,
                Duration.ofSeconds(1));
    }
}
