package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.ansible.Access;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.shell.AgentForTests;
import io.github.macvtaplab.shell.Credential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCredentialsTest {
    private static final Node NODE =
            new Node("kvm1", NodeRole.KVM_HOST, new SshAddress("192.0.2.8", 22, "ops"), Optional.empty());
    private static final String SECRET = "secret-4a7d";

    @TempDir
    Path home;

    private final AgentForTests agent = new AgentForTests();

    @BeforeEach
    void makeTheUsersFolder() throws Exception {
        Files.createDirectory(home.resolve(".ssh"));
    }

    @AfterEach
    void endTheAgent() throws Exception {
        agent.close();
    }

    private static Access access(String file, String passphrase, String password) {
        return new Access(
                NODE,
                given(file),
                given(passphrase),
                given(password),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private List<Credential> find(Access access) {
        return new NodeCredentials(home, AgentKeys.at(Optional.of(agent.socket()))).of(access);
    }

    private Path key(String name, String passphrase, String... more) {
        return AgentForTests.makeKey(home.resolve(name), "ed25519", passphrase, more);
    }

    private static Credential open(Path key) {
        return new Credential.Key(AgentForTests.text(key), Optional.empty());
    }

    private Credential held(Path key) {
        return new Credential.AgentKey(agent.socket(), AgentForTests.publicLine(key));
    }

    @Test
    void aNamedKeyIsTheOnlyOneWhateverTheAgentHolds() {
        agent.add(key("other", ""), "").add(key(".ssh/id_rsa", ""), "");
        Path site = key("site", "");

        assertThat(find(access("~/site", "", ""))).containsExactly(open(site));
    }

    @Test
    void aKeyWithAPassphraseIsTheAgentsIfTheInventoryHasNone() {
        Path site = key("site", SECRET);
        agent.add(key("other", ""), "").add(site, SECRET);

        assertThat(find(access("~/site", "", ""))).containsExactly(held(site));
        assertThat(find(access("~/site", SECRET, "")))
                .containsExactly(new Credential.Key(AgentForTests.text(site), Optional.of(SECRET)));
    }

    /** This format hides the public half, too. */
    @Test
    void aKeyThatIsAllEncryptedIsKnownByTheFileBesideIt() throws Exception {
        Path site = AgentForTests.makeKey(home.resolve("site"), "rsa", SECRET, "-m", "PEM");
        agent.add(site, SECRET);

        assertThat(find(access("~/site", "", "")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Credential.AgentKey.class,
                        key -> assertThat(key.publicLine().isOfSameKeyAs(AgentForTests.publicLine(site)))
                                .isTrue());
        Files.delete(home.resolve("site.pub"));
        assertThatThrownBy(() -> find(access("~/site", "", "")))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("kvm1", "has a passphrase", "site.pub, by which to know it", "ssh-add");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~/site", "~/site.pub"})
    void thePublicHalfWillDo(String named) throws Exception {
        Path site = key("site", "");
        agent.add(site, "");
        Files.delete(site);

        assertThat(find(access(named, "", ""))).containsExactly(held(site));
    }

    @ParameterizedTest
    @CsvSource({
        "~/site, has a passphrase, 'ssh-add %s/site, or give its passphrase with lab_key_passphrase'",
        "~/site.pub, is a public key, ssh-add %s/site",
    })
    void aKeyThatTheAgentDoesNotHoldIsAnErrorThatSaysWhatItHolds(String named, String why, String advice) {
        Path other = key("other", "");
        key("site", SECRET);
        agent.add(other, "");

        assertThatThrownBy(() -> find(access(named, "", "")))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "expected an SSH agent to hold the key of kvm1",
                        why,
                        "only other keys in the agent at " + agent.socket() + ": "
                                + AgentForTests.publicLine(other).fingerprint() + " (key of other)")
                .hasMessageEndingWith("add it with: " + advice.formatted(home));
    }

    @Test
    void whyThereIsNoAgentIsSaid() {
        key("site", SECRET);

        assertThatThrownBy(() -> new NodeCredentials(home, AgentKeys.at(Optional.empty())).of(access("~/site", "", "")))
                .hasMessageContaining("seen: no agent, as SSH_AUTH_SOCK is not set");
        assertThatThrownBy(() -> new NodeCredentials(home, AgentKeys.at(Optional.of(home.resolve("none"))))
                        .of(access("~/site", "", "")))
                .hasMessageContaining("seen: no agent at " + home.resolve("none") + " (SSH_AUTH_SOCK): ");
        assertThatThrownBy(() -> find(access("~/site", "", "")))
                .hasMessageContaining("seen: no key in the agent at " + agent.socket());
    }

    @Test
    void aWrongPassphraseIsAnErrorThatDoesNotShowIt() {
        key("site", SECRET);

        assertThatThrownBy(() -> find(access("~/site", "wrong-99b1", "")))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("expected lab_key_passphrase of kvm1 to open " + home.resolve("site"))
                .message()
                .doesNotContain("wrong-99b1", SECRET);
    }

    @Test
    void aFileThatIsNoKeyIsAnError() throws Exception {
        Files.writeString(home.resolve("site"), "hello\n");

        assertThatThrownBy(() -> find(access("~/site", "", "")))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("kvm1", home.resolve("site").toString(), "is none");
    }

    @Test
    void aPasswordIsShownAloneOrAfterTheKeyThatIsNamed() {
        agent.add(key(".ssh/id_rsa", ""), "");
        Path site = key("site", "");
        Credential password = new Credential.Password(SECRET);

        assertThat(find(access("", "", SECRET))).containsExactly(password);
        assertThat(find(access("~/site", "", SECRET))).containsExactly(open(site), password);
    }

    /** Nodes take some six attempts: the user's own come first. */
    @Test
    void whereNothingIsNamedTheUsersOwnAreFollowedByTheAgents() {
        Path closed = key(".ssh/id_ed25519", SECRET);
        Path plain = key(".ssh/id_rsa", "");
        Path other = key("other", "");
        agent.add(other, "").add(closed, SECRET);

        assertThat(find(access("", "", ""))).containsExactly(held(closed), open(plain), held(other));
    }

    @Test
    void whereThereIsNothingAtAllAllThatWasLookedForIsSaid() {
        key(".ssh/id_ecdsa", SECRET);

        assertThatThrownBy(() -> find(access("", "", "")))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "expected a private key for kvm1",
                        "no key in the agent at " + agent.socket(),
                        ".ssh/id_ed25519 cannot be read",
                        ".ssh/id_ecdsa has a passphrase",
                        "ssh-add");
    }
}
