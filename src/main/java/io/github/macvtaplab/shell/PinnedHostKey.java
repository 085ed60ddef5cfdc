package io.github.macvtaplab.shell;

import io.github.macvtaplab.shell.ShellException.Kind;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/** Accepts one host key of one node, and remembers what it was shown instead. */
final class PinnedHostKey implements HostKeyVerifier {
    private final String node;
    private final PublicKeyLine expected;
    private volatile @Nullable String refused;

    /**
     * Takes the pinned key.
     *
     * @throws ShellException if it is no key
     */
    PinnedHostKey(String node, String line) {
        this.node = node;
        try {
            this.expected = PublicKeyLine.of(line);
        } catch (IllegalArgumentException e) {
            throw new ShellException(
                    Kind.HOST_KEY, "the pinned host key of " + node + " is none: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        byte[] seen = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        if (Arrays.equals(expected.blob(), seen)) {
            return true;
        }
        refused = PublicKeyLine.fingerprint(seen);
        return false;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return List.of(expected.type());
    }

    /** Returns the error to throw if the node showed another key, else null. */
    @Nullable ShellException mismatch(Throwable cause) {
        String seen = refused;
        if (seen == null) {
            return null;
        }
        return new ShellException(
                Kind.HOST_KEY,
                "expected host key " + expected.fingerprint() + " of " + node + ", seen " + seen
                        + "; another machine answers at its address, or its key was renewed: pin the new one",
                cause);
    }
}
