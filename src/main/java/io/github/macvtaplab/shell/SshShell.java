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

    private final SudoTrials sudo;

    /** Makes a shell that logs in with the given key. Opens no connection yet. */
    public SshShell(SshCredentials credentials) {
        this.connections = new SshConnections(credentials);
        this.sudo = new SudoTrials(
                credentials,
                pool,
                (node, invocation, deadline) -> finish(
                        new RemoteCommand(connections, pool, node, "sudo", invocation), node, deadline, deadline));
    }

    /** Registers a listener for every command from now on. */
    public void addListener(CommandListener listener) {
        listeners.add(listener);
    }

    @Override
    public CommandResult run(Node node, String script, Duration deadline) {
        long start = System.nanoTime();
        Sudo how = sudo.of(node, deadline);
        Duration left = deadline.minusNanos(System.nanoTime() - start);
        Invocation invocation = how.invocation(script, Math.max(0, left.toSeconds()) + 1);
        CommandResult result =
                finish(new RemoteCommand(connections, pool, node, script, invocation), node, left, deadline);
        listeners.forEach(listener -> listener.ran(result));
        return result;
    }

    /**
     * Runs a command to its end.
     *
     * @param left the longest that it may take
     * @param deadline what is said in a message
     */
    private CommandResult finish(RemoteCommand command, Node node, Duration left, Duration deadline) {
        Future<CommandResult> future = pool.submit(command);
        try {
            return future.get(left.toNanos(), TimeUnit.NANOSECONDS);
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
            Invocation invocation = sudo.of(node, SudoTrials.DEADLINE).invocation(command, 0);
            return new RemoteCommand(connections, pool, node, command, invocation).converse();
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
