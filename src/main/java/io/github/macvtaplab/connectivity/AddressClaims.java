package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Residents.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks on the segment who has the guests' addresses, and addresses that nobody has. It is asked from the uplink, where a macvtap's guest
 * is not heard, so that whoever answers with another MAC address than the guest's own is a stranger.
 */
final class AddressClaims {
    private static final double SECONDS = 0.4;
    /** Host parts of which one is nobody's, in subnets of 256 addresses. */
    private static final List<Integer> SPARE = List.of(253, 252, 251, 249);

    private final Stations stations;
    private final Topology topology;

    AddressClaims(Stations stations, Topology topology) {
        this.stations = stations;
        this.topology = topology;
    }

    /** Returns {@code stranger ADDRESS} and {@code answers for nobody v4} or {@code v6}, each with a MAC address. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        Map<String, String> nobody = nobodys();
        List<String> guests = guests();
        List<String> asked = new ArrayList<>(guests);
        asked.addAll(nobody.keySet());
        Node host = topology.node(End.HOST);
        JsonNode answer = stations.ask(Map.of(
                        host,
                        new Question(
                                "who_has",
                                Map.of("device", topology.uplink(), "addresses", asked, "seconds", SECONDS))))
                .get(host);
        Set<String> own = new HashSet<>();
        topology.attached().stream().map(Attached::mac).forEach(own::add);
        if (answer != null) {
            answer.properties()
                    .forEach(entry -> entry.getValue().forEach(mac -> {
                        if (nobody.containsKey(entry.getKey())) {
                            facts.put("answers for nobody " + nobody.get(entry.getKey()), mac.asText());
                        } else if (!own.contains(mac.asText())) {
                            facts.put("stranger " + entry.getKey(), mac.asText());
                        }
                    }));
        }
        return facts;
    }

    private List<String> guests() {
        List<String> addresses = new ArrayList<>();
        for (End guest : List.of(End.GUEST, End.GUEST2)) {
            if (topology.ends().contains(guest) && topology.has(guest, SubnetName.SHARED)) {
                for (IpFamily family : IpFamily.values()) {
                    addresses.add(topology.address(guest, SubnetName.SHARED, family));
                }
            }
        }
        return addresses;
    }

    /** An address of the shared subnet that no end has, by family. */
    private Map<String, String> nobodys() {
        Map<String, String> found = new LinkedHashMap<>();
        String four = topology.addressWithPrefix(End.HOST, SubnetName.SHARED, IpFamily.V4);
        if (Integer.parseInt(four.substring(four.indexOf('/') + 1)) <= 24) {
            String network = four.substring(0, four.lastIndexOf('.') + 1);
            SPARE.stream()
                    .map(part -> network + part)
                    .filter(address -> !taken(address))
                    .findFirst()
                    .ifPresent(address -> found.put(address, "v4"));
        }
        String six = topology.address(End.HOST, SubnetName.SHARED, IpFamily.V6);
        found.put(six.substring(0, six.lastIndexOf(':') + 1) + "4d56:fd1d", "v6");
        return found;
    }

    private boolean taken(String address) {
        return topology.ends().stream()
                .anyMatch(end -> topology.has(end, SubnetName.SHARED)
                        && topology.address(end, SubnetName.SHARED, IpFamily.V4).equals(address));
    }
}
