package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.LabException;
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
    /** What lines begin with that are of another sort, by sshd(8). */
    private static final String MARKER = "@";

    private static final String REVOKED = "@revoked ";
    private static final List<KeyType> BEST_FIRST =
            List.of(KeyType.ED25519, KeyType.ECDSA256, KeyType.ECDSA384, KeyType.ECDSA521, KeyType.RSA);

    private KnownHosts() {}

    /**
     * Finds the best key of a host. Keys that are marked, as of an authority or as revoked, are no host's.
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
            List<OpenSSHKnownHosts.KnownHostEntry> entries = new OpenSSHKnownHosts(file.toFile())
                    .entries().stream().filter(entry -> applies(entry, name)).toList();
            List<PublicKeyLine> revoked = entries.stream()
                    .map(OpenSSHKnownHosts.KnownHostEntry::getLine)
                    .filter(line -> line.startsWith(REVOKED))
                    .map(KnownHosts::markedKey)
                    .toList();
            return entries.stream()
                    .filter(entry -> BEST_FIRST.contains(entry.getType()))
                    .filter(entry -> !entry.getLine().startsWith(MARKER))
                    .sorted(Comparator.comparing(entry -> BEST_FIRST.indexOf(entry.getType())))
                    .map(entry -> key(entry.getLine()))
                    .filter(key -> revoked.stream().noneMatch(key::isOfSameKeyAs))
                    .findFirst()
                    .map(key -> key.withoutComment().toString());
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

    private static PublicKeyLine markedKey(String line) {
        return key(line.substring(REVOKED.length()));
    }

    /** A line is names, and a key's line. */
    private static PublicKeyLine key(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        return PublicKeyLine.of(parts[parts.length - 1]);
    }
}
