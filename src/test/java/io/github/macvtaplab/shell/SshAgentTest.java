package io.github.macvtaplab.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SshAgentTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    @Test
    void itsKeysAreListedInItsOrderWithTheirComments() throws Exception {
        Path one = AgentForTests.makeKey(folder.resolve("one"), "ed25519", "");
        Path two = AgentForTests.makeKey(folder.resolve("two"), "rsa", "", "-b", "2048");

        try (AgentForTests agent = new AgentForTests().add(one, "").add(two, "")) {
            assertThat(new SshAgent(agent.socket()).keys())
                    .containsExactly(
                            new Credential.AgentKey(agent.socket(), AgentForTests.publicLine(one)),
                            new Credential.AgentKey(agent.socket(), AgentForTests.publicLine(two)));
        }
    }

    @Test
    void anAgentMayHoldNone() throws Exception {
        try (AgentForTests agent = new AgentForTests()) {
            assertThat(new SshAgent(agent.socket()).keys()).isEmpty();
        }
    }

    /** Answers as their bytes in hexadecimal; the first four are their length. */
    @ParameterizedTest
    @CsvSource({
        "0000000105, 'the agent refuses'",
        "000000010e, 'an answer of kind 14 where 12 was expected'",
        "'', 'closed the connection without an answer'",
        "00000009, 'closed the connection without an answer'",
        "7fffffff0c, 'speaks another protocol'",
        "00000000, 'speaks another protocol'",
        "000000050c00000002, 'Underflow'",
    })
    void aBadAnswerIsAnErrorThatSaysWhat(String hex, String error) throws Exception {
        try (Answering agent = new Answering(folder.resolve("s"), HexFormat.of().parseHex(hex), false)) {
            assertThatThrownBy(() -> new SshAgent(agent.socket).keys())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(error);
        }
    }

    @Test
    void anAgentThatDoesNotAnswerIsGivenUp() throws Exception {
        try (Answering agent = new Answering(folder.resolve("s"), new byte[0], true)) {
            assertThatThrownBy(() -> new SshAgent(agent.socket, SHORT).keys())
                    .isInstanceOf(IOException.class)
                    .hasMessage("no answer within 0.3 s");
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (Answering agent = new Answering(folder.resolve("s"), new byte[0], true)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> new SshAgent(agent.socket).keys()).isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whereNoneListensIsAnError() {
        assertThatThrownBy(() -> new SshAgent(folder.resolve("none")).keys()).isInstanceOf(IOException.class);
    }

    @Test
    void aPathThatIsTooLongForASocketIsAnError() {
        assertThatThrownBy(() -> new SshAgent(folder.resolve("n".repeat(200))).keys())
                .isInstanceOf(IOException.class);
    }

    /** Takes one connection, and gives one answer whatever it is asked. */
    private static final class Answering implements AutoCloseable {
        final Path socket;
        private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        Answering(Path socket, byte[] answer, boolean stays) throws IOException {
            this.socket = socket;
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread thread = new Thread(() -> {
                try (SocketChannel asking = server.accept()) {
                    asking.read(ByteBuffer.allocate(1024));
                    asking.write(ByteBuffer.wrap(answer));
                    if (stays) {
                        end.join();
                    }
                } catch (IOException e) {
                    end.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            end.complete(null);
            server.close();
        }
    }
}
