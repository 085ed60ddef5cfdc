package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who may say that he has an address of the lab.
 *
 * @param macs for each address the MAC addresses of its owner; none for one that nobody may have
 * @param subnets the subnet of each address
 */
record Owners(Map<String, Set<String>> macs, Map<String, SubnetName> subnets) {

    /**
     * Of a lab that is wired: all ends.
     *
     * @param nodes by the role of a port, the MAC addresses of all devices of its node
     */
    static Owners of(Topology topology, Map<Role, Set<String>> nodes) {
        Owners owners = new Owners(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (End end : topology.ends()) {
            for (SubnetName subnet : Set.of(SubnetName.SHARED, SubnetName.SECOND)) {
                for (IpFamily family : IpFamily.values()) {
                    if (topology.has(end, subnet, family)) {
                        owners.add(topology.address(end, subnet, family), subnet, macs(topology, nodes, end));
                    }
                }
            }
        }
        return owners;
    }

    private static Set<String> macs(Topology topology, Map<Role, Set<String>> nodes, End end) {
        return switch (end) {
            // Of any device: a node that answers by the wrong one is no stranger.
            case HOST, PEER ->
                nodes.entrySet().stream()
                        .filter(entry -> entry.getKey().end() == end)
                        .flatMap(entry -> entry.getValue().stream())
                        .collect(Collectors.toSet());
            case GUEST, GUEST2 ->
                topology.attached().stream()
                        .filter(nic -> nic.guest() == end)
                        .map(Attached::mac)
                        .collect(Collectors.toSet());
        };
    }

    /** Of a lab whose guests are to be wired: guests, and the address that is spare. */
    static Owners before(Layout layout) {
        Owners owners = new Owners(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Node guest : layout.guests()) {
            Set<String> own = new LinkedHashSet<>();
            own.add(layout.testMac().getOrDefault(guest.name(), ""));
            own.add(layout.secondMac().getOrDefault(guest.name(), ""));
            Map<SubnetName, Map<IpFamily, String>> addresses =
                    layout.addresses().getOrDefault(guest.name(), Map.of());
            for (SubnetName subnet : Set.of(SubnetName.SHARED, SubnetName.SECOND)) {
                addresses
                        .getOrDefault(subnet, Map.of())
                        .values()
                        .forEach(address -> owners.add(address.replaceFirst("/.*", ""), subnet, own));
            }
        }
        layout.spareSharedAddress()
                .ifPresent(address -> owners.add(address.replaceFirst("/.*", ""), SubnetName.SHARED, Set.of()));
        return owners;
    }

    private void add(String address, SubnetName subnet, Set<String> own) {
        macs.put(address, own.stream().map(mac -> mac.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
        subnets.put(address, subnet);
    }

    /** Addresses that somebody else has said to have, each with his MAC address. */
    Map<String, String> strangers(Seen seen) {
        Map<String, String> strangers = new TreeMap<>();
        macs.forEach((address, own) -> seen.tellers(address).stream()
                .filter(mac -> !own.contains(mac))
                .findFirst()
                .ifPresent(mac -> strangers.put(address, mac)));
        return strangers;
    }
}
