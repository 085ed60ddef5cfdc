package io.github.macvtaplab.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyLineTest {
    /** A host key of GitHub's, which publishes its fingerprint. */
    private static final String KNOWN = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    @ParameterizedTest
    @CsvSource({"'', ''", "' me@desk', me@desk", "'  me@desk and more ', me@desk and more"})
    void lineIsTypeKeyAndPerhapsAComment(String end, String comment) {
        assertThat(PublicKeyLine.of("ssh-ed25519 " + KNOWN + end + "\n"))
                .isEqualTo(new PublicKeyLine("ssh-ed25519", KNOWN, comment));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-ed25519 " + KNOWN, "ssh-ed25519 " + KNOWN + " me@desk and more"})
    void textIsTheLine(String line) {
        assertThat(PublicKeyLine.of(line)).hasToString(line);
    }

    @ParameterizedTest
    @CsvSource({
        "'', a type and a key, ''",
        "ssh-ed25519, a type and a key, ssh-ed25519",
        "kvm1 ssh-rsa AAAA, a key in base64, ssh-rsa"
    })
    void otherTextIsAnErrorThatShowsIt(String text, String expected, String found) {
        assertThatThrownBy(() -> PublicKeyLine.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected %s, as in 'ssh-ed25519 AAAA...', found '%s'".formatted(expected, found));
    }

    @Test
    void fingerprintIsTheOneThatOpenSshShows() {
        assertThat(PublicKeyLine.of("ssh-ed25519 " + KNOWN).fingerprint())
                .isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    }

    @Test
    void keyIsTheSameWhateverTheComment() {
        PublicKeyLine line = PublicKeyLine.of("ssh-ed25519 " + KNOWN + " me@desk");

        assertThat(line.isOfSameKeyAs(line.withoutComment())).isTrue();
        assertThat(line.isOfSameKeyAs(
                        PublicKeyLine.of(SshKeyPair.generateEd25519("me@desk").publicLine())))
                .isFalse();
    }

    @Test
    void lineOfAKeysBytesIsTheOneOfItsFile(@TempDir Path folder) throws Exception {
        PublicKeyLine line = AgentForTests.publicLine(AgentForTests.makeKey(folder.resolve("key"), "ecdsa", ""));

        assertThat(PublicKeyLine.of(line.blob(), "key of key")).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ssh-ed25519", "kvm1 ssh-ed25519 AAAA"})
    void hostKeyThatIsNoneIsAnErrorThatNamesTheNode(String line) {
        assertThatThrownBy(() -> new PinnedHostKey("kvm1", line))
                .isInstanceOfSatisfying(
                        ShellException.class, error -> assertThat(error.kind()).isEqualTo(ShellException.Kind.HOST_KEY))
                .hasMessageContaining("the pinned host key of kvm1 is none: expected a");
    }
}
