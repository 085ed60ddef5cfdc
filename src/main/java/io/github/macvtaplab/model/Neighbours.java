package io.github.macvtaplab.model;

/** Says how the two ends of a path come to know each other's MAC addresses. */
public enum Neighbours {
    /** They ask, by ARP or neighbour discovery; nothing is known at the start. */
    ASKED,
    /** Both have a permanent entry for the other, so that nothing depends on broadcasts getting through. */
    GIVEN
}
