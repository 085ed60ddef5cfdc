package io.github.macvtaplab.connectivity;

/**
 * A positive control: a path that must work for a failed probe to mean anything.
 *
 * @param when whether it ran before or after the probe
 * @param result what it gave
 */
public record Witness(When when, ProbeResult result) {
    /** The side of the probe on which a witness stands. */
    public enum When {
        /** Before the probe. */
        BEFORE,
        /** After the probe. */
        AFTER
    }
}
