package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.LabException;
import java.util.HashSet;
import java.util.Set;

/** Read a sighting as a station writes it: device, direction, what, count, time, source MAC address, attempts, target MAC address. */
final class SightingReader {
    private SightingReader() {}

    static Sighting read(String node, JsonNode entry) {
        Set<Integer> attempts = new HashSet<>();
        entry.path(6).forEach(attempt -> attempts.add(attempt.asInt()));
        return new Sighting(
                node,
                entry.path(0).asText(),
                "out".equals(entry.path(1).asText()) ? Sighting.Direction.OUT : Sighting.Direction.IN,
                what(entry.path(2)),
                entry.path(3).asInt(),
                entry.path(4).asDouble(),
                entry.path(5).asText(),
                entry.path(7).asText(),
                attempts);
    }

    private static Sighting.What what(JsonNode entry) {
        return switch (entry.path(0).asText()) {
            case "tag" ->
                new Sighting.Tagged(entry.path(1).asInt(), entry.path(2).asInt() == 1);
            case "ask" -> new Sighting.Ask(entry.path(1).asText(), entry.path(2).asText());
            case "tell" ->
                new Sighting.Tell(entry.path(1).asText(), entry.path(2).asText());
            default -> throw new LabException("a station wrote '" + entry + "', which is no sighting");
        };
    }
}
