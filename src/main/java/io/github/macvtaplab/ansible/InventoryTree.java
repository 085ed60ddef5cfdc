package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.LabException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tree that {@code ansible-inventory --list} prints: groups, their hosts, and the hosts' variables. What is not of the right kind
 * counts as not there.
 *
 * @param root all of it
 */
record InventoryTree(JsonNode root) {
    /** A group's hosts, and those of the groups below it. */
    List<String> members(String group) {
        Set<String> found = new LinkedHashSet<>();
        below(group).forEach(each -> found.addAll(names(root.path(each).path("hosts"))));
        return List.copyOf(found);
    }

    /** A group, and the groups below it. */
    Set<String> below(String group) {
        Set<String> visited = new LinkedHashSet<>();
        visit(group, visited);
        return visited;
    }

    private void visit(String group, Set<String> visited) {
        if (visited.add(group)) {
            names(root.path(group).path("children")).forEach(child -> visit(child, visited));
        }
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> {
            if (name.isTextual()) {
                names.add(name.asText());
            }
        });
        return names;
    }

    /** The variables of all hosts that have any, by host. */
    JsonNode variables() {
        return root.path("_meta").path("hostvars");
    }

    /** A host's variables. */
    JsonNode variables(String host) {
        return variables().path(host);
    }

    /**
     * Look up a text variable of a host.
     *
     * @throws LabException if it has none
     */
    String text(String host, String variable) {
        JsonNode value = variables(host).path(variable);
        if (value.isMissingNode() || value.asText().isEmpty()) {
            throw new LabException("%s has no '%s' in the inventory; set it".formatted(host, variable));
        }
        return value.asText();
    }

    /** Look up a text variable of a host that it need not have. */
    Optional<String> find(String host, String variable) {
        return Optional.of(variables(host).path(variable).asText()).filter(text -> !text.isBlank());
    }
}
