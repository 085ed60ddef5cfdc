package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Place;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Note what {@link Equipment#profile} each entrant had at each place when it first ran there. */
final class Profiles {
    private final Map<String, Map<Place, String>> seen = new LinkedHashMap<>();

    void add(Entrant entrant, Place place, String profile) {
        seen.computeIfAbsent(entrant.name(), none -> new EnumMap<>(Place.class)).putIfAbsent(place, profile);
    }

    /** By entrant, the profiles of all places; what is the same at several is there once. */
    Map<String, String> byEntrant() {
        Map<String, String> all = new LinkedHashMap<>();
        seen.forEach((entrant, places) ->
                all.put(entrant, places.values().stream().distinct().collect(Collectors.joining(" | "))));
        return all;
    }
}
