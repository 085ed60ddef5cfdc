package io.github.macvtaplab.model;

/** Say where the ends of a path are while a wiring is in place. */
public interface Topology {
    /** The node at an end. */
    Node node(End end);

    /** The address of an end, without prefix length. */
    String address(End end, SubnetName subnet, IpFamily family);

    /** The network device through which an end sends to a subnet. */
    String device(End end, SubnetName subnet);
}
