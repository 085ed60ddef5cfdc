package io.github.macvtaplab.workload;

/**
 * What a device has counted.
 *
 * @param bytesIn bytes that came in, Ethernet headers included
 * @param packetsIn frames that came in
 * @param bytesOut bytes that went out
 * @param packetsOut frames that went out
 */
record Counters(long bytesIn, long packetsIn, long bytesOut, long packetsOut) {
    /** Ethernet, IPv4 and TCP with timestamps: 14 + 20 + 32 bytes of each frame are headers. */
    private static final long HEADERS = 66;

    static final Counters NONE = new Counters(0, 0, 0, 0);

    Counters minus(Counters earlier) {
        return new Counters(
                bytesIn - earlier.bytesIn,
                packetsIn - earlier.packetsIn,
                bytesOut - earlier.bytesOut,
                packetsOut - earlier.packetsOut);
    }

    Counters plus(Counters other) {
        return new Counters(
                bytesIn + other.bytesIn,
                packetsIn + other.packetsIn,
                bytesOut + other.bytesOut,
                packetsOut + other.packetsOut);
    }

    /** Payload both ways, as far as it can be told: what is left of the bytes without the packets' headers. */
    long payload() {
        return Math.max(0, bytesIn - packetsIn * HEADERS) + Math.max(0, bytesOut - packetsOut * HEADERS);
    }
}
