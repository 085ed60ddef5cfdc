package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.SwitchFingerprint.Port;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Residents.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Waits until frames pass between the uplink and others on the segment: after a link change a port can be deaf for half a minute, with
 * spanning tree, 802.1X or LACP. Where no frame ever passed, it does not wait again.
 */
public final class Forwarding {
    /** Listening and learning take 30 s by default (IEEE 802.1D-2004, 17.14). */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    private static final Duration SAID_AFTER = Duration.ofSeconds(3);
    private static final double PAUSE = 0.05;
    private static final int FROM_UPLINK = 2050;
    private static final int TO_UPLINK = 2051;

    private final Stations stations;
    private final Console console;
    private final SplittableRandom random = new SplittableRandom();
    private Duration slowest = Duration.ZERO;
    private boolean hopeless;

    /** Makes one that asks stations, and says on a console what it waits for. */
    public Forwarding(Stations stations, Console console) {
        this.stations = stations;
        this.console = console;
    }

    /** Returns the longest time that it took until frames passed. */
    public Duration slowest() {
        return slowest;
    }

    /** Forgets how long it took until now. */
    public void forget() {
        slowest = Duration.ZERO;
    }

    /**
     * Waits until a frame of the uplink came to another device of the lab, the peer's NIC or the second uplink, and a frame of one of
     * these came to the uplink; at most 45 s.
     */
    public void await(Topology topology) {
        Map<Port, Node> others = others(topology);
        if (hopeless || others.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        boolean said = false;
        while (!passes(topology, others)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(LONGEST) > 0) {
                hopeless = true;
                return;
            }
            if (!said && waited.compareTo(SAID_AFTER) > 0) {
                console.line(
                        "switch",
                        "no frame passes by %s yet; waiting for at most %d s"
                                .formatted(topology.uplink(), LONGEST.toSeconds()));
                said = true;
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }

    private static Map<Port, Node> others(Topology topology) {
        Map<Port, Node> others = new LinkedHashMap<>();
        if (topology.ends().contains(End.PEER)) {
            Node peer = topology.node(End.PEER);
            others.put(new Port(peer.name(), topology.device(End.PEER, SubnetName.SHARED)), peer);
        }
        Node host = topology.node(End.HOST);
        topology.secondUplink().ifPresent(second -> others.put(new Port(host.name(), second), host));
        return others;
    }

    private boolean passes(Topology topology, Map<Port, Node> others) {
        Node host = topology.node(End.HOST);
        long batch = random.nextLong(1, 1L << 32);
        Set<Node> nodes = new LinkedHashSet<>(List.of(host));
        nodes.addAll(others.values());
        all(nodes, "begin", Map.of("batch", batch, "base_port", 20_000, "flush", List.of()));
        Map<Node, List<List<Object>>> frames = new LinkedHashMap<>();
        frames.computeIfAbsent(host, any -> new ArrayList<>()).add(frame(topology.uplink(), FROM_UPLINK));
        others.forEach((port, node) ->
                frames.computeIfAbsent(node, any -> new ArrayList<>()).add(frame(port.device(), TO_UPLINK)));
        Map<Node, Question> emit = new LinkedHashMap<>();
        frames.forEach((node, some) -> emit.put(node, new Question("emit", Map.of("batch", batch, "frames", some))));
        stations.ask(emit);
        Map<Node, JsonNode> seen = all(nodes, "sightings", Map.of("seconds", PAUSE));
        boolean out = others.entrySet().stream()
                .anyMatch(other -> cameIn(
                        seen.get(other.getValue()),
                        other.getValue(),
                        other.getKey().device(),
                        FROM_UPLINK));
        return out && cameIn(seen.get(host), host, topology.uplink(), TO_UPLINK);
    }

    private Map<Node, JsonNode> all(Set<Node> nodes, String command, Map<String, ?> with) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        nodes.forEach(node -> questions.put(node, new Question(command, with)));
        return stations.ask(questions);
    }

    private static List<Object> frame(String device, int number) {
        return List.of(device, "own", "ff:ff:ff:ff:ff:ff", number, "raw");
    }

    private static boolean cameIn(@Nullable JsonNode answer, Node node, String device, int number) {
        if (answer == null) {
            return false;
        }
        for (JsonNode entry : answer) {
            Sighting sighting = SightingReader.read(node.name(), entry);
            if (sighting.tagged(number)
                    && sighting.device().equals(device)
                    && sighting.direction() == Sighting.Direction.IN) {
                return true;
            }
        }
        return false;
    }
}
