package io.github.macvtaplab.connectivity.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came in by the ports.
 *
 * @param sent numbers of the frames that were sent
 * @param in by the number in its tag, the ports that a frame came in by without a VLAN tag
 * @param inVlan the same for frames with the VLAN tag that they were sent with
 * @param tellers by address, in canonical spelling, the MAC addresses of those that said that they have it
 * @param noticed by MAC address that was to be noticed, how many frames came in from it
 */
record Seen(
        Set<Integer> sent,
        Map<Integer, Set<Role>> in,
        Map<Integer, Set<Role>> inVlan,
        Map<String, Set<String>> tellers,
        Map<String, Integer> noticed) {

    /**
     * Reads it.
     *
     * @param answers what each node's station has collected, by the node's name
     */
    static Seen read(List<Port> ports, Set<Integer> sent, Map<String, JsonNode> answers) {
        Map<Integer, Set<Role>> in = new HashMap<>();
        Map<Integer, Set<Role>> inVlan = new HashMap<>();
        Map<String, Set<String>> tellers = new TreeMap<>();
        Map<String, Integer> noticed = new TreeMap<>();
        for (Port port : ports) {
            JsonNode answer = answers.get(port.node());
            if (answer == null) {
                continue;
            }
            answer.path("sightings").forEach(entry -> {
                if (at(port, entry)
                        && incoming(entry)
                        && "tag".equals(entry.path(2).path(0).asText())) {
                    put(in, entry.path(2).path(1).asInt(), port);
                }
            });
            answer.path("vlans").forEach(entry -> {
                if (at(port, entry) && incoming(entry) && entry.path(3).asInt() == Emissions.VLAN) {
                    put(inVlan, entry.path(2).asInt(), port);
                }
            });
            answer.path("tellers").forEach(entry -> {
                if (at(port, entry)) {
                    Set<String> macs = tellers.computeIfAbsent(
                            Addresses.canonical(entry.path(1).asText()), any -> new TreeSet<>());
                    entry.path(2).forEach(mac -> macs.add(mac.asText()));
                }
            });
            answer.path("noticed").forEach(entry -> {
                if (at(port, entry)) {
                    noticed.merge(entry.path(1).asText(), entry.path(2).asInt(), Integer::sum);
                }
            });
        }
        return new Seen(Set.copyOf(sent), in, inVlan, tellers, noticed);
    }

    private static boolean at(Port port, JsonNode entry) {
        return entry.path(0).asText().equals(port.device());
    }

    private static boolean incoming(JsonNode entry) {
        return "in".equals(entry.path(1).asText());
    }

    private static void put(Map<Integer, Set<Role>> in, int number, Port port) {
        in.computeIfAbsent(number, any -> EnumSet.noneOf(Role.class)).add(port.role());
    }

    /** Whether a frame came in by a port as it was sent. */
    boolean came(Emission emission, Role by) {
        return (emission.kind() == FrameKind.VLAN ? inVlan : in)
                .getOrDefault(emission.number(), Set.of())
                .contains(by);
    }

    /** Whether a frame got to a port. */
    Passing passing(Emission emission, Role to) {
        return came(emission, to)
                ? Passing.PASSES
                : sent.contains(emission.number()) ? Passing.LOST : Passing.NOT_TRIED;
    }

    /** Whether a frame was sent and is missing where it should have come to. */
    boolean incomplete(Emission emission) {
        return emission.to().stream().anyMatch(to -> passing(emission, to) == Passing.LOST);
    }

    /** The MAC addresses of those that have an address. */
    Set<String> tellers(String address) {
        return tellers.getOrDefault(Addresses.canonical(address), Set.of());
    }
}
