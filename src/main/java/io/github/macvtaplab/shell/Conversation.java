package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.ShellException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * A program on a node that is spoken to line by line. It lives on one SSH channel: when this is closed, or this process ends,
 * or the connection breaks, the program sees the end of its standard input. One speaker at a time.
 */
public final class Conversation implements AutoCloseable {
    private static final int LONGEST_LINE = 8 * 1024 * 1024;
    private static final String END = "\0end";

    private final Node node;
    private final Session session;
    private final Session.Command command;
    private final OutputStream input;
    private final Output errors = new Output();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Conversation(Node node, Session session, Session.Command command, Executor readers) {
        this.node = node;
        this.session = session;
        this.command = command;
        this.input = command.getOutputStream();
        readers.execute(this::readLines);
        readers.execute(this::readErrors);
    }

    /**
     * Write bytes to the program.
     *
     * @throws ShellException if the connection is gone
     */
    public void say(String text) {
        try {
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new ShellException(
                    Kind.LOST,
                    "expected the program on " + node + " to take a line; seen: " + SshConnections.reason(e) + said(),
                    e);
        }
    }

    /**
     * Wait for the program's next line.
     *
     * @throws ShellException if none comes within the deadline, the program has ended, or this thread was interrupted
     */
    public String hear(Duration deadline) {
        String line;
        try {
            line = lines.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellException(Kind.INTERRUPTED, "interrupted while waiting for an answer of " + node, e);
        }
        if (line == null) {
            throw new ShellException(
                    Kind.TIMED_OUT,
                    "expected an answer of the program on " + node + " within " + deadline.toMillis() / 1000.0
                            + " s; seen: nothing" + said());
        }
        if (line.equals(END)) {
            lines.add(END);
            throw new ShellException(Kind.LOST, "expected the program on " + node + " to answer; it ended" + said());
        }
        return line;
    }

    private String said() {
        String text = errors.tail();
        return text.isEmpty() ? "" : "; it wrote:\n" + text;
    }

    private void readLines() {
        StringBuilder text = new StringBuilder();
        byte[] chunk = new byte[64 * 1024];
        InputStream stream = command.getInputStream();
        try {
            int count;
            while ((count = stream.read(chunk)) >= 0 && text.length() <= LONGEST_LINE) {
                // The program writes ASCII.
                text.append(new String(chunk, 0, count, StandardCharsets.US_ASCII));
                int end;
                while ((end = text.indexOf("\n")) >= 0) {
                    lines.add(text.substring(0, end));
                    text.delete(0, end + 1);
                }
            }
        } catch (IOException e) {
            // The end, whatever its form; who listens is told below.
        }
        lines.add(END);
    }

    private void readErrors() {
        try {
            errors.drain(command.getErrorStream());
        } catch (IOException e) {
            // What came so far is all there is.
        }
    }

    /** End the program's input; it is to end itself then. */
    @Override
    public void close() {
        IOUtils.closeQuietly(input, command, session);
    }
}
