package io.github.macvtaplab.model;

/** Says how a guest's test NIC is attached. */
public sealed interface Wiring {

    /** Returns the short name for playbooks, the console and the report, such as {@code macvtap-bridge}. */
    String label();

    /** Returns the wiring by macvtap in the given mode. */
    static Wiring macvtap(MacvtapMode mode) {
        return new Macvtap(mode);
    }

    /** Returns the wiring by a Linux bridge with the uplink as a port. */
    static Wiring linuxBridge() {
        return new LinuxBridge();
    }

    /** Returns the wiring by an Open vSwitch bridge with the uplink as a port. */
    static Wiring openVswitch() {
        return new OpenVswitch();
    }

    /** Returns the wiring by a Linux bridge without any uplink. */
    static Wiring isolatedBridge() {
        return new IsolatedBridge();
    }

    /** Returns the subnet of the guests' first test NICs. */
    default SubnetName firstSubnet() {
        return this instanceof IsolatedBridge ? SubnetName.ISOLATED : SubnetName.SHARED;
    }

    /** Tells whether a macvtap device carries the guest's frames. */
    default boolean macvtap() {
        return this instanceof Macvtap;
    }

    /** Tells whether only one guest can have it: passthrough gives the whole uplink away. */
    default boolean singleGuest() {
        return this instanceof Macvtap macvtap && macvtap.mode() == MacvtapMode.PASSTHROUGH;
    }

    /**
     * Attaches the guest by macvtap to the uplink.
     *
     * @param mode the device's mode
     */
    record Macvtap(MacvtapMode mode) implements Wiring {
        @Override
        public String label() {
            return "macvtap-" + mode.label();
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /** Attaches the guest to a Linux bridge whose port is the uplink. */
    record LinuxBridge() implements Wiring {
        @Override
        public String label() {
            return "linux-bridge";
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /** Attaches the guest to an Open vSwitch bridge whose port is the uplink. */
    record OpenVswitch() implements Wiring {
        @Override
        public String label() {
            return "openvswitch";
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /** Attaches the guest to a Linux bridge that no uplink belongs to. */
    record IsolatedBridge() implements Wiring {
        @Override
        public String label() {
            return "isolated-bridge";
        }

        @Override
        public String toString() {
            return label();
        }
    }
}
