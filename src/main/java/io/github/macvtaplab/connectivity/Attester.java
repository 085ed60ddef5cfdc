package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.shell.Residents.Question;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Have the stations watch a lab's devices, and ask them what these are like. */
final class Attester {
    private final Stations stations;

    Attester(Stations stations) {
        this.stations = stations;
    }

    Attestation attest(Topology topology) {
        Map<Node, Question> open = new LinkedHashMap<>();
        Map<Node, Question> look = new LinkedHashMap<>();
        topology.watched().forEach((node, devices) -> {
            List<String> answering = answering(topology, node);
            open.put(
                    node,
                    new Question(
                            "open",
                            Map.of(
                                    "devices", devices,
                                    "answering", answering,
                                    "groups", List.of(Batch.GROUP_V4, Batch.GROUP_V6))));
            if (!answering.isEmpty()) {
                boolean host = node.equals(topology.node(End.HOST));
                look.put(
                        node,
                        new Question(
                                "facts",
                                Map.of(
                                        "devices",
                                        host ? withUplinks(topology, answering) : answering,
                                        "links",
                                        host,
                                        "openvswitch",
                                        host && topology.wiring() instanceof Wiring.OpenVswitch,
                                        "routes",
                                        host ? Routes.asked(topology) : List.of())));
            }
        });
        stations.ask(open);
        Map<Node, JsonNode> facts = stations.ask(look);
        Node host = topology.node(End.HOST);
        JsonNode own = facts.getOrDefault(host, MissingNode.getInstance());
        Map<End, Map<String, DeviceFacts>> devices = new EnumMap<>(End.class);
        for (End end : topology.ends()) {
            Map<String, DeviceFacts> found = new HashMap<>();
            JsonNode seen = facts.get(topology.node(end));
            if (seen != null) {
                seen.path("devices")
                        .properties()
                        .forEach(entry -> found.put(entry.getKey(), DeviceFacts.of(entry.getValue())));
            }
            devices.put(end, found);
        }
        return Attestation.of(
                topology, devices, own.path("links"), HostFacts.of(own, withUplinks(topology, List.of())));
    }

    /** Some of the host's devices, and its uplinks. */
    private static List<String> withUplinks(Topology topology, List<String> devices) {
        return Stream.of(devices.stream(), Stream.of(topology.uplink()), topology.secondUplink().stream())
                .flatMap(part -> part)
                .distinct()
                .toList();
    }

    /** The devices by which a node takes part in paths; empty for the switch. */
    static List<String> answering(Topology topology, Node node) {
        return topology.ends().stream()
                .filter(end -> topology.node(end).equals(node))
                .flatMap(end -> devices(topology, end).stream())
                .toList();
    }

    private static List<String> devices(Topology topology, End end) {
        return Arrays.stream(SubnetName.values())
                .filter(subnet -> topology.has(end, subnet))
                .map(subnet -> topology.device(end, subnet))
                .distinct()
                .toList();
    }
}
