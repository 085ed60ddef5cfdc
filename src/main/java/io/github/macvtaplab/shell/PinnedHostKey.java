package io.github.macvtaplab.shell;

import io.github.macvtaplab.shell.ShellException.Kind;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/** Accepts one host key of one node, and remembers what it was shown instead. */
final class PinnedHostKey implements HostKeyVerifier {
    private final String node;
    private final String type;
    private final byte[] expected;
    private volatile @Nullable String refused;

    /**
     * Takes the pinned key.
     *
     * @throws ShellException if there is none for the node, or it is no key
     */
    PinnedHostKey(String node, @Nullable String line) {
        String[] words = line == null ? new String[0] : line.strip().split("\\s+");
        if (words.length < 2) {
            throw new ShellException(
                    Kind.HOST_KEY,
                    "expected a pinned host key for " + node + ", found "
                            + (line == null ? "none" : "'" + line + "'")
                            + "; give it as 'ssh-ed25519 AAAA...'");
        }
        this.node = node;
        this.type = words[0];
        try {
            this.expected = Base64.getDecoder().decode(words[1]);
        } catch (IllegalArgumentException e) {
            throw new ShellException(Kind.HOST_KEY, "the pinned host key of " + node + " is not base64: " + line, e);
        }
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        byte[] seen = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        if (MessageDigest.isEqual(expected, seen)) {
            return true;
        }
        refused = Fingerprint.of(seen);
        return false;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return List.of(type);
    }

    /** Returns the error to throw if the node showed another key, else null. */
    @Nullable ShellException mismatch(Throwable cause) {
        String seen = refused;
        if (seen == null) {
            return null;
        }
        return new ShellException(
                Kind.HOST_KEY,
                "expected host key " + Fingerprint.of(expected) + " of " + node + ", seen " + seen
                        + "; another machine answers at its address, or its key was renewed: pin the new one",
                cause);
    }
}
