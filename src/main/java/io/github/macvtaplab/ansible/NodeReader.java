package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads nodes out of an inventory, each with those on the way to it, and each once. */
final class NodeReader {
    private final InventoryTree tree;
    private final Map<String, Node> read = new HashMap<>();

    NodeReader(InventoryTree tree) {
        this.tree = tree;
    }

    /** Read a host. */
    Node node(String name, NodeRole role) {
        Node known = read.get(name);
        if (known != null) {
            return known;
        }
        JsonNode variables = tree.variables(name);
        String jump = variables.path("lab_jump").asText();
        Optional<Node> via = jump.isEmpty() ? Optional.empty() : Optional.of(node(jump, roleOnTheWay(jump)));
        SshAddress ssh = new SshAddress(
                variables.path("ansible_host").asText(name),
                variables.path("ansible_port").asInt(22),
                variables.path("ansible_user").asText("root"));
        Node node = new Node(name, role, ssh, via);
        read.put(name, node);
        return node;
    }

    private NodeRole roleOnTheWay(String host) {
        return tree.members(LabGroup.KVM_HOSTS.group).contains(host) ? NodeRole.KVM_HOST : NodeRole.JUMP_HOST;
    }

    /**
     * Read a group's one host.
     *
     * @throws LabException if it has none, or several
     */
    Node only(LabGroup group, NodeRole role) {
        List<String> members = tree.members(group.group);
        if (members.size() != 1) {
            throw new LabException("the inventory's group '%s' has the hosts %s; exactly one is expected"
                    .formatted(group.group, members));
        }
        return node(members.get(0), role);
    }

    /** The names of those that were read until now. */
    Set<String> names() {
        return read.keySet();
    }
}
