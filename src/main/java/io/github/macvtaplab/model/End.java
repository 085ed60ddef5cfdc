package io.github.macvtaplab.model;

/** Names the ends that a path can have. */
public enum End {
    /** The KVM host. */
    HOST,
    /** The first guest. */
    GUEST,
    /** The second guest, on the same KVM host. */
    GUEST2,
    /** The machine outside the KVM host. */
    PEER
}
