package io.github.macvtaplab.provision.site;

import java.util.List;

/**
 * A first packet of a test, as a firewall sees it.
 *
 * @param in the interface that it comes in by
 * @param out the interface that it is forwarded to; empty where it is meant for the node itself
 * @param ip {@code ipv4} or {@code ipv6}
 * @param protocol {@code icmp}, {@code ipv6-icmp}, {@code tcp} or {@code udp}
 * @param port where it goes to; 0 for a protocol that has none
 */
record Packet(String in, String out, String ip, String protocol, int port) {

    /** Those of each kind that come in by an interface: the ports are listed in docs/your-lab.md. */
    static List<Packet> of(String in, String out) {
        return List.of(
                new Packet(in, out, "ipv4", "icmp", 0),
                new Packet(in, out, "ipv6", "ipv6-icmp", 0),
                new Packet(in, out, "ipv4", "tcp", 7007),
                new Packet(in, out, "ipv6", "tcp", 7007),
                new Packet(in, out, "ipv4", "udp", 7007),
                new Packet(in, out, "ipv6", "udp", 7007),
                new Packet(in, out, "ipv4", "udp", 7008),
                new Packet(in, out, "ipv6", "udp", 7008));
    }

    /** In words, such as {@code TCP 7007 over IPv6}. */
    String describe() {
        String over = ip.equals("ipv4") ? "IPv4" : "IPv6";
        return switch (protocol) {
            case "icmp" -> "ICMP";
            case "ipv6-icmp" -> "ICMPv6";
            case "tcp" -> "TCP %d over %s".formatted(port, over);
            default -> "UDP %d over %s".formatted(port, over);
        };
    }
}
