package io.github.macvtaplab.safety;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeps the interfaces by which a node is managed out of every test: where SSH comes in, a default route leads out, a network file
 * system is mounted over, or other nodes are reached; what these are made of, and a VLAN or macvlan on top of one, as that is the
 * same cable. Those that others use, too: members of a bridge or
 * bond, and what carries a VLAN or somebody's guest. Each node is asked; the inventory may be wrong.
 */
public final class Guard {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private Guard() {}

    /**
     * Find the managed interfaces of each node, and those to be tested with that are made of one.
     *
     * @param tested for each node the interfaces that are to be tested with
     * @param reaches for each node the addresses of nodes that are reached through it
     * @return by node, each interface with the reason
     */
    public static Map<Node, Map<String, String>> managed(
            Keepers keepers, Map<Node, List<String>> tested, Map<Node, List<String>> reaches) {
        Map<Node, Map<String, String>> found = new LinkedHashMap<>();
        keepers.ask(
                        tested.keySet(),
                        "managed",
                        node -> Map.of(
                                "reaches", reaches.getOrDefault(node, List.of()),
                                "devices", tested.getOrDefault(node, List.of())),
                        ANSWER)
                .forEach((node, answer) -> found.put(node, texts(answer)));
        return found;
    }

    /**
     * Find what others use of the interfaces that are to be tested with.
     *
     * @return by node, each such interface with what it is used for
     */
    public static Map<Node, Map<String, String>> used(Keepers keepers, Map<Node, List<String>> tested) {
        Map<Node, Map<String, String>> found = new LinkedHashMap<>();
        keepers.ask(
                        tested.keySet(),
                        "used",
                        node -> Map.of(
                                "devices",
                                tested.getOrDefault(node, List.of()),
                                "ports",
                                node.role() == NodeRole.SWITCH),
                        ANSWER)
                .forEach((node, answer) -> found.put(node, texts(answer)));
        return found;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /**
     * Check that none is to be tested with.
     *
     * @param managed the interfaces that are managed by
     * @param used those that others use
     * @param tested the interfaces that the inventory gives to the tests, by node
     * @throws LabException naming each that must not be touched, and why
     */
    public static void check(
            Map<Node, Map<String, String>> managed,
            Map<Node, Map<String, String>> used,
            Map<Node, List<String>> tested) {
        List<String> wrong = new ArrayList<>();
        tested.forEach((node, devices) -> devices.forEach(device -> Stream.of(managed, used)
                .flatMap(reasons ->
                        Stream.ofNullable(reasons.getOrDefault(node, Map.of()).get(device)))
                .findFirst()
                .ifPresent(
                        reason -> wrong.add("%s of %s must not be tested with: %s".formatted(device, node, reason)))));
        if (!wrong.isEmpty()) {
            throw new LabException(String.join("; ", wrong)
                    + "; nothing was changed; give the inventory interfaces that only the tests use");
        }
    }
}
