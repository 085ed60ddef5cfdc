package io.github.macvtaplab.connectivity;

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

    /** The file's content. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
