package io.github.macvtaplab.provision.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.SiteFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds what bears on an interface under test of a KVM host or a peer: its owner, its settings, the site's routes over it. */
final class InterfaceRemarks {
    private final String node;

    InterfaceRemarks(String node) {
        this.node = node;
    }

    /** Looks at what a node has said of one interface. */
    List<SiteFact> of(String device, JsonNode seen) {
        List<SiteFact> facts = new ArrayList<>();
        String owner = seen.path("owner").path(0).asText();
        if (!owner.isEmpty()) {
            facts.add(new SiteFact(
                    "network-owner",
                    node,
                    Map.of(
                            "device", device,
                            "owner", owner,
                            "state", seen.path("owner").path(1).asText()),
                    "%s of %s belongs to %s, which takes addresses and routes away and gives others while tests run"
                            .formatted(device, node, owner),
                    "on %s: %s".formatted(node, release(owner, device))));
        }
        if (seen.path("disable_ipv6").asText().equals("1")) {
            facts.add(new SiteFact(
                    "ipv6-off",
                    node,
                    Map.of("device", device),
                    "IPv6 is off on %s of %s (disable_ipv6=1)".formatted(device, node),
                    "on %s: sysctl -w net.ipv6.conf.%s.disable_ipv6=0".formatted(node, device)));
        }
        String all = seen.path("rp_filter").path("all").asText();
        String own = seen.path("rp_filter").path("interface").asText();
        if (!own.equals("2") && !all.equals("2") && (own.equals("1") || all.equals("1"))) {
            facts.add(new SiteFact(
                    "rp-filter-strict",
                    node,
                    Map.of("device", device, "all", all, "interface", own),
                    "rp_filter is strict on %s of %s".formatted(device, node),
                    "on %s: sysctl -w net.ipv4.conf.%s.rp_filter=2".formatted(node, device)));
        }
        String routes = StreamSupport.stream(seen.path("routes").spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!routes.isEmpty()) {
            facts.add(new SiteFact(
                    "foreign-route",
                    node,
                    Map.of("device", device, "routes", routes),
                    "%s of %s carries routes of the site (%s), which are away for parts of a run and put back at its end"
                            .formatted(device, node, routes),
                    ""));
        }
        return facts;
    }

    private static String release(String owner, String device) {
        return switch (owner) {
            case "NetworkManager" -> "nmcli device set %s managed no".formatted(device);
            case "systemd-networkd" ->
                "printf '[Match]\\nName=%1$s\\n[Link]\\nUnmanaged=yes\\n' >/etc/systemd/network/00-%1$s.network && networkctl reload"
                        .formatted(device);
            case "dhcpcd" -> "echo 'denyinterfaces %s' >>/etc/dhcpcd.conf && dhcpcd --release %1$s".formatted(device);
            default -> "%s -r %s".formatted(owner, device);
        };
    }
}
