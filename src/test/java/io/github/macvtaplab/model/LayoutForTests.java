package io.github.macvtaplab.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Describes a lab that nobody has: host kvm1, guests g1 and g2, for traffic kvm2 with guest g3, and whatever else it is not to be without. */
public final class LayoutForTests {
    private LayoutForTests() {}

    /** The lab without some parts. */
    public static Layout without(LabPart... parts) {
        Set<LabPart> lacking = EnumSet.noneOf(LabPart.class);
        lacking.addAll(Arrays.asList(parts));
        boolean peer = !lacking.contains(LabPart.PEER);
        boolean second = !lacking.contains(LabPart.SECOND_UPLINK);
        Map<Cable, String> ports = new EnumMap<>(Cable.class);
        if (!lacking.contains(LabPart.SWITCH)) {
            ports.put(Cable.UPLINK, "p0");
            if (second) {
                ports.put(Cable.SECOND_UPLINK, "p1");
            }
            if (peer) {
                ports.put(Cable.PEER, "p2");
            }
        }
        Map<String, Map<SubnetName, Map<IpFamily, String>>> addresses = new HashMap<>();
        List.of("kvm1", "peer", "g1", "g2").forEach(name -> addresses.put(name, addresses(name)));
        return new Layout(
                "lab",
                true,
                node("kvm1", NodeRole.KVM_HOST),
                node("switch", NodeRole.SWITCH),
                peer ? Optional.of(node("peer", NodeRole.PEER)) : Optional.empty(),
                List.of(node("g1", NodeRole.GUEST), node("g2", NodeRole.GUEST)),
                "uplink0",
                second ? Optional.of("uplink1") : Optional.empty(),
                "p0",
                ports,
                peer ? Optional.of("lan0") : Optional.empty(),
                "mgmt0",
                second ? Optional.of("198.18.10.2/24") : Optional.empty(),
                false,
                "mvlab-1-",
                Map.of("g1", "52:54:00:12:01:11", "g2", "52:54:00:12:01:12"),
                Map.of("g1", "52:54:00:12:02:11", "g2", "52:54:00:12:02:12"),
                addresses,
                lacking.contains(LabPart.OTHER_HOST) ? Optional.empty() : Optional.of(other()));
    }

    /** Host kvm2 with guest g3, for traffic alone. */
    private static Layout other() {
        return new Layout(
                "kvm2",
                true,
                node("kvm2", NodeRole.KVM_HOST),
                node("switch", NodeRole.SWITCH),
                Optional.empty(),
                List.of(node("g3", NodeRole.GUEST)),
                "data0",
                Optional.empty(),
                "p3",
                Map.of(),
                Optional.empty(),
                "oob0",
                Optional.empty(),
                false,
                "mvlab-1-",
                Map.of("g3", "52:54:00:13:01:11"),
                Map.of("g3", "52:54:00:13:02:11"),
                Map.of("kvm2", addresses("kvm2"), "g3", addresses("g3")),
                Optional.empty());
    }

    private static Node node(String name, NodeRole role) {
        return new Node(name, role, new SshAddress("192.0.2.1", 22, "root"), Optional.empty());
    }

    private static Map<SubnetName, Map<IpFamily, String>> addresses(String name) {
        int number = List.of("kvm1", "peer", "g1", "g2", "kvm2", "g3").indexOf(name) + 1;
        Map<SubnetName, Map<IpFamily, String>> addresses = new EnumMap<>(SubnetName.class);
        for (SubnetName subnet : SubnetName.values()) {
            int net = switch (subnet) {
                case SHARED -> 10;
                case SECOND -> 20;
                case ISOLATED -> 30;
            };
            addresses.put(
                    subnet,
                    Map.of(
                            IpFamily.V4, "198.18.%d.%d/24".formatted(net, number),
                            IpFamily.V6, "2001:db8:%d::%d/64".formatted(net, number)));
        }
        return addresses;
    }
}
