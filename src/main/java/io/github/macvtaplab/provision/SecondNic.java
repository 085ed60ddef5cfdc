package io.github.macvtaplab.provision;

/** Whether the guests have a second test NIC, of the same wiring as the first, with an address in the second subnet. */
public enum SecondNic {
    /** One test NIC only. */
    NONE,
    /** A second test NIC in the second subnet. */
    IN_SECOND_SUBNET
}
