package io.github.macvtaplab.provision.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Tells whether what a rule of nft's JSON asks of a packet holds. What it does not understand, it calls unknown. */
enum RuleMatch {
    YES,
    NO,
    UNKNOWN;

    /** Looks at one expression of a rule that is a match. */
    static RuleMatch of(JsonNode match, Packet packet) {
        JsonNode left = match.path("left");
        JsonNode right = match.path("right");
        RuleMatch holds = holds(left, right, packet);
        return switch (match.path("op").asText("==")) {
            case "==", "in" -> holds;
            case "!=" -> holds == UNKNOWN ? UNKNOWN : holds == YES ? NO : YES;
            default -> UNKNOWN;
        };
    }

    private static RuleMatch holds(JsonNode left, JsonNode right, Packet packet) {
        String meta = left.path("meta").path("key").asText();
        JsonNode payload = left.path("payload");
        String field =
                payload.path("protocol").asText() + " " + payload.path("field").asText();
        if (left.path("ct").path("key").asText().equals("state")) {
            return contains(right, "new");
        }
        return switch (meta.isEmpty() ? field : meta) {
            case "iifname", "iif" -> contains(right, packet.in());
            case "oifname", "oif" -> packet.out().isEmpty() ? NO : contains(right, packet.out());
            case "nfproto" -> contains(right, packet.ip());
            case "l4proto" -> contains(right, packet.protocol());
            case "ip protocol" -> packet.ip().equals("ipv4") ? contains(right, packet.protocol()) : NO;
            case "ip6 nexthdr" -> packet.ip().equals("ipv6") ? contains(right, packet.protocol()) : NO;
            case "tcp dport", "udp dport", "th dport" ->
                field.startsWith("th") || field.startsWith(packet.protocol()) ? port(right, packet.port()) : NO;
            default -> UNKNOWN;
        };
    }

    private static RuleMatch contains(JsonNode right, String value) {
        if (right.isTextual()) {
            String text = right.asText();
            if (text.startsWith("@")) {
                return UNKNOWN;
            }
            boolean same =
                    text.endsWith("*") ? value.startsWith(text.substring(0, text.length() - 1)) : text.equals(value);
            return same ? YES : NO;
        }
        return any(right.has("set") ? right.path("set") : right, entry -> contains(entry, value));
    }

    private static RuleMatch port(JsonNode right, int port) {
        if (right.isInt()) {
            return right.asInt() == port ? YES : NO;
        }
        if (right.has("range")) {
            JsonNode range = right.path("range");
            return range.path(0).asInt() <= port && port <= range.path(1).asInt() ? YES : NO;
        }
        return any(right.has("set") ? right.path("set") : right, entry -> port(entry, port));
    }

    private static RuleMatch any(JsonNode entries, Function<JsonNode, RuleMatch> look) {
        if (!entries.isArray()) {
            return UNKNOWN;
        }
        var seen = StreamSupport.stream(entries.spliterator(), false).map(look).toList();
        return seen.contains(YES) ? YES : seen.contains(UNKNOWN) ? UNKNOWN : NO;
    }
}
