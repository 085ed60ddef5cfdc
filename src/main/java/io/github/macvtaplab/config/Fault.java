package io.github.macvtaplab.config;

/** Breaks the embedded lab on purpose, to see the suite notice: {@code lab.fault}. */
public enum Fault {
    /** Leaves the lab whole. */
    NONE,
    /** Has the switch's port in hairpin mode from the start. */
    HAIRPIN_ON,
    /** Takes the guest's test NIC down before it is probed. */
    GUEST_NIC_DOWN,
    /** Has the KVM host's firewall drop what comes in. */
    HOST_FIREWALL_DROP,
    /** Gives a guest a boot medium that does not boot. */
    GUEST_NEVER_BOOTS
}
