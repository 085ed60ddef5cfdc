package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.ansible.LocalCommandLine;
import io.github.macvtaplab.ansible.PromptServer;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.shell.AgentForTests;
import io.github.macvtaplab.shell.Credential;
import io.github.macvtaplab.shell.Login;
import io.github.macvtaplab.shell.Sources;
import io.github.macvtaplab.shell.SshCredentials;
import io.github.macvtaplab.shell.SshServerForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Has OpenSSH's own ssh log in by what is written for it, with the options that Ansible gives it. */
@Timeout(60)
class SshConfigTest {
    private static final String SECRET = "secret-4a7d";
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final LocalCommandLine here = new LocalCommandLine(Path.of("").toAbsolutePath());
    private final AgentForTests agent = new AgentForTests();
    private final PromptServer prompts = PromptServer.open();
    private final SshServerForTests outer = new SshServerForTests("outer");
    private final SshServerForTests inner = new SshServerForTests("inner");
    private Path agents = Path.of("");
    private Path closed = Path.of("");

    @BeforeEach
    void makeKeys() {
        agents = AgentForTests.makeKey(folder.resolve("agents"), "ed25519", "");
        closed = AgentForTests.makeKey(folder.resolve("closed"), "rsa", SECRET);
        agent.add(agents, "");
    }

    @AfterEach
    void stop() throws IOException {
        inner.close();
        outer.close();
        prompts.close();
        agent.close();
    }

    private Credential byAgent() {
        return new Credential.AgentKey(agent.socket(), AgentForTests.publicLine(agents));
    }

    private Credential byPassphrase() {
        return new Credential.Key(AgentForTests.text(closed), Optional.of(SECRET));
    }

    /** Runs ssh as Ansible does: what Ansible's own options say about passwords comes after ansible.cfg's. */
    private CommandLine.Output logIn(Credential toOuter, Credential toInner) throws IOException {
        Node jump = outer.node(NodeRole.JUMP_HOST, Optional.empty(), "root");
        Node node = inner.node(NodeRole.KVM_HOST, Optional.of(jump), "root");
        try (RunFiles files = RunFiles.make(folder.resolve("the lab's 100%d größer"))) {
            prompts.answer(files.logins(
                    files.folder().toString(),
                    Path::toString,
                    List.of(jump, node),
                    new SshCredentials(Map.of(
                            "outer", new Login(List.of(toOuter), outer.hostKey(), false, Optional.empty()),
                            "inner", new Login(List.of(toInner), inner.hostKey(), false, Optional.empty())))));
            files.program("askpass", Sources.read(List.of("/login/askpass.py")));
            // A master that stays would outlive the test.
            String ours = Files.readString(Path.of("ansible.cfg"))
                    .lines()
                    .filter(line -> line.startsWith("ssh_args = "))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("-o Control\\S+ ", "");
            List<String> command = new ArrayList<>(List.of("ssh"));
            command.addAll(List.of(ours.substring("ssh_args = ".length()).split(" ")));
            command.addAll(List.of("-o", "PasswordAuthentication=no", "-o", "PreferredAuthentications=publickey"));
            command.addAll(List.of("-F", files.folder().resolve(SshConfig.NAME).toString(), "inner", "echo in"));
            Map<String, String> environment = new LinkedHashMap<>(Map.of(
                    "SSH_ASKPASS",
                    files.folder().resolve("askpass").toString(),
                    "SSH_ASKPASS_REQUIRE",
                    "force",
                    "SSH_AUTH_SOCK",
                    "/none",
                    "MACVTAP_LAB_PROMPTS",
                    prompts.socket().toString()));
            return here.run(command, environment, LONG);
        }
    }

    @Test
    void passwordBehindAgent() throws IOException {
        outer.takes(AgentForTests.publicLine(agents));
        inner.takesPassword(SECRET, "password");

        assertThat(logIn(byAgent(), new Credential.Password(SECRET))).isEqualTo(new CommandLine.Output(0, "in\n", ""));
    }

    @Test
    void passphraseBehindPassword() throws IOException {
        outer.takesPassword(SECRET, "keyboard-interactive");
        inner.takes(AgentForTests.publicLine(closed));

        assertThat(logIn(new Credential.Password(SECRET), byPassphrase()))
                // On the error stream stands how the node asks.
                .extracting(CommandLine.Output::stdout, CommandLine.Output::exitStatus)
                .containsExactly("in\n", 0);
    }

    @Test
    void agentBehindPassphrase() throws IOException {
        outer.takes(AgentForTests.publicLine(closed));
        inner.takes(AgentForTests.publicLine(agents));

        assertThat(logIn(byPassphrase(), byAgent())).isEqualTo(new CommandLine.Output(0, "in\n", ""));
    }

    @Test
    void eachHasItsOwnPassword() throws IOException {
        outer.takesPassword(SECRET, "password");
        inner.takesPassword("another-31c0", "password");

        assertThat(logIn(new Credential.Password(SECRET), new Credential.Password("another-31c0")))
                .isEqualTo(new CommandLine.Output(0, "in\n", ""));
    }

    @Test
    void aWrongPasswordIsTriedOnce() throws IOException {
        outer.takes(AgentForTests.publicLine(agents));
        inner.takesPassword(SECRET, "password");

        CommandLine.Output output = logIn(byAgent(), new Credential.Password("wrong-99b1"));

        assertThat(output.exitStatus()).isEqualTo(255);
        assertThat(output.stderr()).contains("Permission denied").doesNotContain("wrong-99b1");
        assertThat(inner.passwords()).isEqualTo(1);
    }

    @Test
    void onlyThePublicHalfOfAnAgentsKeyIsInAFile() throws IOException {
        try (RunFiles files = RunFiles.make(folder.resolve("the lab's 100%d größer"))) {
            files.logins(
                    "/lab/run",
                    socket -> "/in/there",
                    List.of(outer.node()),
                    new SshCredentials(
                            Map.of("outer", new Login(List.of(byAgent()), outer.hostKey(), false, Optional.empty()))));

            assertThat(files.folder().resolve(SshConfig.NAME))
                    .content()
                    .contains("IdentityFile \"/lab/run/id.pub\"\n", "IdentityAgent \"/in/there\"\n");
            assertThat(files.folder().resolve("id.pub"))
                    .hasContent(AgentForTests.publicLine(agents).toString());
        }
    }
}
