package io.github.macvtaplab.shell;

import java.util.List;
import java.util.Optional;

/**
 * Holds how to log in to one node, how to recognise it, and how its commands become root's.
 *
 * @param credentials what the node is shown, one after the other until it takes one
 * @param hostKey the node's host key, as a line in OpenSSH's format, such as {@code ssh-ed25519 AAAA... comment}
 * @param become whether commands run as root by {@code sudo}
 * @param becomePassword what {@code sudo} is told if it asks for a password; one line
 */
public record Login(List<Credential> credentials, String hostKey, boolean become, Optional<String> becomePassword) {
    /** Copies the list. */
    public Login {
        credentials = List.copyOf(credentials);
    }

    /** Makes one by a private key without passphrase, for a user who is root. */
    public static Login byKey(String pem, String hostKey) {
        return new Login(List.of(new Credential.Key(pem, Optional.empty())), hostKey, false, Optional.empty());
    }

    /** Leaves what is secret out. */
    @Override
    public String toString() {
        return "Login[hostKey=" + hostKey + ", become=" + become + "]";
    }
}
