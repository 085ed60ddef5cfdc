package io.github.macvtaplab.model;

/** Names the subnets that a path can run over. */
public enum SubnetName {
    /** The one of the uplink, which host, guests and peer share. */
    SHARED,
    /** The one of the second uplink: same segment, other addresses. */
    SECOND,
    /** The one of the isolated bridge, which no uplink belongs to. */
    ISOLATED
}
