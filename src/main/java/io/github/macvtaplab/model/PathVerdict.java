package io.github.macvtaplab.model;

/** Judges a path. */
public enum PathVerdict {
    /** An answer came. */
    REACHABLE,
    /** No answer came until the deadline, and the witnesses show that all the rest works. */
    BLOCKED,
    /** No answer came, and something else than the path may be to blame. */
    INCONCLUSIVE
}
