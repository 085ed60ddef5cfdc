package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PromptServerTest {
    private static final String LONG = "/" + "l".repeat(120);
    private static final Prompts PROMPTS = new Prompts(
            Map.of("kvm1", "password of kvm1", "bastion", "password of bastion"),
            Map.of("/lab/run/id", "passphrase of id", "/lab/run/id1", "passphrase of id1", LONG, "passphrase of long"));

    /** As OpenSSH 9.2 asks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "ops@kvm1's password: "                         | password of kvm1
            "(ops@bastion) Password: "                      | password of bastion
            "(ops@bastion) ops's password on that machine:" | password of bastion
            "Enter passphrase for key '/lab/run/id': "      | passphrase of id
            "Enter passphrase for key '/lab/run/id1': "     | passphrase of id1
            """)
    void whatIsAskedForIsAnswered(String prompt, String answer) {
        assertThat(PROMPTS.answer(prompt)).contains(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "ops@other's password: "
            "(ops@kvm1) Verification code: "
            "Enter passphrase for key '/lab/run/i': "
            "Are you sure you want to continue connecting (yes/no)? "
            ""
            """)
    void nothingElseIs(String prompt) {
        assertThat(PROMPTS.answer(prompt)).isEmpty();
    }

    /** OpenSSH shows the first 100 characters of a path. */
    @Test
    void aPathThatIsCutOffIsAnsweredIfOnlyOneFits() {
        String prompt = "Enter passphrase for key '%.100s': ".formatted(LONG);

        assertThat(PROMPTS.answer(prompt)).contains("passphrase of long");
        assertThat(new Prompts(Map.of(), Map.of(LONG, "one", LONG + "1", "two")).answer(prompt))
                .isEmpty();
    }

    @Test
    void secretsAreNotInTheText() {
        assertThat(PROMPTS).asString().contains("kvm1", "/lab/run/id1").doesNotContain("password of", "passphrase of");
    }

    @Test
    void itAnswersOneAfterTheOther() throws Exception {
        try (PromptServer server = PromptServer.open()) {
            assertThat(ask(server.socket(), "ops@kvm1's password: ")).isEmpty();
            server.answer(PROMPTS);

            assertThat(ask(server.socket(), "ops@kvm1's password: ")).isEqualTo("password of kvm1");
            assertThat(ask(server.socket(), "ops@other's password: ")).isEmpty();
        }
    }

    @Test
    void nobodyElseGetsAtItAndNothingIsLeft() throws Exception {
        Path folder;
        try (PromptServer server = PromptServer.open()) {
            folder = server.socket().getParent();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void theProgramThatSshRunsPrintsTheAnswerOrFails() {
        LocalCommandLine here = new LocalCommandLine(Path.of("").toAbsolutePath());
        try (PromptServer server = PromptServer.open()) {
            server.answer(PROMPTS);
            Map<String, String> environment =
                    Map.of("MACVTAP_LAB_PROMPTS", server.socket().toString());

            assertThat(List.of("(ops@bastion) Password: ", "(ops@other) Password: "))
                    .extracting(prompt -> here.run(
                            List.of("python3", "src/main/resources/login/askpass.py", prompt),
                            environment,
                            Duration.ofSeconds(20)))
                    .containsExactly(
                            new CommandLine.Output(0, "password of bastion\n", ""),
                            new CommandLine.Output(1, "", "the run has no answer to: (ops@other) Password: \n"));
        }
    }

    private static String ask(Path socket, String prompt) throws Exception {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(prompt.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
