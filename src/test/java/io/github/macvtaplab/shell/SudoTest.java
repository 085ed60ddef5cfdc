package io.github.macvtaplab.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.shell.ShellException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Becomes root by a stand-in for sudo that asks, reads and remembers as sudo does; the second lab's peer has the real one. */
@Timeout(60)
class SudoTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PASSWORD = "it's \"5\" $HOME \\n größer";

    /** The files beside it: what was asked of it, what it was told, and what it is like. */
    private static final String SUDO = """
            #!/bin/sh
            here=$(dirname "$0")
            echo "$*" >>"$here/calls"
            ask=yes ignore=no
            [ ! -e "$here/nopasswd" ] || ask=no
            while :; do
                case $1 in
                    -n) [ $ask = no ] || ask=never ;;
                    -k) ignore=yes ;;
                    -S) ;;
                    -p) shift ;;
                    *) break ;;
                esac
                shift
            done
            [ ! -e "$here/remembered" ] || [ $ignore = yes ] || ask=no
            [ $ask != never ] || { echo "sudo: a password is required" >&2; exit 1; }
            [ ! -e "$here/trusted" ] || ask=no
            tries=3
            while [ $ask = yes ]; do
                IFS= read -r told || { echo "sudo: no password was provided" >&2; exit 1; }
                printf '%s\\n' "$told" >>"$here/told"
                [ "$told" != "$(cat "$here/password")" ] || { ask=no; continue; }
                tries=$((tries - 1))
                [ $tries -gt 0 ] || { echo "sudo: 3 incorrect password attempts" >&2; exit 1; }
                echo "Sorry, try again." >&2
            done
            exec env BY_SUDO=yes "$@"
            """;

    private final SshServerForTests server = new SshServerForTests("far");
    private final Node node = server.node();

    @TempDir
    Path folder;

    private SshShell shell = shell(Optional.of(PASSWORD));

    private SshShell shell(Optional<String> password) {
        return new SshShell(new SshCredentials(Map.of("far", SshServerForTests.sudoer(server.hostKey(), password))));
    }

    @BeforeEach
    void putSudoInPlace() throws IOException {
        Files.writeString(folder.resolve("sudo"), SUDO);
        Files.setPosixFilePermissions(folder.resolve("sudo"), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("password"), PASSWORD);
        server.lookFirstIn(folder);
    }

    @AfterEach
    void stop() throws IOException {
        shell.close();
        server.close();
    }

    private void sudoIs(String what) throws IOException {
        Files.createFile(folder.resolve(what));
    }

    private void use(Optional<String> password) {
        shell.close();
        shell = shell(password);
    }

    private List<String> lines(String file) throws IOException {
        return Files.exists(folder.resolve(file)) ? Files.readAllLines(folder.resolve(file)) : List.of();
    }

    private String run(String script) {
        return shell.run(node, script, LONG).text();
    }

    private ShellException failure() {
        return catchThrowableOfType(ShellException.class, () -> shell.run(node, "true", LONG));
    }

    @Test
    void theScriptRunsBySudoAndReadsNothingOfThePassword() throws Exception {
        assertThat(run("echo $BY_SUDO; cat; echo end")).isEqualTo("yes\nend");
        assertThat(lines("told")).as("once to try it").containsExactly(PASSWORD, PASSWORD);
    }

    @Test
    void aPasswordThatSudoRemembersIsNotReadByTheScript() throws Exception {
        sudoIs("remembered");

        assertThat(run("echo $BY_SUDO; cat; echo end")).isEqualTo("yes\nend");
    }

    @Test
    void sudoThatAsksForNoneIsToldNone() throws Exception {
        sudoIs("nopasswd");

        assertThat(run("echo $BY_SUDO; cat; echo end")).isEqualTo("yes\nend");
        assertThat(lines("told")).isEmpty();
    }

    @Test
    void sudoThatAsksForNoneNeedsNone() throws Exception {
        sudoIs("nopasswd");
        use(Optional.empty());

        assertThat(run("echo $BY_SUDO")).isEqualTo("yes");
    }

    @Test
    void aProgramHearsWhatIsSaidToItAndNotThePassword() {
        try (Conversation program = shell.converse(node, "exec cat")) {
            program.say("hello\n");

            assertThat(program.hear(LONG)).isEqualTo("hello");
        }
    }

    @Test
    void sudoIsTriedOnceHoweverManyCommandsAreRun() throws Exception {
        var first = CompletableFuture.supplyAsync(() -> run("echo one"));
        var second = CompletableFuture.supplyAsync(() -> run("echo two"));

        assertThat(List.of(first.get(), second.get(), run("echo three"))).containsExactly("one", "two", "three");
        assertThat(lines("calls"))
                .filteredOn(call -> call.contains("echo free"))
                .hasSize(1);
    }

    @Test
    void aWrongPasswordIsTriedOnceAndNotShown() throws Exception {
        use(Optional.of("wrong-one"));
        ShellException seen = failure();

        assertThat(seen.kind()).isEqualTo(Kind.LOGIN);
        assertThat(seen)
                .hasMessageStartingWith("expected sudo on far to take the password of root that the inventory gives")
                .hasMessageContaining("no password was provided")
                .hasMessageNotContaining("wrong-one");
        assertThat(catchThrowableOfType(ShellException.class, () -> shell.ready(node, LONG)))
                .hasMessage(seen.getMessage());
        assertThat(catchThrowableOfType(ShellException.class, () -> shell.converse(node, "exec cat")))
                .hasMessage(seen.getMessage());
        assertThat(lines("told")).containsExactly("wrong-one");
    }

    @Test
    void aMissingPasswordIsAnErrorThatSaysWhatToSet() {
        use(Optional.empty());

        assertThat(failure())
                .hasMessageContainingAll(
                        "expected sudo on far to ask root for no password",
                        "sudo: a password is required",
                        "set ansible_become_password");
    }

    @Test
    void aPasswordThatTheCommandWouldReadIsRefused() throws Exception {
        sudoIs("trusted");

        assertThat(failure())
                .hasMessageContaining("lets the user in without reading it")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void withoutSudoTheErrorSaysSo() throws Exception {
        Files.writeString(folder.resolve("sudo"), "#!/bin/sh\necho 'sudo: command not found' >&2\nexit 127\n");

        assertThat(failure()).hasMessageContaining("seen: sudo: command not found;");
    }

    @Test
    void aNodeThatDidNotAnswerIsAskedAgain() {
        Node notYet = new Node("far", NodeRole.PEER, new SshAddress("127.0.0.1", 1, "root"), Optional.empty());

        assertThat(catchThrowableOfType(ShellException.class, () -> shell.run(notYet, "true", LONG))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(run("echo $BY_SUDO")).isEqualTo("yes");
    }

    @Test
    void nobodyCanReadThePasswordOfACommand() throws Exception {
        Sudo sudo = Sudo.reading(PASSWORD);

        assertThat(sudo.invocation("true", 5).line()).doesNotContain("größer");
        assertThat(sudo + " " + sudo.invocation("true", 5)).doesNotContain("größer");
        run("true");
        assertThat(lines("calls")).isNotEmpty().noneMatch(call -> call.contains("größer"));
    }
}
