package io.github.macvtaplab.connectivity;

import java.util.Arrays;

/** Frames in the format pcapng, which Wireshark and tcpdump read. */
public final class Capture {
    /** One without frames. */
    public static final Capture NONE = new Capture(new byte[0]);

    private final byte[] bytes;

    Capture(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Whether nothing was captured. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** This one with another after it: the format allows for several sections in a file, each with interfaces of its own. */
    public Capture and(Capture other) {
        byte[] both = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
        System.arraycopy(other.bytes, 0, both, bytes.length, other.bytes.length);
        return new Capture(both);
    }

    /** The file's content. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
