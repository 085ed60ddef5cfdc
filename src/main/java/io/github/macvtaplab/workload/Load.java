package io.github.macvtaplab.workload;

import java.time.Duration;

/**
 * Say how much traffic a load tool is to make, and to where.
 *
 * @param address the server's address, IPv4 or IPv6
 * @param connections connections at the same time, from 1 to 250
 * @param length how long; whole seconds, as the tools count no finer
 */
public record Load(String address, int connections, Duration length) {

    /**
     * Check the figures.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Load {
        if (connections < 1 || connections > 250) {
            throw new IllegalArgumentException("a load needs 1 to 250 connections, got " + connections);
        }
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.toNanosPart() != 0) {
            throw new IllegalArgumentException("a load lasts whole seconds, at least 1, got " + length);
        }
    }
}
