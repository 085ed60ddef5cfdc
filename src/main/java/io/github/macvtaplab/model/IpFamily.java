package io.github.macvtaplab.model;

/** Lists the versions of the Internet Protocol. */
public enum IpFamily {
    /** IPv4, with ARP. */
    V4,
    /** IPv6, with neighbour discovery. */
    V6
}
