package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lab that exists on paper only: host kvm1, guests g1 and g2, a peer, and a switch with a port for each uplink and the peer.
 *
 * @param wiring how the guests are attached
 * @param second where the second NICs are
 */
record LabForTests(Wiring wiring, Second second) implements Topology {
    static final Node HOST = node("kvm1", NodeRole.KVM_HOST);
    static final Node SWITCH = node("switch", NodeRole.SWITCH);
    private static final Map<End, Node> NODES = Map.of(
            End.HOST, HOST,
            End.GUEST, node("g1", NodeRole.GUEST),
            End.GUEST2, node("g2", NodeRole.GUEST),
            End.PEER, node("peer", NodeRole.PEER));

    /** The lab that a situation is about. */
    static LabForTests of(Situation situation) {
        return new LabForTests(situation.wiring(), situation.second());
    }

    private static Node node(String name, NodeRole role) {
        return new Node(name, role, new SshAddress("198.18.0.1", 22, "root"), Optional.empty());
    }

    @Override
    public List<End> ends() {
        return wiring.singleGuest() ? List.of(End.HOST, End.GUEST, End.PEER) : List.of(End.values());
    }

    @Override
    public Node node(End end) {
        return NODES.getOrDefault(end, HOST);
    }

    @Override
    public Node lanSwitch() {
        return SWITCH;
    }

    private boolean isolated() {
        return wiring instanceof Wiring.IsolatedBridge;
    }

    static boolean guest(End end) {
        return end == End.GUEST || end == End.GUEST2;
    }

    @Override
    public boolean has(End end, SubnetName subnet) {
        return switch (subnet) {
            case SHARED -> !guest(end) || !isolated();
            case SECOND -> !guest(end) || second == Second.BOTH || second == Second.NOT_IN_HOST;
            case ISOLATED -> isolated();
        };
    }

    @Override
    public String addressWithPrefix(End end, SubnetName subnet, IpFamily family) {
        return family == IpFamily.V4
                ? "198.18.%d.%d/24".formatted(number(subnet), number(end))
                : "2001:db8:%d::%d/64".formatted(number(subnet), number(end));
    }

    @Override
    public String device(End end, SubnetName subnet) {
        return switch (end) {
            case PEER -> "eth1";
            case GUEST, GUEST2 -> subnet == SubnetName.SECOND ? "ens3" : "ens2";
            case HOST -> subnet == SubnetName.SECOND ? "uplink1" : subnet == SubnetName.SHARED ? "uplink0" : "mvliso0";
        };
    }

    static String mac(End end, SubnetName subnet) {
        return "52:54:00:12:%d:%d".formatted(number(subnet), number(end) + 10);
    }

    private static int number(SubnetName subnet) {
        return switch (subnet) {
            case SHARED -> 10;
            case SECOND -> 20;
            case ISOLATED -> 30;
        };
    }

    private static int number(End end) {
        return switch (end) {
            case HOST -> 1;
            case PEER -> 3;
            case GUEST -> 11;
            case GUEST2 -> 12;
        };
    }

    @Override
    public boolean offloads() {
        return false;
    }

    @Override
    public String uplink() {
        return "uplink0";
    }

    @Override
    public Optional<String> secondUplink() {
        return Optional.of("uplink1");
    }

    @Override
    public Optional<String> port(Cable cable) {
        return Optional.of(
                switch (cable) {
                    case UPLINK -> "port0";
                    case SECOND_UPLINK -> "port1";
                    case PEER -> "port2";
                });
    }

    @Override
    public List<Attached> attached() {
        List<Attached> nics = new ArrayList<>();
        for (End guest : ends().stream().filter(LabForTests::guest).toList()) {
            for (SubnetName subnet : SubnetName.values()) {
                if (has(guest, subnet)) {
                    nics.add(new Attached(
                            guest,
                            subnet,
                            mac(guest, subnet),
                            (wiring.macvtap() ? "macvtap" : "vnet") + nics.size(),
                            wiring.macvtap() ? "uplink0" : isolated() ? "mvliso0" : "mvlbr0"));
                }
            }
        }
        return nics;
    }

    @Override
    public Map<Node, List<String>> watched() {
        Map<Node, List<String>> devices = new LinkedHashMap<>();
        devices.put(HOST, List.of("uplink0", "uplink1"));
        devices.put(SWITCH, List.of("port0", "port1", "port2"));
        return devices;
    }
}
