package io.github.macvtaplab.model;

/** Judges a claim. The order is the order of weight: see {@link #and(ClaimVerdict)}. */
public enum ClaimVerdict {
    /** What the document says was seen. */
    HOLDS,
    /** What was seen cannot decide. */
    INCONCLUSIVE,
    /** The opposite of what the document says was seen. */
    REFUTED;

    /** Returns the verdict of both together: the heavier, where REFUTED outweighs INCONCLUSIVE outweighs HOLDS. */
    public ClaimVerdict and(ClaimVerdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
