package io.github.macvtaplab.shell;

import static io.github.macvtaplab.shell.ShellException.Kind.LOGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AuthenticationTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "secret-4a7d";

    @TempDir
    Path folder;

    private final SshServerForTests server = new SshServerForTests("kvm1");
    private final AgentForTests agent = new AgentForTests();

    @AfterEach
    void stop() throws IOException {
        server.close();
        agent.close();
    }

    private Path key(String name) {
        return AgentForTests.makeKey(folder.resolve(name), "ed25519", "");
    }

    private Credential.AgentKey held(Path key) {
        return new Credential.AgentKey(agent.socket(), AgentForTests.publicLine(key));
    }

    private Login login(SshServerForTests to, Credential... credentials) {
        return new Login(List.of(credentials), to.hostKey(), false, Optional.empty());
    }

    private String logIn(Node node, Map<String, Login> logins) {
        try (SshShell shell = new SshShell(new SshCredentials(logins))) {
            return shell.run(node, "echo in", LONG).text();
        }
    }

    private String logIn(Credential... credentials) {
        return logIn(server.node(), Map.of("kvm1", login(server, credentials)));
    }

    private ShellException refused(Credential... credentials) {
        return catchThrowableOfType(ShellException.class, () -> logIn(credentials));
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "ecdsa, 256", "ecdsa, 521", "rsa, 2048"})
    void aKeyOfTheAgentLetsIn(String type, String bits) {
        Path key = AgentForTests.makeKey(folder.resolve("key"), type, "", "-b", bits);
        agent.add(key, "");
        server.takes(AgentForTests.publicLine(key));

        assertThat(logIn(held(key))).isEqualTo("in");
    }

    @ParameterizedTest
    @CsvSource({"ed25519, RFC4716", "rsa, RFC4716", "rsa, PEM", "rsa, PKCS8", "ecdsa, PKCS8"})
    void aKeyWithItsPassphraseLetsIn(String type, String format) {
        Path key = AgentForTests.makeKey(folder.resolve("key"), type, SECRET, "-m", format);
        server.takes(AgentForTests.publicLine(key));

        assertThat(logIn(new Credential.Key(AgentForTests.text(key), Optional.of(SECRET))))
                .isEqualTo("in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "keyboard-interactive"})
    void aPasswordLetsInHoweverItIsAskedFor(String method) {
        server.takesPassword(SECRET, method);

        assertThat(logIn(new Credential.Password(SECRET))).isEqualTo("in");
        assertThat(server.passwords()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsTriedOnceAndNotShown() {
        server.takesPassword(SECRET, "password", "keyboard-interactive");

        ShellException refused = refused(new Credential.Password("wrong-99b1"));

        assertThat(refused.kind()).isEqualTo(LOGIN);
        assertThat(refused)
                .hasMessage(
                        "expected kvm1 to let root in by the password that the inventory gives (ansible_password);"
                                + " seen: it takes none of this, and asks for password or keyboard-interactive; correct it; it was tried once");
        assertThat(server.passwords()).isEqualTo(1);
    }

    @Test
    void aNodeThatTakesKeysOnlyIsNamedAsSuch() {
        server.takesPassword(SECRET, "publickey");

        assertThat(refused(new Credential.Password(SECRET)))
                .hasMessageEndingWith("and asks for publickey; name a key for it with ansible_ssh_private_key_file");
        assertThat(server.passwords()).isZero();
    }

    @Test
    void whatIsTakenFirstIsEnough() {
        Path other = key("other");
        Path mine = key("mine");
        agent.add(other, "").add(mine, "");
        server.takes(AgentForTests.publicLine(mine));

        assertThat(logIn(held(other), held(mine), new Credential.Password(SECRET)))
                .isEqualTo("in");
    }

    @Test
    void keysThatAreNotTakenAreNamedByTheirFingerprints() {
        Path one = key("one");
        Path two = key("two");
        agent.add(one, "").add(two, "");

        assertThat(refused(held(one), held(two)))
                .hasMessageStartingWith("expected kvm1 to let root in by the agent's key "
                        + AgentForTests.publicLine(one).fingerprint() + " (key of one), the agent's key "
                        + AgentForTests.publicLine(two).fingerprint()
                        + " (key of two); seen: it takes none of this")
                .hasMessageContaining("ansible_ssh_private_key_file");
    }

    @Test
    void aNodeThatHasEnoughOfAttemptsIsToldApart() {
        List<Credential> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path key = key("key" + i);
            agent.add(key, "");
            many.add(held(key));
        }
        server.patience(3);

        assertThat(refused(many.toArray(Credential[]::new)))
                .hasMessageContainingAll(
                        "kvm1", "(key of key0)", "of 8 were shown to it", "ansible_ssh_private_key_file")
                .message()
                .doesNotContain("(key of key7)");
    }

    @Test
    void aKeyThatTheAgentHasLostIsAnErrorThatNamesTheAgent() {
        Path key = key("key");
        server.takes(AgentForTests.publicLine(key));

        assertThat(refused(held(key)))
                .hasMessageContainingAll(
                        "kvm1", "the agent at " + agent.socket() + " does not sign", "the agent refuses");
    }

    @Test
    void aJumpNodeMayBeLoggedInToInAnyWay() throws IOException {
        Path behindAgent = key("agents");
        Path closed = AgentForTests.makeKey(folder.resolve("closed"), "ed25519", SECRET);
        agent.add(behindAgent, "");
        try (SshServerForTests second = new SshServerForTests("hop");
                SshServerForTests third = new SshServerForTests("far")) {
            server.takes(AgentForTests.publicLine(behindAgent));
            second.takesPassword(SECRET, "password");
            third.takes(AgentForTests.publicLine(closed));
            Node hop = second.node(NodeRole.JUMP_HOST, Optional.of(server.node()), "root");
            Node far = third.node(NodeRole.PEER, Optional.of(hop), "root");

            assertThat(logIn(
                            far,
                            Map.of(
                                    "kvm1", login(server, held(behindAgent)),
                                    "hop", login(second, new Credential.Password(SECRET)),
                                    "far",
                                            login(
                                                    third,
                                                    new Credential.Key(
                                                            AgentForTests.text(closed), Optional.of(SECRET))))))
                    .isEqualTo("in");
        }
    }

    @Test
    void noTextOfThemHasASecret() {
        Path key = AgentForTests.makeKey(folder.resolve("key"), "ed25519", SECRET);
        Credential.Key closed = new Credential.Key(AgentForTests.text(key), Optional.of(SECRET));

        assertThat(closed + " " + new Credential.Password(SECRET) + " " + login(server, closed))
                .contains(AgentForTests.publicLine(key).fingerprint())
                .doesNotContain(SECRET, "PRIVATE");
    }
}
