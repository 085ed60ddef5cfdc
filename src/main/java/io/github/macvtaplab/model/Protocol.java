package io.github.macvtaplab.model;

/** Lists what a probe can speak. */
public enum Protocol {
    /** Echo requests. */
    ICMP,
    /** A connection to a listening port, with an exchange of bytes. */
    TCP
}
