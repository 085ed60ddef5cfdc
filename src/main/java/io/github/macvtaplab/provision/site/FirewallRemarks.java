package io.github.macvtaplab.provision.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.SiteFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the chains of a node's firewall that stop what tests send: to the node itself, and through a bridge of the run. */
final class FirewallRemarks {
    private static final List<String> BRIDGE_SWITCHES = List.of("iptables", "ip6tables");

    private final String node;
    private final JsonNode seen;
    private final RuleSet rules;

    FirewallRemarks(String node, JsonNode seen) {
        this.node = node;
        this.seen = seen;
        rules = new RuleSet(seen.path("rules"));
    }

    /** For each interface the chains that stop what comes in by it: {@code input-filter}. */
    List<SiteFact> input(List<String> devices) {
        List<SiteFact> facts = new ArrayList<>();
        for (String device : devices) {
            stopped("input", "INPUT", device, "")
                    .forEach((stop, packets) -> facts.add(inputFact(device, stop, packets)));
        }
        return facts;
    }

    private SiteFact inputFact(String device, RuleSet.Stop stop, List<Packet> packets) {
        String daemon = seen.path("firewalld").asBoolean()
                ? "firewalld"
                : seen.path("ufw").asBoolean() ? "ufw" : "";
        String cure = switch (daemon) {
            case "firewalld" -> "firewall-cmd --zone=trusted --change-interface=" + device;
            case "ufw" -> "ufw allow in on " + device;
            default ->
                stop.table().equals("iptables")
                        ? "%stables -I INPUT -i %s -j ACCEPT".formatted(stop.family(), device)
                        : "nft insert rule %s iifname %s accept".formatted(stop.describe(), device);
        };
        String what = packets.stream().map(Packet::describe).collect(Collectors.joining(", "));
        return new SiteFact(
                "input-filter",
                node,
                Map.of(
                        "device", device,
                        "chain", stop.describe(),
                        "how", stop.how(),
                        "stops", what,
                        "daemon", daemon),
                "%sthe chain '%s' of %s (%s) stops what tests send to %s: %s"
                        .formatted(
                                daemon.isEmpty() ? "" : daemon + " is running, and ",
                                stop.describe(),
                                node,
                                stop.how(),
                                device,
                                what),
                "on %s: %s".formatted(node, cure));
    }

    /** {@code bridge-netfilter}: what a bridge forwards is shown to the firewall, and a chain of it stops that. */
    List<SiteFact> bridged(String bridge) {
        JsonNode switches = seen.path("bridge_netfilter");
        List<SiteFact> facts = new ArrayList<>();
        stopped("forward", "FORWARD", bridge, bridge).forEach((stop, packets) -> {
            List<String> on = BRIDGE_SWITCHES.stream()
                    .filter(name -> switches.path(name).asText().equals("1"))
                    .filter(name ->
                            packets.stream().anyMatch(packet -> packet.ip().equals(ip(name))))
                    .toList();
            if (!on.isEmpty()) {
                facts.add(bridgedFact(bridge, stop, on));
            }
        });
        return facts;
    }

    private static String ip(String bridgeSwitch) {
        return bridgeSwitch.equals("iptables") ? "ipv4" : "ipv6";
    }

    private SiteFact bridgedFact(String bridge, RuleSet.Stop stop, List<String> on) {
        return new SiteFact(
                "bridge-netfilter",
                node,
                Map.of(
                        "device", bridge,
                        "chain", stop.describe(),
                        "how", stop.how(),
                        "on", String.join(" ", on)),
                "br_netfilter of %s shows bridged frames to the firewall, whose chain '%s' (%s) drops what a Linux bridge forwards"
                        .formatted(node, stop.describe(), stop.how()),
                "on %s: sysctl -w %s"
                        .formatted(
                                node,
                                on.stream()
                                        .map(name -> "net.bridge.bridge-nf-call-%s=0".formatted(name))
                                        .collect(Collectors.joining(" "))));
    }

    /** By the chain that stops them, packets that come in by an interface. */
    private Map<RuleSet.Stop, List<Packet>> stopped(String hook, String chain, String in, String out) {
        Map<RuleSet.Stop, List<Packet>> stopped = new LinkedHashMap<>();
        for (Packet packet : Packet.of(in, out)) {
            String family = packet.ip().equals("ipv4") ? "ip" : "ip6";
            String older = LegacyRules.stops(seen.path("legacy").path(family).asText(), chain, in);
            Stream.concat(
                            rules.stops(hook, packet).stream(),
                            older.isEmpty()
                                    ? Stream.empty()
                                    : Stream.of(new RuleSet.Stop(family, "iptables", chain, older)))
                    .findFirst()
                    .ifPresent(stop -> stopped.computeIfAbsent(stop, any -> new ArrayList<>())
                            .add(packet));
        }
        return stopped;
    }
}
