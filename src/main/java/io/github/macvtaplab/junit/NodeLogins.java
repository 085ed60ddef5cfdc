package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Access;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.KnownHosts;
import io.github.macvtaplab.shell.Login;
import io.github.macvtaplab.shell.SshCredentials;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds how each node of a lab is logged in to, and the host key that it must show: what the inventory names, else the user's own. */
final class NodeLogins {
    private final Path home;
    private final NodeCredentials credentials;

    /**
     * Make one.
     *
     * @param agent the socket of the user's SSH agent
     */
    NodeLogins(Path home, Optional<Path> agent) {
        this.home = home;
        this.credentials = new NodeCredentials(home, AgentKeys.at(agent));
    }

    /**
     * Find all of them.
     *
     * @param keys of the guests, which are this run's
     * @throws LabException naming the node, and what to do, where there is no way to log in, or no host key
     */
    SshCredentials find(Map<String, Access> nodes, Layout layout, LabKeys keys) {
        Map<String, Login> logins = new TreeMap<>();
        nodes.forEach((name, access) -> logins.put(
                name, new Login(credentials.of(access), hostKey(access), access.become(), access.becomePassword())));
        for (Node guest : layout.allGuests()) {
            logins.put(
                    guest.name(),
                    Login.byKey(keys.clientPrivate(), keys.hostPublic().getOrDefault(guest.name(), "")));
        }
        return new SshCredentials(logins);
    }

    private String hostKey(Access access) {
        if (access.hostKey().isPresent()) {
            return access.hostKey().get();
        }
        Path file = access.knownHosts()
                .map(known -> NodeCredentials.expanded(home, known))
                .orElseGet(() -> home.resolve(".ssh/known_hosts"));
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
}
