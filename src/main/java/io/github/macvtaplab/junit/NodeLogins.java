package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Access;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.KnownHosts;
import io.github.macvtaplab.shell.Login;
import io.github.macvtaplab.shell.SshCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Find the key that opens each node of a lab, and the host key that it must show: what the inventory names, else the user's own. */
final class NodeLogins {
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final Path home;

    NodeLogins(Path home) {
        this.home = home;
    }

    /**
     * Find all of them.
     *
     * @param keys of the guests, which are this run's
     * @throws LabException naming the node, and what to do, where there is no key or no host key
     */
    SshCredentials find(Map<String, Access> nodes, Layout layout, LabKeys keys) {
        Map<String, Login> logins = new TreeMap<>();
        nodes.forEach((name, access) ->
                logins.put(name, new Login(key(access), hostKey(access), access.become(), access.becomePassword())));
        for (Node guest : layout.allGuests()) {
            logins.put(
                    guest.name(),
                    new Login(keys.clientPrivate(), keys.hostPublic().getOrDefault(guest.name(), ""), false));
        }
        return new SshCredentials(logins);
    }

    private String key(Access access) {
        List<Path> candidates = access.keyFile()
                .map(file -> List.of(expanded(file)))
                .orElseGet(() -> USUAL_KEYS.stream()
                        .map(name -> home.resolve(".ssh").resolve(name))
                        .toList());
        Path found = candidates.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new LabException(
                        "expected a private key for %s, none of these can be read: %s; name one with ansible_ssh_private_key_file in the inventory"
                                .formatted(access.node(), candidates)));
        try {
            return Files.readString(found);
        } catch (IOException e) {
            throw new LabException(
                    "the private key of %s, %s, cannot be read: %s".formatted(access.node(), found, e.getMessage()), e);
        }
    }

    private String hostKey(Access access) {
        if (access.hostKey().isPresent()) {
            return access.hostKey().get();
        }
        Path file = access.knownHosts().map(this::expanded).orElseGet(() -> home.resolve(".ssh/known_hosts"));
        Node node = access.node();
        return KnownHosts.find(file, node.ssh().host(), node.ssh().port())
                .orElseThrow(() -> new LabException(
                        "expected the host key of %s in %s, there is none for %s port %d; over a line that you trust, accept it with: ssh %s-p %d %s@%s true"
                                .formatted(
                                        node,
                                        file,
                                        node.ssh().host(),
                                        node.ssh().port(),
                                        node.jump()
                                                .map(jump -> "-J %s@%s:%d "
                                                        .formatted(
                                                                jump.ssh().user(),
                                                                jump.ssh().host(),
                                                                jump.ssh().port()))
                                                .orElse(""),
                                        node.ssh().port(),
                                        node.ssh().user(),
                                        node.ssh().host())));
    }

    private Path expanded(String file) {
        return file.startsWith("~/") ? home.resolve(file.substring(2)) : Path.of(file);
    }
}
