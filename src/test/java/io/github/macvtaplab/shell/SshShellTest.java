package io.github.macvtaplab.shell;

import static io.github.macvtaplab.shell.ShellException.Kind.HOST_KEY;
import static io.github.macvtaplab.shell.ShellException.Kind.INTERRUPTED;
import static io.github.macvtaplab.shell.ShellException.Kind.KILLED;
import static io.github.macvtaplab.shell.ShellException.Kind.LOGIN;
import static io.github.macvtaplab.shell.ShellException.Kind.LOST;
import static io.github.macvtaplab.shell.ShellException.Kind.TIMED_OUT;
import static io.github.macvtaplab.shell.ShellException.Kind.TOO_MUCH_OUTPUT;
import static io.github.macvtaplab.shell.ShellException.Kind.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshShellTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SshServerForTests server = new SshServerForTests("kvm1");
    private final SshServerForTests inner = new SshServerForTests("g1");
    private final Node node = server.node();
    private final SshShell shell =
            new SshShell(SshServerForTests.credentials(Map.of("kvm1", server.hostKey(), "g1", inner.hostKey())));

    @AfterEach
    void stop() throws IOException {
        shell.close();
        server.close();
        inner.close();
    }

    @Test
    void returnsOutputOfBothStreamsAndTheExitStatus() {
        CommandResult result = shell.run(node, "echo \"it's $((1 + 1))\"; echo oops >&2; exit 3", LONG);
        assertThat(result)
                .usingRecursiveComparison()
                .ignoringFields("command", "took")
                .isEqualTo(new CommandResult("kvm1", "", 3, "it's 2\n", "oops\n", Duration.ZERO));
    }

    @Test
    void readsBothStreamsAtOnce() {
        CommandResult result = shell.run(
                node, "head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2", LONG);
        assertThat(List.of(result.stdout().length(), result.stderr().length())).containsExactly(3_000_000, 6_000_000);
    }

    @Test
    void theScriptReadsNothingFromItsStandardInput() {
        assertThat(shell.run(node, "cat; echo end", LONG).text()).isEqualTo("end");
    }

    @Test
    void aCommandMayBeOverBeforeItsInputCouldBeClosed(@TempDir Path dir) throws Exception {
        Path done = dir.resolve("done");
        var credentials = SshServerForTests.credentials(Map.of("kvm1", server.hostKey()));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (var connections = new SshConnections(credentials)) {
            Invocation line = Invocation.ofScript("echo over; : > " + done);
            var quick = new RemoteCommand(connections, threads, node, "quick", line);
            Future<CommandResult> result;
            synchronized (quick) {
                // It starts the command, and waits for this lock before it gives the input.
                result = threads.submit(quick);
                await("its channel is closed").atMost(LONG).until(() -> Files.exists(done) && server.channels() == 0);
            }
            assertThat(result.get().text()).isEqualTo("over");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tooMuchOutputIsAnError() {
        assertThat(failure(() -> shell.run(node, "cat /dev/zero", LONG)).kind()).isEqualTo(TOO_MUCH_OUTPUT);
    }

    @Test
    void aMissedDeadlineKillsTheCommandAndShowsItsOutput(@TempDir Path dir) throws IOException {
        Path pid = dir.resolve("pid");
        ShellException seen = failure(
                () -> shell.run(node, "echo $$ > " + pid + "; echo so far; exec sleep 300", Duration.ofSeconds(2)));
        assertThat(seen.kind()).isEqualTo(TIMED_OUT);
        assertThat(seen).hasMessageContaining("within 2.0 s on kvm1").hasMessageContaining("so far");
        long process = Long.parseLong(Files.readString(pid).strip());
        await("the command is gone")
                .atMost(LONG)
                .until(() ->
                        ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aConnectionOutlivesAMissedDeadline() {
        failure(() -> shell.run(node, "sleep 300", Duration.ofSeconds(2)));
        shell.run(node, "true", LONG);
        assertThat(server.sessions()).isEqualTo(1);
    }

    @Test
    void anEndWithoutExitStatusIsAnError() {
        assertThat(failure(() -> shell.run(node, ": " + SshServerForTests.NO_STATUS + "; sleep 300", LONG))
                        .kind())
                .isEqualTo(KILLED);
    }

    @Test
    void aConnectionLostUnderACommandIsAnError() throws Exception {
        shell.run(node, "true", LONG);
        var running =
                CompletableFuture.supplyAsync(() -> failure(() -> shell.run(node, "echo begun; sleep 300", LONG)));
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        server.dropConnections();
        assertThat(running.get().kind()).isEqualTo(LOST);
    }

    @Test
    void aConnectionLostBetweenCommandsIsMadeAgain() {
        shell.run(node, "true", LONG);
        server.dropConnections();
        assertThat(shell.run(node, "echo back", LONG).text()).isEqualTo("back");
    }

    @Test
    void anotherHostKeyIsRefusedWithBothFingerprints() {
        try (var strict = new SshShell(SshServerForTests.credentials(Map.of("kvm1", inner.hostKey())))) {
            ShellException seen = failure(() -> strict.run(node, "true", LONG));
            assertThat(seen.kind()).isEqualTo(HOST_KEY);
            assertThat(seen).hasMessageMatching("expected host key SHA256:\\S+ of kvm1, seen SHA256:.*");
        }
    }

    @Test
    void aNodeThatNobodyMayLogInToIsRefused() {
        try (var strict = new SshShell(SshServerForTests.credentials(Map.of()))) {
            assertThat(failure(() -> strict.run(node, "true", LONG)))
                    .hasMessageContaining("expected a way to log in to kvm1, there is none");
        }
    }

    @Test
    void aRefusedLoginIsAnErrorThatWaitingDoesNotMend() {
        Node stranger = server.node(NodeRole.KVM_HOST, Optional.empty(), "stranger");
        assertThat(failure(() -> shell.ready(stranger, LONG)).kind()).isEqualTo(LOGIN);
    }

    @Test
    void aClosedPortIsUnreachable() {
        Node nobody = new Node("kvm1", NodeRole.KVM_HOST, new SshAddress("127.0.0.1", 1, "root"), Optional.empty());
        assertThat(failure(() -> shell.run(nobody, "true", LONG)).kind()).isEqualTo(UNREACHABLE);
    }

    @Test
    void aServerThatSaysNothingIsNotReadyAtTheDeadline() throws IOException {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Node silent = new Node(
                    "kvm1",
                    NodeRole.KVM_HOST,
                    new SshAddress("127.0.0.1", mute.getLocalPort(), "root"),
                    Optional.empty());
            assertThat(failure(() -> shell.ready(silent, Duration.ofSeconds(2))))
                    .hasMessageContaining("to answer SSH")
                    .hasMessageContaining("within 2 s");
        }
    }

    @Test
    void twoCommandsRunAtOnceOverOneConnection(@TempDir Path dir) {
        String meet = "touch %s; until [ -e %s ]; do sleep 0.1; done";
        Path a = dir.resolve("a");
        Path b = dir.resolve("b");
        var first = CompletableFuture.supplyAsync(() -> shell.run(node, meet.formatted(a, b), LONG));
        shell.run(node, meet.formatted(b, a), LONG);
        first.join();
        assertThat(server.sessions()).isEqualTo(1);
    }

    @Test
    void aGuestIsReachedThroughItsJumpNodesConnection() {
        Node guest = inner.node(NodeRole.GUEST, Optional.of(node), "root");
        shell.run(node, "true", LONG);
        assertThat(shell.run(guest, "echo $SSH_CLIENT inside", LONG).text()).isEqualTo("inside");
        assertThat(List.of(server.sessions(), inner.sessions())).containsExactly(1, 1);
    }

    /** A guest that boots takes long: its words come when nobody waits for them any more, or just in that moment. */
    @Test
    void aGuestThatAnswersTooLateDoesNotCostTheJumpNodesConnection() throws Exception {
        try (ServerSocket late = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Conversation overTheJumpNode = shell.converse(node, "cat")) {
            CompletableFuture<Void> talking = CompletableFuture.runAsync(() -> talkWithoutEnd(late));
            Node guest = new Node(
                    "g1", NodeRole.GUEST, new SshAddress("127.0.0.1", late.getLocalPort(), "root"), Optional.of(node));

            assertThat(shell.answers(guest, Duration.ofMillis(500))).isFalse();

            talking.get(20, TimeUnit.SECONDS);
            overTheJumpNode.say("still here\n");
            assertThat(overTheJumpNode.hear(LONG)).isEqualTo("still here");
        }
    }

    /** Lines before a server's name are allowed; the end is that nobody takes them any more. */
    private static void talkWithoutEnd(ServerSocket server) {
        try (Socket accepted = server.accept()) {
            for (int line = 0; line < 10_000; line++) {
                accepted.getOutputStream().write("wait\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(1);
            }
        } catch (IOException e) {
            // It was told that nobody listens.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aGuestThatIsDownDoesNotCostTheJumpNodesConnection() throws IOException {
        Node guest = inner.node(NodeRole.GUEST, Optional.of(node), "root");
        inner.close();
        assertThat(shell.answers(guest, LONG)).isFalse();
        shell.run(node, "true", LONG);
        assertThat(server.sessions()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        var seen = new CompletableFuture<ShellException.Kind>();
        var waiting = new Thread(() -> {
            ShellException.Kind kind =
                    failure(() -> shell.run(node, "sleep 300", LONG)).kind();
            if (Thread.currentThread().isInterrupted()) {
                seen.complete(kind);
            }
        });
        waiting.start();
        waiting.interrupt();
        waiting.join();
        assertThat(seen).isCompletedWithValue(INTERRUPTED);
    }

    @Test
    void listenersHearOfEveryCommandOnTheCallersThread() {
        var heard = new ArrayList<String>();
        shell.addListener(result -> heard.add(result.text() + " on " + Thread.currentThread()));
        shell.run(node, "echo one", LONG);
        assertThat(heard).containsExactly("one on " + Thread.currentThread());
    }

    private static ShellException failure(Runnable action) {
        return catchThrowableOfType(ShellException.class, action::run);
    }
}
