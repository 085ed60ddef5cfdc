package io.github.macvtaplab.shell;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;

/**
 * A way through a jump node. sshj gives up a whole connection when something comes for a channel whose input was closed on this side,
 * and a client closes its input first. A node that answers late, as one that boots, would cost the jump node's connection and all
 * that runs over it. So closing the input closes the channel, which tells the jump node to send no more, and leaves the input open.
 */
final class Tunnel extends DirectConnection {
    private Tunnel(SSHClient jump, String host, int port) {
        super(jump.getConnection(), host, port);
    }

    /**
     * Opens one.
     *
     * @throws IOException if the jump node cannot connect to the address, or does not answer
     */
    static Tunnel open(SSHClient jump, String host, int port) throws IOException {
        Tunnel tunnel = new Tunnel(jump, host, port);
        tunnel.open();
        return tunnel;
    }

    @Override
    public InputStream getInputStream() {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public void close() throws IOException {
                Tunnel.this.close();
            }
        };
    }

    /** Closes the channel, also for a thread that was interrupted, which sshj would not let wait. */
    @Override
    public void close() throws ConnectionException, TransportException {
        boolean interrupted = Thread.interrupted();
        try {
            super.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
