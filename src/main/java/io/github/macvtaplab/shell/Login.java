package io.github.macvtaplab.shell;

import java.util.Optional;

/**
 * Holds how to log in to one node, how to recognise it, and how its commands become root's.
 *
 * @param privateKeyPem the private key, in OpenSSH's or PEM format, without passphrase
 * @param hostKey the node's host key, as a line in OpenSSH's format, such as {@code ssh-ed25519 AAAA... comment}
 * @param become whether commands run as root by {@code sudo}
 * @param becomePassword what {@code sudo} is told if it asks for a password; one line
 */
public record Login(String privateKeyPem, String hostKey, boolean become, Optional<String> becomePassword) {

    /** Makes one without a password for {@code sudo}. */
    public Login(String privateKeyPem, String hostKey, boolean become) {
        this(privateKeyPem, hostKey, become, Optional.empty());
    }

    /** Leaves the private key and the password out. */
    @Override
    public String toString() {
        return "Login[hostKey=" + hostKey + ", become=" + become + "]";
    }
}
