package io.github.macvtaplab.ansible;

import io.github.macvtaplab.model.Node;
import java.util.Optional;

/**
 * How the inventory says that a node is logged in to.
 *
 * @param node the node
 * @param keyFile path of the private key, as the inventory has it
 * @param hostKey the node's host key, one OpenSSH line
 * @param knownHosts path of a file with host keys, in OpenSSH's format
 * @param become whether commands run by sudo
 * @param becomePassword what sudo is told if it asks for a password
 */
public record Access(
        Node node,
        Optional<String> keyFile,
        Optional<String> hostKey,
        Optional<String> knownHosts,
        boolean become,
        Optional<String> becomePassword) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Access[node=%s, keyFile=%s, hostKey=%s, knownHosts=%s, become=%s]"
                .formatted(node, keyFile, hostKey, knownHosts, become);
    }
}
