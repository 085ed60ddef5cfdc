package io.github.macvtaplab.connectivity.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Residents.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Has the stations of some ports send frames and look for them at all of these ports, in promiscuous mode until closed. */
final class Watch implements AutoCloseable {
    private final Stations stations;
    private final Map<Port, Node> ports;
    private final long batch = new SplittableRandom().nextLong(1, 1L << 32);
    private final Set<Integer> sent = new LinkedHashSet<>();

    /**
     * Opens the ports.
     *
     * @param notice MAC addresses; frames that come in from one of them are counted
     */
    Watch(Stations stations, Map<Port, Node> ports, Collection<String> notice) {
        this.stations = stations;
        this.ports = new LinkedHashMap<>(ports);
        all("open", node -> Map.of("devices", devices(node), "answering", List.of(), "groups", List.of()));
        all("promiscuous", node -> Map.of("on", true));
        all("notice", node -> Map.of("macs", List.copyOf(notice)));
        all("begin", node -> Map.of("batch", batch, "base_port", 20_000, "flush", List.of()));
    }

    List<Port> ports() {
        return List.copyOf(ports.keySet());
    }

    private List<String> devices(Node node) {
        return ports.entrySet().stream()
                .filter(entry -> entry.getValue().equals(node))
                .map(entry -> entry.getKey().device())
                .toList();
    }

    /** The MAC address of each port whose device is there. */
    Map<Role, String> macs() {
        Map<Role, String> macs = new LinkedHashMap<>();
        all("devices", node -> Map.of("devices", devices(node)))
                .forEach((node, found) -> ports.forEach((port, at) -> {
                    if (at.equals(node) && found.has(port.device())) {
                        macs.put(port.role(), found.path(port.device()).path(0).asText());
                    }
                }));
        return macs;
    }

    /** By the role of a port, the MAC addresses of all devices of its node, under test or not. */
    Map<Role, Set<String>> nodeMacs() {
        Map<Role, Set<String>> macs = new LinkedHashMap<>();
        all("macs", node -> Map.of())
                .forEach((node, found) -> ports.forEach((port, at) -> {
                    if (at.equals(node)) {
                        Set<String> all = macs.computeIfAbsent(port.role(), any -> new LinkedHashSet<>());
                        found.forEach(mac -> all.add(mac.asText()));
                    }
                }));
        return macs;
    }

    /** Sends frames. */
    void emit(Collection<Emission> emissions) {
        Map<Node, List<List<Object>>> byNode = new LinkedHashMap<>();
        for (Emission emission : emissions) {
            ports.forEach((port, node) -> {
                if (port.role() == emission.from()) {
                    byNode.computeIfAbsent(node, any -> new ArrayList<>()).add(emission.frame(port.device()));
                }
            });
        }
        Map<Node, Question> questions = new LinkedHashMap<>();
        byNode.forEach(
                (node, frames) -> questions.put(node, new Question("emit", Map.of("batch", batch, "frames", frames))));
        stations.ask(questions).values().forEach(numbers -> numbers.forEach(number -> sent.add(number.asInt())));
    }

    /** Gives frames time to come. */
    void settle(double seconds) {
        all("wait", node -> Map.of("seconds", seconds));
    }

    /** Reads what has come so far. */
    Seen collect() {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        all("collect", node -> Map.of()).forEach((node, answer) -> answers.put(node.name(), answer));
        return Seen.read(ports(), sent, answers);
    }

    private Map<Node, JsonNode> all(String command, Function<Node, Map<String, ?>> with) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        ports.values().forEach(node -> questions.put(node, new Question(command, with.apply(node))));
        return stations.ask(questions);
    }

    @Override
    public void close() {
        all("notice", node -> Map.of("macs", List.of()));
        all("promiscuous", node -> Map.of("on", false));
    }
}
