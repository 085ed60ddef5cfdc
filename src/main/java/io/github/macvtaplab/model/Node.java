package io.github.macvtaplab.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Describes a machine of the lab that commands can be run on.
 *
 * @param name the inventory's name of it, unique in the lab
 * @param role what it is in the lab
 * @param ssh where its SSH server is
 * @param jump the node to tunnel through; empty where it is reached directly
 */
public record Node(String name, NodeRole role, SshAddress ssh, Optional<Node> jump) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Node {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(ssh, "ssh");
        Objects.requireNonNull(jump, "jump");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a node needs a name; its address is " + ssh);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
