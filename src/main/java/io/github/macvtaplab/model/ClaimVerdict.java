package io.github.macvtaplab.model;

/** Judges a claim. The order is the order of weight: see {@link #and(ClaimVerdict)}. */
public enum ClaimVerdict {
    /** No test tried to find out. It is no observation's verdict, only that of a claim without any. */
    NOT_RUN,
    /** What the document says was seen. */
    HOLDS,
    /** It was tried, and what was seen cannot decide. */
    INCONCLUSIVE,
    /** The opposite of what the document says was seen. */
    REFUTED;

    /**
     * Returns the verdict of both together: the heavier, where REFUTED outweighs INCONCLUSIVE outweighs HOLDS. NOT_RUN outweighs
     * nothing.
     */
    public ClaimVerdict and(ClaimVerdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns the verdict as people read it: {@code HOLDS}, {@code INCONCLUSIVE}, {@code REFUTED}, {@code not run}. */
    public String label() {
        return this == NOT_RUN ? "not run" : name();
    }
}
