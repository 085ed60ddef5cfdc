package io.github.macvtaplab.shell;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * Asks an SSH agent for the public keys that it holds, and for signatures by them. The protocol is that of OpenSSH's ssh-agent, as in
 * draft-miller-ssh-agent. Each question is a connection of its own, and has a deadline.
 */
public final class SshAgent {
    /** The longest that an answer may take. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final byte FAILURE = 5;
    private static final byte REQUEST_IDENTITIES = 11;
    private static final byte IDENTITIES_ANSWER = 12;
    private static final byte SIGN_REQUEST = 13;
    private static final byte SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_512 = 4;
    /** OpenSSH's own limit, in bytes. */
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final Path socket;
    private final Duration deadline;

    /** Names an agent. Asks it nothing yet. */
    public SshAgent(Path socket) {
        this(socket, DEADLINE);
    }

    SshAgent(Path socket, Duration deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * Lists the keys that it holds, in its own order.
     *
     * @throws IOException if no agent answers at its socket
     */
    public List<Credential.AgentKey> keys() throws IOException {
        Buffer.PlainBuffer answer = ask(new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
        int count = answer.readUInt32AsInt();
        List<Credential.AgentKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] blob = answer.readBytes();
            String comment = answer.readString().replaceAll("\\p{Cntrl}", "?").strip();
            keys.add(new Credential.AgentKey(socket, PublicKeyLine.of(blob, comment)));
        }
        return keys;
    }

    /**
     * Says by which algorithm a key signs. An RSA key does by SHA-512: by SHA-1, nodes older than OpenSSH 7.2 would want it, and
     * OpenSSH itself no longer does.
     */
    static String algorithm(PublicKeyLine key) {
        return switch (key.type()) {
            case "ssh-rsa" -> "rsa-sha2-512";
            case "ssh-rsa-cert-v01@openssh.com" -> "rsa-sha2-512-cert-v01@openssh.com";
            default -> key.type();
        };
    }

    /**
     * Has it sign.
     *
     * @return the signature with its algorithm, as SSH's messages have it
     * @throws IOException if it does not
     */
    static byte[] sign(Credential.AgentKey key, byte[] data) throws IOException {
        PublicKeyLine line = key.publicLine();
        var request = new Buffer.PlainBuffer()
                .putByte(SIGN_REQUEST)
                .putBytes(line.blob())
                .putBytes(data)
                .putUInt32(line.type().equals(algorithm(line)) ? 0 : RSA_SHA2_512);
        return new SshAgent(key.agent()).ask(request, SIGN_RESPONSE).readBytes();
    }

    private Buffer.PlainBuffer ask(Buffer.PlainBuffer request, byte wanted) throws IOException {
        byte[] body = request.getCompactData();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            Exchange exchange = new Exchange(channel, deadline);
            exchange.write(ByteBuffer.allocate(Integer.BYTES + body.length)
                    .putInt(body.length)
                    .put(body)
                    .flip());
            int length = exchange.read(Integer.BYTES).getInt();
            if (length < 1 || length > LONGEST_ANSWER) {
                throw new IOException("an answer of " + length + " bytes; it speaks another protocol");
            }
            ByteBuffer answer = exchange.read(length);
            byte kind = answer.get();
            if (kind == FAILURE) {
                throw new IOException("the agent refuses; it may be locked, or the key wants a confirmation");
            } else if (kind != wanted) {
                throw new IOException("an answer of kind " + kind + " where " + wanted + " was expected");
            }
            byte[] rest = new byte[answer.remaining()];
            answer.get(rest);
            return new Buffer.PlainBuffer(rest);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            // How Java refuses a path that is too long for a socket, or a platform without such sockets.
            throw new IOException(SshConnections.reason(e), e);
        }
    }

    /** One question and its answer, until the deadline. */
    private static final class Exchange {
        private final SocketChannel channel;
        private final Duration deadline;
        private final long start = System.nanoTime();

        Exchange(SocketChannel channel, Duration deadline) {
            this.channel = channel;
            this.deadline = deadline;
        }

        void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    await(SelectionKey.OP_WRITE);
                }
            }
        }

        ByteBuffer read(int count) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining()) {
                int got = channel.read(bytes);
                if (got < 0) {
                    throw new EOFException("the agent closed the connection without an answer");
                } else if (got == 0) {
                    await(SelectionKey.OP_READ);
                }
            }
            return bytes.flip();
        }

        private void await(int operation) throws IOException {
            long left = deadline.minusNanos(System.nanoTime() - start).toMillis();
            try (Selector selector = Selector.open()) {
                channel.register(selector, operation);
                if (left <= 0 || selector.select(left) == 0) {
                    throw new InterruptedIOException(
                            Thread.currentThread().isInterrupted()
                                    ? "interrupted while the agent was asked"
                                    : "no answer within " + deadline.toMillis() / 1000.0 + " s");
                }
            }
        }
    }
}
