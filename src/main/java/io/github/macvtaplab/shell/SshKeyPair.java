package io.github.macvtaplab.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/**
 * Holds an SSH key pair as OpenSSH's own tools read it.
 *
 * @param publicLine one line for {@code authorized_keys} or {@code known_hosts}, without line end
 * @param privatePem the private key file's text, without passphrase, with line ends
 */
public record SshKeyPair(String publicLine, String privatePem) {
    private static final int PEM_LINE = 70;

    /**
     * Makes a fresh Ed25519 key pair.
     *
     * @param comment last word of the public line, such as {@code macvtap-lab@run}
     */
    public static SshKeyPair generateEd25519(String comment) {
        var privateKey = new Ed25519PrivateKeyParameters(new SecureRandom());
        try {
            byte[] publicBlob = OpenSSHPublicKeyUtil.encodePublicKey(privateKey.generatePublicKey());
            byte[] privateBlob = OpenSSHPrivateKeyUtil.encodePrivateKey(privateKey);
            return new SshKeyPair(
                    "ssh-ed25519 " + Base64.getEncoder().encodeToString(publicBlob) + " " + comment,
                    "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                                    .encodeToString(privateBlob)
                            + "\n-----END OPENSSH PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException("an Ed25519 key could not be encoded", e);
        }
    }

    /** Leaves the private key out. */
    @Override
    public String toString() {
        return "SshKeyPair[" + publicLine + "]";
    }
}
