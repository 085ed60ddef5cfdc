package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.ansible.CommandLineForTests;
import io.github.macvtaplab.model.LabException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSshVersionTest {
    /** Its ssh says one thing about its version. */
    private static CommandLine saying(String version) {
        return new CommandLineForTests(new CommandLine.Output(0, "", version + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OpenSSH_9.2p1 Debian-2+deb12u6, OpenSSL 3.0.19 27 Jan 2026",
                "OpenSSH_8.4p1, OpenSSL 1.1.1",
                "OpenSSH_10.0p2, OpenSSL 3.5.0"
            })
    void newEnough(String said) {
        assertThatCode(() -> OpenSshVersion.requireForced(saying(said))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenSSH_8.3p1, OpenSSL 1.1.1", "OpenSSH_7.9p1", "Sun_SSH_1.1.5", "dropbear"})
    void tooOldOrAnother(String said) {
        assertThatThrownBy(() -> OpenSshVersion.requireForced(saying(said)))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "OpenSSH 8.4 or newer", "a stand-in", "seen: " + said, "-Dlab.ansible=container");
    }
}
