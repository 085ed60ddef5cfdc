package io.github.macvtaplab.config;

/** Says whether a lab is left as it is at the end of a run: {@code lab.keep}. */
public enum KeepChoice {
    /** It is put back, whatever happened. */
    NEVER,
    /** It is left where a test has failed. */
    ON_FAILURE,
    /** It is left. */
    ALWAYS
}
