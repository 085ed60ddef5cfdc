package io.github.macvtaplab.model;

/** Names the cables that end in the switch. */
public enum Cable {
    /** From the KVM host's uplink. */
    UPLINK,
    /** From the KVM host's second uplink. */
    SECOND_UPLINK,
    /** From the peer's NIC. */
    PEER
}
