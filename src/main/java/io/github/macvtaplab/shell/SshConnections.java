package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.ShellException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import org.jspecify.annotations.Nullable;

/** Keeps one authenticated connection per node, and makes it when first needed. */
final class SshConnections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int KEEP_ALIVE_SECONDS = 5;

    /** A node's place, so that only one thread connects to it. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable SSHClient client;
    }

    private final SshCredentials credentials;
    private final DefaultConfig config = new DefaultConfig();
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor watchdog =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "ssh-watchdog"));
    private volatile boolean closed;

    SshConnections(SshCredentials credentials) {
        this.credentials = credentials;
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        watchdog.setRemoveOnCancelPolicy(true);
    }

    static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Returns the node's connection; makes it, and those of the nodes on the way, where there is none.
     *
     * @throws ShellException if that fails
     * @throws InterruptedException if this thread is interrupted while another connects
     */
    SSHClient to(Node node) throws InterruptedException {
        Slot slot = slots.computeIfAbsent(node.name(), name -> new Slot());
        slot.lock.lockInterruptibly();
        try {
            SSHClient known = slot.client;
            if (known != null) {
                if (known.isConnected() && known.isAuthenticated()) {
                    return known;
                }
                IOUtils.closeQuietly(known);
                slot.client = null;
            }
            if (closed) {
                throw new ShellException(Kind.UNREACHABLE, "expected an open shell for " + node + ", it is closed");
            }
            SSHClient fresh = connect(node);
            slot.client = fresh;
            return fresh;
        } finally {
            slot.lock.unlock();
        }
    }

    /** Closes a connection that turned out to be of no use. */
    void forget(Node node, SSHClient useless) throws InterruptedException {
        Slot slot = slots.computeIfAbsent(node.name(), name -> new Slot());
        slot.lock.lockInterruptibly();
        try {
            if (slot.client == useless) {
                slot.client = null;
            }
        } finally {
            slot.lock.unlock();
        }
        IOUtils.closeQuietly(useless);
    }

    private SSHClient connect(Node node) throws InterruptedException {
        Login login = credentials.logins().get(node.name());
        if (login == null) {
            throw new ShellException(Kind.LOGIN, "expected a way to log in to " + node + ", there is none");
        }
        var pinned = new PinnedHostKey(node.name(), login.hostKey());
        SSHClient jump = node.jump().isPresent() ? to(node.jump().get()) : null;
        var client = new SSHClient(config);
        int timeout = Math.toIntExact(CONNECT.toMillis());
        client.setConnectTimeout(timeout);
        client.setTimeout(timeout);
        client.getTransport().setTimeoutMs(timeout);
        client.getConnection().setTimeoutMs(timeout);
        client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        client.addHostKeyVerifier(pinned);
        boolean connected = false;
        try {
            if (jump == null) {
                client.connect(node.ssh().host(), node.ssh().port());
            } else {
                tunnel(client, jump, node);
            }
            new Authentication(client, node).by(login.credentials());
            if (jump == null) {
                // From here on keep-alive notices a dead peer; a quiet one is none.
                client.getSocket().setSoTimeout(0);
            }
            connected = true;
            return client;
        } catch (IOException e) {
            ShellException mismatch = pinned.mismatch(e);
            throw mismatch != null ? mismatch : unreachable(node, e);
        } finally {
            if (!connected) {
                IOUtils.closeQuietly(client);
            }
        }
    }

    /** Connects through the jump node; sshj's reads from a channel have no timeout, so a watchdog ends them. */
    private void tunnel(SSHClient client, SSHClient jump, Node node) throws IOException {
        Tunnel way = Tunnel.open(jump, node.ssh().host(), node.ssh().port());
        ScheduledFuture<?> end =
                watchdog.schedule(() -> IOUtils.closeQuietly(way), CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        boolean connected = false;
        try {
            client.connectVia(way);
            connected = true;
        } finally {
            end.cancel(false);
            if (!connected) {
                IOUtils.closeQuietly(way);
            }
        }
    }

    static ShellException unreachable(Node node, IOException seen) {
        String through = node.jump().map(jump -> " through " + jump.name()).orElse("");
        return new ShellException(
                Kind.UNREACHABLE,
                "expected " + node + " to answer SSH at " + node.ssh() + through + ", seen: " + reason(seen),
                seen);
    }

    static String reason(Throwable seen) {
        String message = seen.getMessage();
        return message == null || message.isBlank() ? seen.getClass().getSimpleName() : message;
    }

    /** Closes all connections. */
    @Override
    public void close() {
        closed = true;
        watchdog.shutdownNow();
        slots.values().stream()
                .map(slot -> slot.client)
                .filter(client -> client != null)
                .forEach(IOUtils::closeQuietly);
    }
}
