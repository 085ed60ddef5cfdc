package io.github.macvtaplab.embedded;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Feed a container's standard input: one line, then silence for as long as this is open. The engine closes the container's
 * input when the connection that feeds it breaks, so the container sees the end of this process however it comes about.
 */
final class Lifeline extends InputStream {
    private final byte[] greeting = "run\n".getBytes(StandardCharsets.US_ASCII);
    private int next;
    private boolean closed;

    @Override
    public synchronized int read() {
        if (next < greeting.length) {
            return greeting[next++];
        }
        while (!closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return -1;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int first = read();
        if (first < 0) {
            return -1;
        }
        buffer[offset] = (byte) first;
        return 1;
    }

    @Override
    public synchronized int available() {
        return greeting.length - next;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
