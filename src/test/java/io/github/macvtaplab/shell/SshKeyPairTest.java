package io.github.macvtaplab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SshKeyPairTest {

    @Test
    void thePublicLineIsTypeKeyAndComment() {
        assertThat(SshKeyPair.generateEd25519("me@lab").publicLine())
                .matches("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43} me@lab");
    }

    @Test
    void everyKeyIsFresh() {
        assertThat(SshKeyPair.generateEd25519("a").publicLine())
                .isNotEqualTo(SshKeyPair.generateEd25519("a").publicLine());
    }

    @Test
    void thePrivateKeyStaysOutOfPrintedText() {
        SshKeyPair pair = SshKeyPair.generateEd25519("a");
        assertThat(pair + " " + SshServerForTests.credentials(java.util.Map.of()))
                .doesNotContain("PRIVATE");
    }
}
