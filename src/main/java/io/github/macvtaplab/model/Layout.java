package io.github.macvtaplab.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Describe a lab: its nodes, the names of the interfaces under test, and every node's addresses on the segment. Read from an
 * Ansible inventory.
 *
 * @param name the lab's name in the report
 * @param emulated whether the wires are not real, so that figures say nothing about hardware
 * @param host the KVM host
 * @param lanSwitch the switch; a name only where the lab gives no access to it
 * @param peer the external machine on the segment; empty if the lab has none
 * @param guests the guests, at least two
 * @param uplink the macvtaps' lower device on the KVM host
 * @param secondUplink the KVM host's second interface on the segment; empty if it has none
 * @param uplinkPort the switch's port to the uplink
 * @param switchPorts the switch's ports by the cables that end in them; empty without access to it
 * @param peerNic the peer's interface on the segment; empty without a peer
 * @param managementBridge the KVM host's bridge of the guests' management NICs, never under test
 * @param spareSharedAddress an unused address of the shared subnet with prefix length, for the second uplink; empty without one
 * @param offloads whether the guests' NICs under test have offloads, of checksums and of segmentation
 * @param guestPrefix what libvirt's names of the guests begin with, so that they are no other guests' names
 * @param testMac each guest's test NIC's MAC address by guest name
 * @param secondMac each guest's second test NIC's MAC address by guest name
 * @param addresses addresses with prefix length, by node name, subnet and family
 * @param other the KVM host that carries the far end of traffic across hosts, as a lab of its own that has uplink and guests, at
 *     least one, and nothing else; empty if the run has one KVM host
 */
public record Layout(
        String name,
        boolean emulated,
        Node host,
        Node lanSwitch,
        Optional<Node> peer,
        List<Node> guests,
        String uplink,
        Optional<String> secondUplink,
        String uplinkPort,
        Map<Cable, String> switchPorts,
        Optional<String> peerNic,
        String managementBridge,
        Optional<String> spareSharedAddress,
        boolean offloads,
        String guestPrefix,
        Map<String, String> testMac,
        Map<String, String> secondMac,
        Map<String, Map<SubnetName, Map<IpFamily, String>>> addresses,
        Optional<Layout> other) {

    /** Copy the collections. */
    public Layout {
        guests = List.copyOf(guests);
        switchPorts = Collections.unmodifiableMap(new TreeMap<>(switchPorts));
        testMac = Map.copyOf(testMac);
        secondMac = Map.copyOf(secondMac);
        addresses = Map.copyOf(addresses);
    }

    /**
     * Name the node that stands at an end of a path.
     *
     * @throws LabException if the lab has no peer, and its end is asked for
     */
    public Node node(End end) {
        return switch (end) {
            case HOST -> host;
            case PEER -> peer.orElseThrow(LabPart.PEER::absent);
            case GUEST -> guests.get(0);
            case GUEST2 -> guests.get(1);
        };
    }

    /** Libvirt's name of a guest. */
    public String domain(Node guest) {
        return guestPrefix + guest.name();
    }

    /** Say which parts the lab is without. */
    public Set<LabPart> lacking() {
        Set<LabPart> lacking = EnumSet.noneOf(LabPart.class);
        if (switchPorts.isEmpty()) {
            lacking.add(LabPart.SWITCH);
        }
        if (peer.isEmpty()) {
            lacking.add(LabPart.PEER);
        }
        if (secondUplink.isEmpty()) {
            lacking.add(LabPart.SECOND_UPLINK);
        }
        if (other.isEmpty()) {
            lacking.add(LabPart.OTHER_HOST);
        }
        return lacking;
    }

    /** Whether the lab has a part. Without access to the switch, that is only known to be there. */
    public boolean has(LabPart part) {
        return !lacking().contains(part);
    }

    /** The KVM host's interfaces on the segment: the uplink, and the second if there is one. */
    public List<String> uplinks() {
        return Stream.concat(Stream.of(uplink), secondUplink.stream()).toList();
    }

    /** The guests of all KVM hosts of the run. */
    public List<Node> allGuests() {
        return Stream.concat(guests.stream(), other.stream().flatMap(host -> host.guests().stream()))
                .toList();
    }

    /** The nodes that the suite did not make, each with its interfaces that the tests use. */
    public Map<Node, List<String>> tested() {
        Map<Node, List<String>> tested = new LinkedHashMap<>();
        tested.put(host, uplinks());
        if (has(LabPart.SWITCH)) {
            tested.put(lanSwitch, List.copyOf(switchPorts.values()));
        }
        peer.ifPresent(node -> tested.put(node, peerNic.stream().toList()));
        other.ifPresent(host -> tested.putAll(host.tested()));
        return tested;
    }

    /** For each of these nodes the addresses of the nodes that are reached through it. */
    public Map<Node, List<String>> reaches() {
        Map<Node, List<String>> reaches = new LinkedHashMap<>();
        Stream.concat(tested().keySet().stream(), allGuests().stream())
                .forEach(node -> node.jump()
                        .ifPresent(jump -> reaches.computeIfAbsent(jump, any -> new ArrayList<>())
                                .add(node.ssh().host())));
        return reaches;
    }

    /**
     * Look an address up, with its prefix length.
     *
     * @throws LabException if the inventory gives the node none there
     */
    public String addressWithPrefix(Node node, SubnetName subnet, IpFamily family) {
        String address = addresses
                .getOrDefault(node.name(), Map.of())
                .getOrDefault(subnet, Map.of())
                .get(family);
        if (address == null) {
            throw new LabException(
                    "%s has no %s address in the %s subnet; set lab_addresses.%s.%s of %s in the inventory"
                            .formatted(
                                    node.name(),
                                    family,
                                    subnet,
                                    subnet.name().toLowerCase(java.util.Locale.ROOT),
                                    family.name().toLowerCase(java.util.Locale.ROOT),
                                    node.name()));
        }
        return address;
    }

    /** Look an address up, without its prefix length. */
    public String address(Node node, SubnetName subnet, IpFamily family) {
        String address = addressWithPrefix(node, subnet, family);
        return address.substring(0, address.indexOf('/'));
    }
}
