package io.github.macvtaplab.model;

import java.util.List;
import java.util.Locale;

/** Lists what a path can be tried with. */
public enum Protocol {
    /** Echo requests, as long as the sender's device allows. */
    ICMP,
    /** A connection to a listening port, with an exchange of bytes. */
    TCP,
    /** A datagram and the answer to it. */
    UDP,
    /** Neighbour resolution alone: ARP, or IPv6 neighbour discovery. An answer here is not yet reachability. */
    NEIGHBOUR,
    /** A datagram to the subnet's broadcast address; IPv4 only. One way. */
    BROADCAST,
    /** A datagram to a group that the receiver has joined. One way. */
    MULTICAST;

    /** The protocols in which an answer comes back. */
    public static final List<Protocol> EXCHANGES = List.of(ICMP, TCP, UDP);

    /** Tells whether an answer comes back from the other end's own software. */
    public boolean exchange() {
        return EXCHANGES.contains(this);
    }

    /** Tells whether one datagram goes to many, and nothing comes back. */
    public boolean oneWay() {
        return this == BROADCAST || this == MULTICAST;
    }

    /** Tells whether the protocol exists in a version of the Internet Protocol. */
    public boolean existsIn(IpFamily family) {
        return this != BROADCAST || family == IpFamily.V4;
    }

    /** Returns the name as files and texts write it: {@code icmp}, {@code neighbour}, ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
