package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Place;
import java.time.Duration;
import java.util.List;

/**
 * Say how much is run.
 *
 * @param name its name in {@code workloads.yml}
 * @param profiles the kinds of traffic
 * @param connections loads: connections of each pair
 * @param places between what ends
 * @param pairs clients and servers at the same time; those that a lab has no guests for are left out, and said to be
 * @param length of each run, whole seconds
 * @param least rounds that are run in any case, from 1
 * @param most rounds after which it ends in any case
 */
public record Level(
        String name,
        List<Profile> profiles,
        List<Integer> connections,
        List<Place> places,
        List<Integer> pairs,
        Duration length,
        int least,
        int most) {

    /** The same between other ends; none leaves it as it is. */
    public Level at(List<Place> others) {
        return others.isEmpty() ? this : new Level(name, profiles, connections, others, pairs, length, least, most);
    }

    /** The same with request-response by some tools alone; none leaves it as it is. */
    public Level by(List<Tool> tools) {
        return new Level(
                name,
                profiles.stream().map(profile -> profile.by(tools)).toList(),
                connections,
                places,
                pairs,
                length,
                least,
                most);
    }

    /** Copy the lists, and check the bounds. */
    public Level {
        profiles = List.copyOf(profiles);
        connections = List.copyOf(connections);
        places = List.copyOf(places);
        pairs = List.copyOf(pairs);
        if (least < 1 || most < least) {
            throw new IllegalArgumentException(
                    "level %s: expected 1 <= least <= most rounds, got %d and %d".formatted(name, least, most));
        }
    }
}
