package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.SwitchFingerprint.Port;
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
 * uplink, the second uplink and the peer's NIC, and looked for at all of them. At most eleven frames of 66 to 114 bytes; their MAC
 * addresses are locally administered and nobody's.
 */
public final class Fingerprinter {
    private static final double WAIT = 0.25;
    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
    private static final String RAW = "raw";
    /** Numbers in the tags. */
    private static final int FLOODED = 2010;

    private static final int TAUGHT = 2011;
    private static final int ANNOUNCED = 2012;
    private static final int GROUP_V4 = 2013;
    private static final int GROUP_V6 = 2014;
    private static final int BROADCASTS = 2020;
    private static final int REFLECTIONS = 2030;

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
                node -> Map.of(
                        "devices",
                        ports.entrySet().stream()
                                .filter(entry -> entry.getValue().equals(node))
                                .map(entry -> entry.getKey().device())
                                .toList(),
                        "answering",
                        List.of(),
                        "groups",
                        List.of()));
        both(ports, "promiscuous", node -> Map.of("on", true));
        try {
            both(ports, "begin", node -> Map.of("batch", batch, "base_port", 20_000, "flush", List.of()));
            String stranger = address();
            int number = 0;
            List<Emission> emissions = new ArrayList<>();
            for (Port port : devices) {
                emissions.add(new Emission(port, address(), BROADCAST, BROADCASTS + number, RAW));
                emissions.add(new Emission(port, address(), address(), REFLECTIONS + number++, RAW));
            }
            if (devices.size() > 1) {
                // Does it learn: a frame to a stranger goes everywhere, until the stranger has spoken.
                Port other = devices.get(devices.size() - 1);
                emissions.add(new Emission(other, address(), "01:00:5e:7f:4d:56", GROUP_V4, "239.255.77.86"));
                emissions.add(new Emission(other, address(), "33:33:4d:56:4c:02", GROUP_V6, "ff15::4d56:4c02"));
                emissions.add(new Emission(other, address(), stranger, FLOODED, RAW));
            }
            emit(batch, emissions, ports);
            settle(ports);
            if (devices.size() > 2) {
                emit(batch, List.of(new Emission(devices.get(1), stranger, address(), ANNOUNCED, RAW)), ports);
                settle(ports);
                emit(batch, List.of(new Emission(devices.get(2), address(), stranger, TAUGHT, RAW)), ports);
                settle(ports);
            }
            return read(ports, uplink, devices);
        } finally {
            both(ports, "promiscuous", node -> Map.of("on", false));
        }
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

    private SwitchFingerprint read(Map<Port, Node> ports, Port uplink, List<Port> devices) {
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
        int number = 0;
        for (Port port : ports.keySet()) {
            hears.put(port, in.getOrDefault(BROADCASTS + number, Set.of()));
            reflects.put(port, in.getOrDefault(REFLECTIONS + number++, Set.of()).contains(port));
        }
        Set<Port> flooded = in.getOrDefault(FLOODED, Set.of());
        Set<Port> taught = in.getOrDefault(TAUGHT, Set.of());
        Optional<Port> other = devices.stream().skip(1).findFirst();
        return new SwitchFingerprint(
                reflects,
                hears,
                other.map(any -> flooded.contains(uplink)),
                other.filter(any -> devices.size() > 2)
                        .map(second -> flooded.contains(uplink) && !taught.contains(uplink) && taught.contains(second)),
                other.map(any -> in.getOrDefault(GROUP_V4, Set.of()).contains(uplink)),
                other.map(any -> in.getOrDefault(GROUP_V6, Set.of()).contains(uplink)));
    }

    /** A locally administered unicast address that nobody has. */
    private String address() {
        int value = random.nextInt();
        return "02:4d:%02x:%02x:%02x:%02x"
                .formatted(value & 255, value >> 8 & 255, value >> 16 & 255, value >> 24 & 255);
    }
}
