package io.github.macvtaplab.shell;

import java.util.Map;

/**
 * Holds what it takes to log in to the nodes and to recognise them.
 *
 * @param privateKeyPem our private key, in OpenSSH's format, without passphrase
 * @param hostKeys for each node's name its one host key, as a line in OpenSSH's format, such as {@code
 *     ssh-ed25519 AAAA... comment}
 */
public record SshCredentials(String privateKeyPem, Map<String, String> hostKeys) {

    /** Copies the map. */
    public SshCredentials {
        hostKeys = Map.copyOf(hostKeys);
    }

    /** Leaves the private key out. */
    @Override
    public String toString() {
        return "SshCredentials[hostKeys=" + hostKeys + "]";
    }
}
