package io.github.macvtaplab.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Say where the ends of a path are while a wiring is in place. */
public interface Topology {
    /** The wiring that is in place. */
    Wiring wiring();

    /** The ends that there are, in the order of {@link End}. */
    List<End> ends();

    /** The node at an end. */
    Node node(End end);

    /** Libvirt's name of the guest at an end. */
    default String domain(End end) {
        return node(end).name();
    }

    /** The switch. */
    Node lanSwitch();

    /** Whether an end has an address in a subnet. */
    boolean has(End end, SubnetName subnet);

    /** Whether an end has an address of a version of the Internet Protocol in a subnet. */
    default boolean has(End end, SubnetName subnet, IpFamily family) {
        return has(end, subnet);
    }

    /** The address of an end, with prefix length. */
    String addressWithPrefix(End end, SubnetName subnet, IpFamily family);

    /** The address of an end, without prefix length. */
    default String address(End end, SubnetName subnet, IpFamily family) {
        String address = addressWithPrefix(end, subnet, family);
        return address.substring(0, address.indexOf('/'));
    }

    /** The network device through which an end sends to a subnet. */
    String device(End end, SubnetName subnet);

    /** The KVM host's uplink. */
    String uplink();

    /** The KVM host's second uplink, whatever addresses it has; empty if it has none. */
    Optional<String> secondUplink();

    /** Whether the guests' NICs under test have offloads, of checksums and of segmentation. */
    boolean offloads();

    /** The switch's port that a cable ends in; empty where there is no such cable, or the switch cannot be looked into. */
    Optional<String> port(Cable cable);

    /** How each guest's NICs are attached on the host. */
    List<Attached> attached();

    /** The devices of each node by which frames under test can pass; the switch's ports where it can be looked into. */
    Map<Node, List<String>> watched();
}
