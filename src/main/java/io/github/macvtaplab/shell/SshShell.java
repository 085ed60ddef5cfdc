package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.ShellException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs commands over SSH: one connection per node, through its jump node where it has one, a channel per
 * command. Accepts no host key but the pinned one. Connects when first needed.
 */
public final class SshShell implements Shell, AutoCloseable {
    private final SshConnections connections;
    private final List<CommandListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger threads = new AtomicInteger();
    private final ExecutorService pool =
            Executors.newCachedThreadPool(task -> SshConnections.daemon(task, "ssh-" + threads.incrementAndGet()));

    /** Makes a shell that logs in with the given key. Opens no connection yet. */
    public SshShell(SshCredentials credentials) {
        this.connections = new SshConnections(credentials);
    }

    /** Registers a listener for every command from now on. */
    public void addListener(CommandListener listener) {
        listeners.add(listener);
    }

    @Override
    public CommandResult run(Node node, String script, Duration deadline) {
        var command = new RemoteCommand(connections, pool, node, script, deadline.toSeconds() + 1);
        Future<CommandResult> future = pool.submit(command);
        try {
            CommandResult result = future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            listeners.forEach(listener -> listener.ran(result));
            return result;
        } catch (TimeoutException e) {
            stop(command, future);
            throw new ShellException(
                    Kind.TIMED_OUT,
                    "expected the end within " + deadline.toMillis() / 1000.0 + " s on " + node + " of: "
                            + command.what() + "; still running" + command.soFar(),
                    e);
        } catch (InterruptedException e) {
            stop(command, future);
            Thread.currentThread().interrupt();
            throw new ShellException(Kind.INTERRUPTED, "interrupted while " + node + " ran: " + command.what(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ShellException known) {
                throw known;
            }
            throw new IllegalStateException("running a command on " + node + " failed: " + command.what(), e);
        }
    }

    @Override
    public Conversation converse(Node node, String command) {
        try {
            return new RemoteCommand(connections, pool, node, command, 0).converse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellException(Kind.INTERRUPTED, "interrupted while starting a program on " + node, e);
        }
    }

    private void stop(RemoteCommand command, Future<CommandResult> future) {
        // On another thread, as sending may block on a connection that is stuck; and before the interrupt,
        // which would end the wait for the channel.
        pool.execute(() -> {
            command.kill();
            future.cancel(true);
        });
    }

    /** Closes all connections; commands that still run end in an error. */
    @Override
    public void close() {
        connections.close();
        pool.shutdownNow();
    }
}
