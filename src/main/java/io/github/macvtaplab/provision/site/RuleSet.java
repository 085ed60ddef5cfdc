package io.github.macvtaplab.provision.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a node's firewall, as {@code nft -j list ruleset} prints them (libnftables-json(5)). A rule with a condition that is not
 * understood, as that of an extension of iptables, counts neither as one that lets pass nor as one that stops.
 */
final class RuleSet {
    private static final int DEEPEST_JUMP = 16;

    /** A chain, by family, table and name. */
    private record ChainKey(String family, String table, String name) {}

    /**
     * Where a packet ends.
     *
     * @param family of the chain's table
     * @param table of the chain
     * @param chain the name of the base chain that the packet came into
     * @param how {@code drop}, {@code reject}, or {@code policy drop}
     */
    record Stop(String family, String table, String chain, String how) {
        /** Names the chain as nft does. */
        String describe() {
            return "%s %s %s".formatted(family, table, chain);
        }
    }

    private enum Fate {
        PASSES,
        DROPPED,
        REJECTED,
        RETURNS,
        GOES_ON
    }

    private final Map<ChainKey, JsonNode> bases = new LinkedHashMap<>();
    private final Map<ChainKey, List<JsonNode>> rules = new LinkedHashMap<>();

    /**
     * Reads a rule set.
     *
     * @param nftables the array of that name
     */
    RuleSet(JsonNode nftables) {
        for (JsonNode entry : nftables) {
            JsonNode chain = entry.path("chain");
            if (chain.has("hook")) {
                bases.put(key(chain, "name"), chain);
            }
            JsonNode rule = entry.path("rule");
            if (rule.has("expr")) {
                rules.computeIfAbsent(key(rule, "chain"), any -> new ArrayList<>())
                        .add(rule.path("expr"));
            }
        }
    }

    private static ChainKey key(JsonNode node, String name) {
        return new ChainKey(
                node.path("family").asText(),
                node.path("table").asText(),
                node.path(name).asText());
    }

    /**
     * Finds the chain that stops a packet.
     *
     * @param hook {@code input} or {@code forward}
     */
    Optional<Stop> stops(String hook, Packet packet) {
        String family = packet.ip().equals("ipv4") ? "ip" : "ip6";
        for (Map.Entry<ChainKey, JsonNode> base : bases.entrySet()) {
            ChainKey chain = base.getKey();
            if (!base.getValue().path("hook").asText().equals(hook)
                    || !(chain.family().equals("inet") || chain.family().equals(family))) {
                continue;
            }
            Fate fate = walk(chain, packet, 0);
            boolean policy = base.getValue().path("policy").asText().equals("drop");
            String how = switch (fate) {
                case DROPPED -> "drop";
                case REJECTED -> "reject";
                case PASSES -> "";
                case RETURNS, GOES_ON -> policy ? "policy drop" : "";
            };
            if (!how.isEmpty()) {
                return Optional.of(new Stop(chain.family(), chain.table(), chain.name(), how));
            }
        }
        return Optional.empty();
    }

    private Fate walk(ChainKey chain, Packet packet, int depth) {
        for (JsonNode rule : rules.getOrDefault(chain, List.of())) {
            Fate fate = depth > DEEPEST_JUMP ? Fate.RETURNS : rule(chain, rule, packet, depth);
            if (fate != Fate.GOES_ON) {
                return fate;
            }
        }
        return Fate.RETURNS;
    }

    private Fate rule(ChainKey chain, JsonNode expressions, Packet packet, int depth) {
        for (JsonNode expression : expressions) {
            if (expression.has("match")) {
                if (RuleMatch.of(expression.path("match"), packet) != RuleMatch.YES) {
                    return Fate.GOES_ON;
                }
            } else if (expression.has("vmap")) {
                return verdict(chain, chosen(expression.path("vmap"), packet), packet, depth);
            } else if (!expression.has("counter") && !expression.has("log") && !expression.has("comment")) {
                return verdict(chain, expression, packet, depth);
            }
        }
        return Fate.GOES_ON;
    }

    private static JsonNode chosen(JsonNode vmap, Packet packet) {
        for (JsonNode pair : vmap.path("data").path("set")) {
            JsonNode match = JsonNodeFactory.instance
                    .objectNode()
                    .put("op", "==")
                    .<ObjectNode>set("left", vmap.path("key"))
                    .set("right", pair.path(0));
            if (RuleMatch.of(match, packet) == RuleMatch.YES) {
                return pair.path(1);
            }
        }
        return MissingNode.getInstance();
    }

    private Fate verdict(ChainKey chain, JsonNode statement, Packet packet, int depth) {
        if (statement.has("accept")) {
            return Fate.PASSES;
        }
        if (statement.has("drop")) {
            return Fate.DROPPED;
        }
        if (statement.has("reject")) {
            return Fate.REJECTED;
        }
        if (statement.has("return")) {
            return Fate.RETURNS;
        }
        String to = statement
                .path("jump")
                .path("target")
                .asText(statement.path("goto").path("target").asText());
        if (to.isEmpty()) {
            return Fate.GOES_ON;
        }
        Fate fate = walk(new ChainKey(chain.family(), chain.table(), to), packet, depth + 1);
        return fate == Fate.RETURNS && statement.has("jump") ? Fate.GOES_ON : fate;
    }
}
