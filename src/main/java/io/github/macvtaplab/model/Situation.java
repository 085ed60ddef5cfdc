package io.github.macvtaplab.model;

import java.util.Locale;

/**
 * Describes what the lab is made to be while paths are probed.
 *
 * @param wiring how the guests' test NICs are attached
 * @param hairpin mode of the switch's port to the uplink
 * @param uplink state of the uplink
 * @param firewall what the KVM host's firewall does with the test networks
 * @param second where the second NICs of host and guests are
 */
public record Situation(Wiring wiring, Hairpin hairpin, Uplink uplink, Firewall firewall, Second second) {

    /** Mode of the switch's port: whether a frame may leave by the port that it came from. */
    public enum Hairpin {
        /** It may not. */
        OFF,
        /** It may (reflective relay). */
        ON
    }

    /** State of the KVM host's uplink. */
    public enum Uplink {
        /** In use. */
        UP,
        /** Set up, but the switch's end is down. */
        CARRIER_LOST,
        /** Set down on the host. */
        DOWN
    }

    /** What the KVM host's firewall does with input and forward from the test networks. */
    public enum Firewall {
        /** Nothing. */
        NONE,
        /** Drop all. */
        DROP
    }

    /** Where the second NICs of host and guests are. */
    public enum Second {
        /** Host and guests have none that is used. */
        UNUSED,
        /** Host and guests have one each, in the second subnet; the host of a lab without a second uplink has none. */
        BOTH,
        /** The guests have none. */
        NOT_IN_GUEST,
        /** The host has no address in the second subnet. */
        NOT_IN_HOST,
        /** The host's has an address in the <em>shared</em> subnet. */
        IN_SHARED_SUBNET;

        /** Tells whether something about them is not as it should be. */
        public boolean irregular() {
            return this != UNUSED && this != BOTH;
        }
    }

    /** Describes the plain situation of a wiring: hairpin off, uplink up, no firewall. */
    public static Situation plain(Wiring wiring, Second second) {
        return new Situation(wiring, Hairpin.OFF, Uplink.UP, Firewall.NONE, second);
    }

    /** Returns this situation with hairpin and uplink changed. */
    public Situation with(Hairpin otherHairpin, Uplink otherUplink, Firewall otherFirewall) {
        return new Situation(wiring, otherHairpin, otherUplink, otherFirewall, second);
    }

    /** Returns this situation with another mode of the switch's port. */
    public Situation with(Hairpin otherHairpin) {
        return new Situation(wiring, otherHairpin, uplink, firewall, second);
    }

    /** Tells whether nothing is switched off: uplink up and no firewall, so that witnesses can be had. */
    public boolean open() {
        return uplink == Uplink.UP && firewall == Firewall.NONE;
    }

    /** Returns the situation in words, such as {@code macvtap-bridge, hairpin off, uplink up, firewall none}. */
    @Override
    public String toString() {
        String rest = second == Second.BOTH || second == Second.UNUSED ? "" : ", second NIC " + label(second);
        return "%s, hairpin %s, uplink %s, firewall %s%s"
                .formatted(wiring.label(), label(hairpin), label(uplink), label(firewall), rest);
    }

    /** Returns a value as files and texts write it: lower case, with hyphens. */
    public static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
