package io.github.macvtaplab.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Collects a stream up to a limit, and lets others look at what came so far. */
final class Output {
    /** The most that is kept of one stream, in bytes. */
    static final int LIMIT = 8 * 1024 * 1024;

    private static final int TAIL = 2_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * Reads the stream to its end.
     *
     * @return false if it is longer than {@link #LIMIT} bytes; the rest was not read
     */
    boolean drain(InputStream stream) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        int count;
        while ((count = stream.read(chunk)) >= 0) {
            synchronized (bytes) {
                if (bytes.size() + count > LIMIT) {
                    return false;
                }
                bytes.write(chunk, 0, count);
            }
        }
        return true;
    }

    /** Returns all that came so far. */
    String text() {
        synchronized (bytes) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** Returns the end of what came so far, for an error message. */
    String tail() {
        String text = text().strip();
        return text.length() <= TAIL ? text : "..." + text.substring(text.length() - TAIL);
    }
}
