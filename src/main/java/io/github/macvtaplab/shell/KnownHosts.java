package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/** Looks a host up in a file of OpenSSH's, hashed names included. */
public final class KnownHosts {
    private static final int DEFAULT_PORT = 22;
    private static final List<KeyType> BEST_FIRST =
            List.of(KeyType.ED25519, KeyType.ECDSA256, KeyType.ECDSA384, KeyType.ECDSA521, KeyType.RSA);

    private KnownHosts() {}

    /**
     * Finds the best key of a host.
     *
     * @param file known_hosts; where there is none, nothing is known
     * @param port the SSH server's
     * @return type and key, as {@code ssh-ed25519 AAAA...}
     * @throws LabException if the file cannot be read
     */
    public static Optional<String> find(Path file, String host, int port) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        String name = port == DEFAULT_PORT ? host : "[" + host + "]:" + port;
        try {
            File known = file.toFile();
            return new OpenSSHKnownHosts(known)
                    .entries().stream()
                            .filter(entry -> BEST_FIRST.contains(entry.getType()))
                            .filter(entry -> applies(entry, name))
                            .min(Comparator.comparing(entry -> BEST_FIRST.indexOf(entry.getType())))
                            .map(entry -> key(entry.getLine()).withoutComment().toString());
        } catch (IOException | IllegalArgumentException e) {
            // The latter is how a key that is none is refused.
            throw new LabException("the known hosts in %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static boolean applies(OpenSSHKnownHosts.KnownHostEntry entry, String name) {
        try {
            return entry.appliesTo(entry.getType(), name);
        } catch (IOException e) {
            return false;
        }
    }

    /** A line is names, and a key's line. */
    private static PublicKeyLine key(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        return PublicKeyLine.of(parts[parts.length - 1]);
    }
}
