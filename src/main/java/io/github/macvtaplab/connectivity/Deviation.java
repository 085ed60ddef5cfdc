package io.github.macvtaplab.connectivity;

/**
 * Something about a situation that was seen to be otherwise than asked for.
 *
 * @param kind what it is about
 * @param sentence what was asked for and what was seen, without a full stop
 */
public record Deviation(Kind kind, String sentence) {
    /** What a deviation is about. */
    public enum Kind {
        /** The switch's port reflects though it should not. */
        REFLECTS,
        /** The switch's port does not reflect though it should. */
        DOES_NOT_REFLECT,
        /** The uplink has a carrier though it should have lost it. */
        CARRIER_KEPT,
        /** The uplink has no carrier though it should have one. */
        CARRIER_LOST,
        /** The uplink is set up though it should be down. */
        KEPT_UP,
        /** The uplink is set down though it should be up. */
        SET_DOWN,
        /** The host has its address in the second subnet though it should have none. */
        ADDRESS_KEPT
    }
}
