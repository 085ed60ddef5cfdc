package io.github.macvtaplab.model;

import java.util.Locale;

/**
 * Names a way from one end to another, over one subnet and one protocol.
 *
 * @param from the end that sends the first packet
 * @param to the end that is to answer
 * @param subnet the subnet whose addresses are used
 * @param family the version of the Internet Protocol
 * @param protocol what the probe speaks
 */
public record Path(End from, End to, SubnetName subnet, IpFamily family, Protocol protocol) {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if both ends are the same
     */
    public Path {
        if (from == to) {
            throw new IllegalArgumentException("a path needs two different ends, got " + from + " twice");
        }
    }

    /** Returns the path from the other end: same subnet, family and protocol. */
    public Path reversed() {
        return new Path(to, from, subnet, family, protocol);
    }

    /** Returns the path in words, such as {@code host->guest shared ipv4 icmp}. */
    @Override
    public String toString() {
        return (from + "->" + to + " " + subnet + " ip" + family + " " + protocol).toLowerCase(Locale.ROOT);
    }
}
