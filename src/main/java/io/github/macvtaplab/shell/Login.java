package io.github.macvtaplab.shell;

/**
 * Holds how to log in to one node and how to recognise it.
 *
 * @param privateKeyPem the private key, in OpenSSH's or PEM format, without passphrase
 * @param hostKey the node's host key, as a line in OpenSSH's format, such as {@code ssh-ed25519 AAAA... comment}
 * @param become whether commands run as root by {@code sudo}, which must ask for no password
 */
public record Login(String privateKeyPem, String hostKey, boolean become) {
    /** Leaves the private key out. */
    @Override
    public String toString() {
        return "Login[hostKey=" + hostKey + ", become=" + become + "]";
    }
}
