package io.github.macvtaplab.provision.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SiteFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what bears on the segment as a whole: MTUs that differ, and what the switch's ports do with frames. */
final class SegmentRemarks {
    private static final int ETHERNET_MTU = 1500;
    private static final String FORWARDING = "3";
    private static final double TICKS_PER_SECOND = 100;

    private SegmentRemarks() {}

    /**
     * Compares the MTUs of the interfaces on the segment with the uplink's.
     *
     * @param mtus in bytes, by node and interface
     */
    static List<SiteFact> mtu(Node host, String uplink, Map<Node, Map<String, Integer>> mtus) {
        int wanted = mtus.getOrDefault(host, Map.of()).getOrDefault(uplink, ETHERNET_MTU);
        List<SiteFact> facts = new ArrayList<>();
        mtus.forEach((node, devices) -> devices.forEach((device, mtu) -> {
            if (mtu != wanted) {
                facts.add(new SiteFact(
                        "mtu",
                        node.name(),
                        Map.of("device", device, "mtu", "" + mtu, "uplink", uplink, "uplink_mtu", "" + wanted),
                        "%s of %s has MTU %d, and the uplink %s of %s has %d: the longer frames are lost"
                                .formatted(device, node, mtu, uplink, host, wanted),
                        "on %s: ip link set dev %s mtu %d".formatted(node, device, wanted)));
            }
        }));
        if (facts.isEmpty() && wanted != ETHERNET_MTU) {
            facts.add(new SiteFact(
                    "mtu",
                    host.name(),
                    Map.of("device", uplink, "mtu", "" + wanted, "uplink", uplink, "uplink_mtu", "" + wanted),
                    "the uplink %s of %s has MTU %d; guests' NICs under test get it too"
                            .formatted(uplink, host, wanted),
                    ""));
        }
        return facts;
    }

    /** Looks at the ports of a switch that can be looked into. */
    static List<SiteFact> ports(Node node, JsonNode devices) {
        List<SiteFact> facts = new ArrayList<>();
        Map<String, List<String>> deaf = new LinkedHashMap<>();
        Map<String, Double> delays = new LinkedHashMap<>();
        Set<String> isolated = new LinkedHashSet<>();
        devices.properties().forEach(entry -> {
            JsonNode port = entry.getValue().path("port");
            String bridge = port.path("bridge").asText();
            if (port.path("isolated").asText().equals("1")) {
                isolated.add(entry.getKey());
            }
            if (!port.path("stp").asText("0").equals("0")) {
                deaf.computeIfAbsent(bridge, any -> new ArrayList<>()).add(entry.getKey());
                delays.put(bridge, port.path("forward_delay").asInt() * 2 / TICKS_PER_SECOND);
            } else if (!bridge.isEmpty() && !port.path("state").asText().equals(FORWARDING)) {
                facts.add(new SiteFact(
                        "port-not-forwarding",
                        node.name(),
                        Map.of(
                                "device",
                                entry.getKey(),
                                "bridge",
                                bridge,
                                "state",
                                port.path("state").asText()),
                        "the port %s of %s does not forward (its state is %s, not %s)"
                                .formatted(
                                        entry.getKey(), node, port.path("state").asText(), FORWARDING),
                        "on %s: bridge link set dev %s state %s".formatted(node, entry.getKey(), FORWARDING)));
            }
        });
        deaf.forEach((bridge, ports) -> facts.add(new SiteFact(
                "spanning-tree",
                node.name(),
                Map.of(
                        "bridge", bridge,
                        "ports", String.join(" ", ports),
                        "deaf_seconds", "%.0f".formatted(delays.get(bridge))),
                "%s of %s runs spanning tree: after each change of a link, the ports %s are deaf for %.0f s"
                        .formatted(bridge, node, String.join(", ", ports), delays.get(bridge)),
                "on %s: ip link set dev %s type bridge stp_state 0".formatted(node, bridge))));
        if (isolated.size() > 1) {
            facts.add(new SiteFact(
                    "port-isolated",
                    node.name(),
                    Map.of("ports", String.join(" ", isolated)),
                    "the ports %s of %s are isolated from each other".formatted(String.join(", ", isolated), node),
                    "on %s: %s"
                            .formatted(
                                    node,
                                    isolated.stream()
                                            .map(port -> "bridge link set dev %s isolated off".formatted(port))
                                            .collect(Collectors.joining("; ")))));
        }
        return facts;
    }
}
