package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.SwitchFingerprint.Port;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Residents.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Find out what the switch does, from its neighbours alone, since a real one cannot be asked: tagged frames are sent by each of the
 * uplink, the second uplink and the peer's NIC, and looked for at all of them. Some 40 frames of 66 to 114 bytes and three of
 * the full MTU, each four times. The uplink shows three source MAC addresses by it: its own, a guest's, and one that is nobody's.
 */
public final class Fingerprinter {
    private static final double WAIT = 0.25;
    private static final int TIMES = 4;
    private static final String RAW = "raw";
    /** Stands for the sending device's own MAC address. */
    private static final String OWN = "own";
    /** Locally administered addresses that no NIC has, always the same: a port may take few. */
    private static final String STRANGER = "02:4d:56:4c:00:02";

    private static final String NOBODY = "02:4d:56:4c:00:03";
    /** Numbers in the tags. */
    private static final int FLOODED = 2010;

    private static final int TAUGHT = 2011;
    private static final int ANNOUNCED = 2012;

    private final Stations stations;
    private final SplittableRandom random = new SplittableRandom();

    /** Make one that asks stations. */
    public Fingerprinter(Stations stations) {
        this.stations = stations;
    }

    /** Take the fingerprint; all devices that are on the switch have to be up. */
    public SwitchFingerprint take(Topology topology) {
        long batch = random.nextLong(1, 1L << 32);
        Map<Port, Node> ports = ports(topology);
        List<Port> devices = List.copyOf(ports.keySet());
        Port uplink = devices.get(0);

        both(
                ports,
                "open",
                node -> Map.of("devices", devicesOf(ports, node), "answering", List.of(), "groups", List.of()));
        SegmentProbes probes = new SegmentProbes(roles(topology, devices), macs(ports), guestMac(topology));
        both(ports, "promiscuous", node -> Map.of("on", true));
        try {
            both(ports, "begin", node -> Map.of("batch", batch, "base_port", 20_000, "flush", List.of()));
            List<Emission> emissions = new ArrayList<>();
            probes.frames()
                    .forEach(frame -> emissions.add(
                            new Emission(frame.by(), frame.source(), frame.target(), frame.number(), frame.what())));
            if (devices.size() > 1) {
                // Does it learn: a frame to a stranger goes everywhere, until the stranger has spoken.
                Port other = devices.get(devices.size() - 1);
                emissions.add(new Emission(other, OWN, STRANGER, FLOODED, RAW));
            }
            // A single frame that is lost by chance must not look like one that is not let through.
            for (int i = 0; i < TIMES; i++) {
                emit(batch, emissions, ports);
            }
            settle(ports);
            if (devices.size() > 2) {
                emit(batch, List.of(new Emission(devices.get(1), STRANGER, NOBODY, ANNOUNCED, RAW)), ports);
                settle(ports);
                emit(batch, List.of(new Emission(devices.get(2), OWN, STRANGER, TAUGHT, RAW)), ports);
                settle(ports);
            }
            return read(ports, uplink, devices, probes, new AddressClaims(stations, topology).facts());
        } finally {
            both(ports, "promiscuous", node -> Map.of("on", false));
        }
    }

    private static List<String> devicesOf(Map<Port, Node> ports, Node node) {
        return ports.entrySet().stream()
                .filter(entry -> entry.getValue().equals(node))
                .map(entry -> entry.getKey().device())
                .toList();
    }

    /** The ports' names in facts. */
    private static Map<Port, String> roles(Topology topology, List<Port> ports) {
        String host = topology.node(End.HOST).name();
        Map<Port, String> roles = new LinkedHashMap<>();
        ports.forEach(port -> roles.put(
                port,
                !port.node().equals(host) ? "peer" : port.device().equals(topology.uplink()) ? "uplink" : "second"));
        return roles;
    }

    private Map<Port, String> macs(Map<Port, Node> ports) {
        Map<Port, String> macs = new LinkedHashMap<>();
        both(ports, "facts", node -> Map.of("devices", devicesOf(ports, node), "links", false, "openvswitch", false))
                .forEach((node, answer) -> answer.path("devices")
                        .properties()
                        .forEach(entry -> macs.put(
                                new Port(node.name(), entry.getKey()),
                                entry.getValue().path("mac").asText())));
        return macs;
    }

    /** The MAC address of a guest that is attached to the uplink; empty if none is. */
    private static String guestMac(Topology topology) {
        return topology.attached().stream()
                .filter(nic -> nic.subnet() == SubnetName.SHARED)
                .map(Attached::mac)
                .findFirst()
                .orElse("");
    }

    /** What the lab has on the switch: the uplink first, then the second uplink and the peer's NIC, where they are. */
    private static Map<Port, Node> ports(Topology topology) {
        Map<Port, Node> ports = new LinkedHashMap<>();
        Node host = topology.node(End.HOST);
        ports.put(new Port(host.name(), topology.uplink()), host);
        if (topology.has(End.HOST, SubnetName.SECOND)) {
            ports.put(new Port(host.name(), topology.device(End.HOST, SubnetName.SECOND)), host);
        }
        if (topology.ends().contains(End.PEER)) {
            Node peer = topology.node(End.PEER);
            ports.put(new Port(peer.name(), topology.device(End.PEER, SubnetName.SHARED)), peer);
        }
        return ports;
    }

    private record Emission(Port by, String source, String target, int number, String group) {}

    private void emit(long batch, List<Emission> emissions, Map<Port, Node> ports) {
        Map<Node, List<List<Object>>> byNode = new LinkedHashMap<>();
        for (Emission emission : emissions) {
            Node node = ports.get(emission.by());
            if (node != null) {
                byNode.computeIfAbsent(node, any -> new ArrayList<>())
                        .add(List.of(
                                emission.by().device(),
                                emission.source(),
                                emission.target(),
                                emission.number(),
                                emission.group()));
            }
        }
        Map<Node, Question> questions = new LinkedHashMap<>();
        byNode.forEach(
                (node, frames) -> questions.put(node, new Question("emit", Map.of("batch", batch, "frames", frames))));
        stations.ask(questions);
    }

    private void settle(Map<Port, Node> ports) {
        both(ports, "wait", node -> Map.of("seconds", WAIT));
    }

    private Map<Node, JsonNode> both(
            Map<Port, Node> ports, String command, java.util.function.Function<Node, Map<String, ?>> with) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        ports.values().forEach(node -> questions.put(node, new Question(command, with.apply(node))));
        return stations.ask(questions);
    }

    private SwitchFingerprint read(
            Map<Port, Node> ports, Port uplink, List<Port> devices, SegmentProbes probes, Map<String, String> claims) {
        Map<Integer, Set<Port>> in = new HashMap<>();
        both(ports, "collect", node -> Map.of())
                .forEach((node, answer) -> answer.path("sightings").forEach(entry -> {
                    Sighting sighting = SightingReader.read(node.name(), entry);
                    if (sighting.direction() == Sighting.Direction.IN
                            && sighting.what() instanceof Sighting.Tagged tagged) {
                        in.computeIfAbsent(tagged.path(), any -> new HashSet<>())
                                .add(new Port(node.name(), sighting.device()));
                    }
                }));
        Map<Port, Boolean> reflects = new LinkedHashMap<>();
        Map<Port, Set<Port>> hears = new LinkedHashMap<>();
        probes.frames().stream()
                .filter(frame -> frame.fact().equals("own broadcast"))
                .forEach(frame -> {
                    Set<Port> heard = in.getOrDefault(frame.number(), Set.of());
                    reflects.put(frame.by(), heard.contains(frame.by()));
                    hears.put(frame.by(), heard);
                });
        Set<Port> flooded = in.getOrDefault(FLOODED, Set.of());
        Set<Port> taught = in.getOrDefault(TAUGHT, Set.of());
        Optional<Port> other = devices.stream().skip(1).findFirst();
        Map<String, String> facts = new LinkedHashMap<>(probes.facts(in));
        facts.putAll(claims);
        // From the last device to the uplink: that is how it looks from outside.
        Port last = devices.get(devices.size() - 1);
        return new SwitchFingerprint(
                reflects,
                hears,
                other.map(any -> flooded.contains(uplink)),
                other.filter(any -> devices.size() > 2)
                        .map(second -> flooded.contains(uplink) && !taught.contains(uplink) && taught.contains(second)),
                other.map(any -> multicast(probes, in, last, "own multicast4").contains(uplink)),
                other.map(any -> multicast(probes, in, last, "own multicast6").contains(uplink)),
                facts);
    }

    private static Set<Port> multicast(SegmentProbes probes, Map<Integer, Set<Port>> in, Port by, String fact) {
        return probes.frames().stream()
                .filter(frame -> frame.by().equals(by) && frame.fact().equals(fact))
                .map(frame -> in.getOrDefault(frame.number(), Set.of()))
                .findFirst()
                .orElse(Set.of());
    }
}
