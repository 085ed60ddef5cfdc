package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.ShellException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** Runs one script on one node, on a thread of its own; its caller keeps the time and may end it. */
final class RemoteCommand implements Callable<CommandResult> {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final SshConnections connections;
    private final Executor readers;
    private final Node node;
    private final String script;
    private final Invocation invocation;
    private final Output out = new Output();
    private final Output err = new Output();
    private Session.@Nullable Command running;
    private boolean ended;

    /**
     * Prepares one.
     *
     * @param script what is run, for messages
     * @param invocation how it is run
     */
    RemoteCommand(SshConnections connections, Executor readers, Node node, String script, Invocation invocation) {
        this.invocation = invocation;
        this.connections = connections;
        this.readers = readers;
        this.node = node;
        this.script = script;
    }

    @Override
    public CommandResult call() throws InterruptedException {
        try (Session session = session()) {
            return run(session);
        } catch (IOException e) {
            throw new ShellException(
                    Kind.LOST,
                    "expected the connection to " + node + " to last until the end of: " + what() + "; seen: "
                            + SshConnections.reason(e) + soFar(),
                    e);
        }
    }

    /** Opens a channel; on a connection that broke since its last use, tries once more with a new one. */
    private Session session() throws InterruptedException {
        SSHClient client = connections.to(node);
        try {
            return client.startSession();
        } catch (OpenFailException e) {
            throw SshConnections.unreachable(node, e);
        } catch (ConnectionException | TransportException | IllegalStateException e) {
            // The last is how sshj says that the connection was lost just before the session was asked for.
            connections.forget(node, client);
        }
        try {
            return connections.to(node).startSession();
        } catch (IOException e) {
            throw SshConnections.unreachable(node, e);
        }
    }

    /** Starts the script and leaves it running, its input open. */
    Conversation converse() throws InterruptedException {
        Session session = session();
        try {
            Conversation conversation = new Conversation(node, session, session.exec(invocation.line()), readers);
            if (!invocation.input().isEmpty()) {
                conversation.say(invocation.input());
            }
            return conversation;
        } catch (IOException e) {
            IOUtils.closeQuietly(session);
            throw SshConnections.unreachable(node, e);
        }
    }

    private CommandResult run(Session session) throws IOException {
        long start = System.nanoTime();
        Session.Command command = session.exec(invocation.line());
        started(command);
        giveInput(command);
        var both = drain(out, command.getInputStream())
                .thenCombine(drain(err, command.getErrorStream()), (a, b) -> a && b);
        try {
            both.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ShellException known) {
                throw known;
            }
            throw e.getCause() instanceof IOException seen ? seen : new IOException(e.getCause());
        }
        command.join(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        Integer exitStatus = command.getExitStatus();
        if (exitStatus == null) {
            Signal signal = command.getExitSignal();
            throw new ShellException(
                    Kind.KILLED,
                    "expected an exit status on " + node + " from: " + what() + "; seen: "
                            + (signal == null ? "the end without one" : "killed by signal " + signal)
                            + soFar());
        }
        return new CommandResult(
                node.name(), script, exitStatus, out.text(), err.text(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void giveInput(Session.Command command) {
        try (OutputStream input = command.getOutputStream()) {
            input.write(invocation.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A quick command is over before its input could be closed: its exit status says how it went.
            // Where it is the connection that ended, so does its output, and reading that fails.
        }
    }

    private CompletableFuture<Boolean> drain(Output output, InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        if (output.drain(stream)) {
                            return true;
                        }
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                    kill();
                    throw new ShellException(
                            Kind.TOO_MUCH_OUTPUT,
                            "expected at most " + Output.LIMIT + " bytes on " + node + " from: " + what()
                                    + "; seen more, so it was killed");
                },
                readers);
    }

    private synchronized void started(Session.Command command) {
        running = command;
        if (ended) {
            kill();
        }
    }

    /** Ends the command on the node, now or as soon as it has started, and closes its channel. */
    synchronized void kill() {
        ended = true;
        Session.Command command = running;
        if (command == null) {
            return;
        }
        try {
            // Without it sshd lets the command live on after its channel is gone.
            command.signal(Signal.KILL);
        } catch (TransportException e) {
            // The connection is gone, and the channel with it.
        } finally {
            IOUtils.closeQuietly(command);
        }
    }

    /** Returns the script's first line, for an error message. */
    String what() {
        String text = script.strip();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end) + " ...";
    }

    /** Returns the end of the output until now, for an error message. */
    String soFar() {
        String said = (err.tail() + "\n" + out.tail()).strip();
        return said.isEmpty() ? "; it wrote nothing" : "; it wrote:\n" + said;
    }
}
