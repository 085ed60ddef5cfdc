package io.github.macvtaplab.model;

/** Says what a node is in the lab. */
public enum NodeRole {
    /** Runs libvirt and the guests, and owns the uplinks. */
    KVM_HOST,
    /** Is only on the way to others. */
    JUMP_HOST,
    /** Joins the uplinks and the peer; its ports can be in hairpin mode. */
    SWITCH,
    /** The external machine on the segment, outside the KVM host. */
    PEER,
    /** A KVM virtual machine with a management NIC and a test NIC. */
    GUEST
}
