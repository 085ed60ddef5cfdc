package io.github.macvtaplab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "ed25519, RFC4716, '', OPEN, true",
        "ed25519, RFC4716, pass phrase, ENCRYPTED, true",
        "rsa, RFC4716, pass phrase, ENCRYPTED, true",
        "rsa, PEM, '', OPEN, false",
        "rsa, PEM, pass phrase, ENCRYPTED, false",
        "ecdsa, PKCS8, '', OPEN, false",
        "ecdsa, PKCS8, pass phrase, ENCRYPTED, false",
    })
    void aPrivateKeysFileSaysWhetherItHasAPassphrase(
            String type, String format, String passphrase, KeyFile.Kind kind, boolean publicInIt) {
        Path key = AgentForTests.makeKey(folder.resolve("key"), type, passphrase, "-m", format);

        assertThat(KeyFile.of(AgentForTests.text(key)))
                .isEqualTo(new KeyFile(
                        kind,
                        publicInIt ? Optional.of(AgentForTests.publicLine(key).withoutComment()) : Optional.empty()));
    }

    @Test
    void aPublicKeyIsOne() {
        String line = SshKeyPair.generateEd25519("me@desk and more").publicLine();

        assertThat(KeyFile.of(line + "\n"))
                .isEqualTo(new KeyFile(
                        KeyFile.Kind.PUBLIC, Optional.of(PublicKeyLine.of(line.replace(" me@desk and more", "")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "ssh-ed25519",
                "ssh-ed25519 AAAAC===",
                "-----BEGIN CERTIFICATE-----\nAAAA\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----",
                "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"
            })
    void otherTextIsNoKey(String text) {
        assertThat(KeyFile.of(text)).isEqualTo(new KeyFile(KeyFile.Kind.NONE, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"ed25519, RFC4716", "rsa, PEM", "ecdsa, PKCS8"})
    void onlyTheRightPassphraseOpensIt(String type, String format) {
        String pem = AgentForTests.text(AgentForTests.makeKey(folder.resolve("key"), type, "right", "-m", format));

        assertThat(KeyFile.complaint(pem, Optional.of("right"))).isEmpty();
        assertThat(KeyFile.complaint(pem, Optional.of("wrong"))).isPresent();
        assertThat(KeyFile.complaint(pem, Optional.empty())).isPresent();
    }
}
