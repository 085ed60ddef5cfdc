package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.ansible.Access;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.shell.Credential;
import io.github.macvtaplab.shell.Login;
import io.github.macvtaplab.shell.SshCredentials;
import io.github.macvtaplab.shell.SshKeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLoginsTest {
    private static final Node BASTION = node("bastion", "192.0.2.7", 2200, "hop", Optional.empty());
    private static final Node HOST = node("hv", "192.0.2.8", 2222, "ops", Optional.of(BASTION));
    private static final Node GUEST = node("g1", "198.18.0.11", 22, "root", Optional.of(HOST));
    private static final LabKeys KEYS =
            new LabKeys("ssh-ed25519 AAAAc", "CLIENT\n", Map.of("g1", "ssh-ed25519 AAAAg1"), Map.of("g1", "G1\n"));
    private static final Layout LAYOUT = new Layout(
            "lab",
            false,
            HOST,
            HOST,
            Optional.of(HOST),
            List.of(GUEST),
            "u0",
            Optional.of("u1"),
            "",
            Map.of(),
            Optional.of("n"),
            "m",
            Optional.empty(),
            true,
            "mvlab-1-",
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.empty());

    private static final String SITE = SshKeyPair.generateEd25519("site").privatePem();
    private static final String MINE = SshKeyPair.generateEd25519("mine").privatePem();

    @TempDir
    Path home;

    private static Login login(String pem, String hostKey) {
        return new Login(List.of(new Credential.Key(pem, Optional.empty())), hostKey, true, Optional.of("sudo secret"));
    }

    private static Node node(String name, String address, int port, String user, Optional<Node> jump) {
        return new Node(name, NodeRole.KVM_HOST, new SshAddress(address, port, user), jump);
    }

    private static Access access(Optional<String> key, Optional<String> hostKey) {
        return new Access(
                HOST,
                key,
                Optional.empty(),
                Optional.empty(),
                hostKey,
                Optional.empty(),
                true,
                Optional.of("sudo secret"));
    }

    private SshCredentials find(Access access) {
        return new NodeLogins(home, Optional.empty()).find(Map.of("hv", access), LAYOUT, KEYS);
    }

    @BeforeEach
    void makeTheUsersFolder() throws Exception {
        Files.createDirectory(home.resolve(".ssh"));
    }

    @Test
    void inventorysKeysComeFirst() throws Exception {
        Files.writeString(home.resolve("site"), SITE);
        Files.writeString(home.resolve(".ssh/id_ed25519"), MINE);

        assertThat(find(access(Optional.of("~/site"), Optional.of("ssh-ed25519 AAAAhv")))
                        .logins())
                .containsEntry("hv", login(SITE, "ssh-ed25519 AAAAhv"))
                .containsEntry("g1", Login.byKey("CLIENT\n", "ssh-ed25519 AAAAg1"));
    }

    @Test
    void passwordsAreNotInTheText() {
        assertThat(access(Optional.of("~/site"), Optional.empty()) + " " + login("KEY SECRET", "ssh-ed25519 AAAAhv"))
                .contains("hv", "AAAAhv", "~/site")
                .doesNotContain("sudo secret", "KEY SECRET");
    }

    @Test
    void usersOwnAreNext() throws Exception {
        Files.writeString(home.resolve(".ssh/id_rsa"), MINE);
        String hostKey = SshKeyPair.generateEd25519("hv").publicLine().replace(" hv", "");
        Files.writeString(home.resolve(".ssh/known_hosts"), "[192.0.2.8]:2222 " + hostKey + "\n");

        assertThat(find(access(Optional.empty(), Optional.empty())).logins().get("hv"))
                .isEqualTo(login(MINE, hostKey));
    }

    @Test
    void unknownHostKeyIsAnErrorWithTheCommandThatAcceptsIt() throws Exception {
        Files.writeString(home.resolve(".ssh/id_rsa"), MINE);

        assertThatThrownBy(() -> find(access(Optional.empty(), Optional.empty())))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("expected the host key of hv in")
                .hasMessageContaining("ssh -J hop@192.0.2.7:2200 -p 2222 ops@192.0.2.8 true");
    }

    @Test
    void missingKeyIsAnErrorThatNamesTheNodeAndWhereItWasLookedFor() {
        assertThatThrownBy(() -> find(access(Optional.of("/none/key"), Optional.of("ssh-ed25519 AAAAhv"))))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("private key for hv", "/none/key", "ansible_ssh_private_key_file");
    }
}
