package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Access;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.shell.Credential;
import io.github.macvtaplab.shell.Credential.AgentKey;
import io.github.macvtaplab.shell.KeyFile;
import io.github.macvtaplab.shell.PublicKeyLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a node is shown to log in: what the inventory names, and that alone; where it names nothing, the user's own keys, those of
 * the agent included.
 */
final class NodeCredentials {
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final String PUBLIC = ".pub";

    private final Path home;
    private final AgentKeys agent;

    NodeCredentials(Path home, AgentKeys agent) {
        this.home = home;
        this.agent = agent;
    }

    /**
     * Find it.
     *
     * @return in the order in which it is shown: nodes take a few attempts and then no more
     * @throws LabException naming the node, and what to do, where there is none or it cannot be used
     */
    List<Credential> of(Access access) {
        List<Credential> found = new ArrayList<>();
        access.keyFile().ifPresent(file -> found.add(named(access, expanded(home, file))));
        access.password().ifPresent(password -> found.add(new Credential.Password(password)));
        return found.isEmpty() ? usual(access) : found;
    }

    private Credential named(Access access, Path file) {
        Path besides = publicOf(file);
        if (!Files.isReadable(file) && Files.isReadable(besides)) {
            return held(access, file, KeyFile.of(read(access, besides)).publicLine(), "is there only as .pub", "");
        } else if (!Files.isReadable(file)) {
            throw new LabException(
                    "expected a private key for %s, %s cannot be read; correct ansible_ssh_private_key_file in the inventory, or leave it out to log in by the SSH agent's keys"
                            .formatted(access.node(), file));
        }
        String text = read(access, file);
        KeyFile key = KeyFile.of(text);
        return switch (key.kind()) {
            case OPEN -> new Credential.Key(text, Optional.empty());
            case PUBLIC -> held(access, file, key.publicLine(), "is a public key", "");
            case ENCRYPTED ->
                access.keyPassphrase().isPresent()
                        ? opened(access, file, text)
                        : held(
                                access,
                                file,
                                publicLine(key, access, file),
                                "has a passphrase",
                                ", or give its passphrase with lab_key_passphrase");
            case NONE ->
                throw new LabException(
                        "expected a key for %s in OpenSSH's or PEM format, %s is none; name another with ansible_ssh_private_key_file"
                                .formatted(access.node(), file));
        };
    }

    private static Credential opened(Access access, Path file, String text) {
        KeyFile.complaint(text, access.keyPassphrase()).ifPresent(complaint -> {
            throw new LabException("expected lab_key_passphrase of %s to open %s, seen: %s; correct it"
                    .formatted(access.node(), file, complaint));
        });
        return new Credential.Key(text, access.keyPassphrase());
    }

    private Credential held(Access access, Path file, Optional<PublicKeyLine> publicLine, String why, String orElse) {
        return publicLine
                .flatMap(agent::find)
                .orElseThrow(() -> new LabException(
                        "expected an SSH agent to hold the key of %s, as %s %s; seen: %s; add it with: ssh-add %s%s"
                                .formatted(
                                        access.node(),
                                        file,
                                        why,
                                        publicLine.isPresent()
                                                ? agent.described()
                                                : "no " + publicOf(file) + ", by which to know it",
                                        privateOf(file),
                                        orElse)));
    }

    /** The user's own keys first, then the others that the agent holds. */
    private List<Credential> usual(Access access) {
        Set<AgentKey> own = new LinkedHashSet<>();
        List<Credential> open = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (String name : USUAL_KEYS) {
            Path file = home.resolve(".ssh").resolve(name);
            KeyFile key = KeyFile.of(Files.isReadable(file) ? read(access, file) : "");
            Optional<AgentKey> held = publicLine(key, access, file).flatMap(agent::find);
            held.ifPresent(own::add);
            if (held.isEmpty() && key.kind() == KeyFile.Kind.OPEN && open.isEmpty()) {
                open.add(new Credential.Key(read(access, file), Optional.empty()));
            }
            complaints.add(file + (key.kind() == KeyFile.Kind.ENCRYPTED ? " has a passphrase" : " cannot be read"));
        }
        List<Credential> found = new ArrayList<>(own);
        found.addAll(open);
        agent.keys().stream().filter(key -> !own.contains(key)).forEach(found::add);
        if (found.isEmpty()) {
            throw new LabException(
                    "expected a private key for %s, as the inventory names neither ansible_ssh_private_key_file nor ansible_password; seen: %s; %s; name one, or add one to the agent with ssh-add"
                            .formatted(access.node(), agent.described(), String.join(", ", complaints)));
        }
        return found;
    }

    private static Optional<PublicKeyLine> publicLine(KeyFile key, Access access, Path file) {
        return key.publicLine()
                .or(() -> Optional.of(publicOf(file))
                        .filter(Files::isReadable)
                        .flatMap(besides -> KeyFile.of(read(access, besides)).publicLine()));
    }

    private static String read(Access access, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LabException(
                    "the private key of %s, %s, cannot be read: %s".formatted(access.node(), file, e.getMessage()), e);
        }
    }

    private static Path publicOf(Path file) {
        return file.resolveSibling(file.getFileName() + PUBLIC);
    }

    private static Path privateOf(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(PUBLIC) ? file.resolveSibling(name.substring(0, name.length() - PUBLIC.length())) : file;
    }

    /** Where a path of the inventory leads to. */
    static Path expanded(Path home, String file) {
        return file.startsWith("~/") ? home.resolve(file.substring(2)) : Path.of(file);
    }
}
