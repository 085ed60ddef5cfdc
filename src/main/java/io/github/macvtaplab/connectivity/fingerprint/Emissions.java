package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The frames of a fingerprint. Sources are the ports' own MAC addresses, a guest's at the uplink, and one made-up address for each
 * port, always the same.
 */
final class Emissions {
    static final String BROADCAST_MAC = "ff:ff:ff:ff:ff:ff";
    /** A MAC address that nobody has and nothing is ever sent from. */
    static final String NOBODY = "02:4d:56:4c:00:02";
    /** A VLAN that few networks have; frames with its tag are for the MAC address of a NIC of the lab. */
    static final int VLAN = 3999;
    /** Number in the tag of the first; paths have lower ones. */
    private static final int FIRST = 3000;

    private static final String GROUP_V4 = "239.255.77.86";
    private static final String GROUP_V4_MAC = "01:00:5e:7f:4d:56";
    private static final String GROUP_V6 = "ff15::4d56:4c02";
    private static final String GROUP_V6_MAC = "33:33:4d:56:4c:02";

    private final Topology topology;
    private final List<Role> roles;
    private final Map<Role, String> macs;
    private int next = FIRST;

    /**
     * Makes them.
     *
     * @param macs each port's MAC address
     */
    Emissions(Topology topology, List<Port> ports, Map<Role, String> macs) {
        this.topology = topology;
        this.roles = ports.stream().map(Port::role).toList();
        this.macs = macs;
    }

    /** To everybody, by which the switch learns where the sources are. */
    List<Emission> broadcasts() {
        List<Emission> all = new ArrayList<>();
        for (Role from : roles) {
            for (SourceKind source : SourceKind.values()) {
                mac(from, source)
                        .ifPresent(mac -> all.add(
                                make(from, source, FrameKind.BROADCAST, others(from), mac, BROADCAST_MAC, "raw")));
            }
        }
        return all;
    }

    /** All others. */
    List<Emission> others() {
        List<Emission> all = new ArrayList<>();
        for (Role from : roles) {
            for (SourceKind source : SourceKind.values()) {
                mac(from, source).ifPresent(mac -> {
                    all.add(make(from, source, FrameKind.UNKNOWN, others(from), mac, NOBODY, "raw"));
                    for (Role to : others(from)) {
                        unicast(all, from, source, to, mac);
                    }
                    if (source != SourceKind.FOREIGN) {
                        questions(all, from, source, mac);
                    }
                });
            }
            all.add(make(
                    from, SourceKind.OWN, FrameKind.MULTICAST4, others(from), Emission.OWN, GROUP_V4_MAC, GROUP_V4));
            all.add(make(
                    from, SourceKind.OWN, FrameKind.MULTICAST6, others(from), Emission.OWN, GROUP_V6_MAC, GROUP_V6));
        }
        return all;
    }

    private void unicast(List<Emission> all, Role from, SourceKind source, Role to, String mac) {
        String target = macs.get(to);
        if (target == null) {
            return;
        }
        all.add(make(from, source, FrameKind.UNICAST, List.of(to), mac, target, "raw"));
        if (source == SourceKind.OWN) {
            all.add(make(from, source, FrameKind.VLAN, List.of(to), mac, target, "vlan " + VLAN));
            all.add(make(from, source, FrameKind.LONG, List.of(to), mac, target, "long"));
        }
    }

    /** Questions for the addresses of other ports: by broadcast, for all to see; by a group, for its owner. */
    private void questions(List<Emission> all, Role from, SourceKind source, String mac) {
        for (Role to : others(from)) {
            asker(from, source, IpFamily.V4)
                    .ifPresent(asker -> address(to, IpFamily.V4)
                            .ifPresent(asked -> all.add(make(
                                    from,
                                    source,
                                    FrameKind.ARP,
                                    others(from),
                                    mac,
                                    BROADCAST_MAC,
                                    "arp %s %s".formatted(asker, asked)))));
            asker(from, source, IpFamily.V6)
                    .ifPresent(asker -> address(to, IpFamily.V6)
                            .ifPresent(asked -> all.add(make(
                                    from,
                                    source,
                                    FrameKind.ND,
                                    List.of(to),
                                    mac,
                                    solicitedNode(asked),
                                    "nd %s %s".formatted(asker, asked)))));
        }
    }

    /** The MAC address of the group that asks for an IPv6 address. */
    static String solicitedNode(String address) {
        byte[] raw = Addresses.bytes(address);
        return "33:33:ff:%02x:%02x:%02x".formatted(raw[13], raw[14], raw[15]);
    }

    private Optional<String> asker(Role from, SourceKind source, IpFamily family) {
        return source == SourceKind.OWN
                ? address(from, family)
                : guest(from)
                        .filter(nic -> topology.has(nic.guest(), nic.subnet(), family))
                        .map(nic -> topology.address(nic.guest(), nic.subnet(), family));
    }

    private Optional<String> address(Role role, IpFamily family) {
        return topology.has(role.end(), role.subnet(), family)
                ? Optional.of(topology.address(role.end(), role.subnet(), family))
                : Optional.empty();
    }

    private Optional<String> mac(Role from, SourceKind source) {
        return switch (source) {
            case OWN -> Optional.of(Emission.OWN);
            case GUEST -> guest(from).map(Attached::mac);
            case FOREIGN -> Optional.of(from.foreignMac());
        };
    }

    /** A guest's NIC whose frames leave by a port; never another port's, or the switch would think that the guest had moved. */
    private Optional<Attached> guest(Role from) {
        return topology.attached().stream()
                .filter(nic -> from == Role.UPLINK && nic.subnet() == from.subnet())
                .findFirst();
    }

    private List<Role> others(Role from) {
        return roles.stream().filter(role -> role != from).toList();
    }

    /** A frame from one port to where another port has just spoken from. */
    Emission toForeign(Role from, Role foreign) {
        return make(
                from, SourceKind.OWN, FrameKind.UNKNOWN, List.of(foreign), Emission.OWN, foreign.foreignMac(), "raw");
    }

    /** Questions for addresses, in the name of an address, or of the unspecified one, and numbered from some number on. */
    static List<Emission> questions(int first, Role from, String asker, List<String> addresses) {
        List<Emission> questions = new ArrayList<>();
        for (String address : addresses) {
            boolean six = address.contains(":");
            questions.add(new Emission(
                    first + questions.size(),
                    from,
                    SourceKind.OWN,
                    six ? FrameKind.ND : FrameKind.ARP,
                    List.of(),
                    Emission.OWN,
                    six ? solicitedNode(address) : BROADCAST_MAC,
                    "%s %s %s".formatted(six ? "nd" : "arp", asker, address)));
        }
        return questions;
    }

    private Emission make(
            Role from,
            SourceKind source,
            FrameKind kind,
            List<Role> to,
            String sourceMac,
            String targetMac,
            String form) {
        return new Emission(next++, from, source, kind, to, sourceMac, targetMac, form);
    }
}
