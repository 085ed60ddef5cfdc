package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lab's inventory, as {@code ansible-inventory --list} prints it: its layout, how its nodes are logged in to, and its variables. */
public final class Inventory {
    private final InventoryTree tree;
    private final Resolved resolved;
    private List<String> chosen = List.of();

    Inventory(JsonNode tree) {
        this(tree, Resolved.NOTHING);
    }

    /**
     * Make one.
     *
     * @param resolved what Ansible makes of the variables that the tree leaves open
     */
    Inventory(JsonNode tree, Resolved resolved) {
        this.tree = new InventoryTree(tree);
        this.resolved = resolved;
        resolved.into(this.tree);
    }

    /** Say by its name which of several KVM hosts is tested, and after it, if wanted, the one that carries the far end of traffic. */
    public Inventory testing(List<String> hosts) {
        chosen = List.copyOf(hosts);
        return this;
    }

    /**
     * Read the layout: the KVM host that is tested with its guests, the switch and the peer, and the other KVM host of the run.
     *
     * @param guestPrefix what libvirt's names of the guests begin with
     * @throws LabException naming the node and the variable that is missing
     */
    public Layout layout(String guestPrefix) {
        return new LayoutReader(tree, guestPrefix).read(chosen);
    }

    /** Say where a host is that the inventory cannot know the address of. */
    public Inventory at(String host, String address) {
        if (tree.variables(host) instanceof ObjectNode own) {
            own.put("ansible_host", address);
        }
        return this;
    }

    /**
     * Check the inventory against the contract.
     *
     * @throws LabException with all that is wrong with it
     */
    public void check() {
        List<String> problems = InventoryContract.problems(tree.root(), resolved);
        if (!problems.isEmpty()) {
            throw new LabException("the inventory cannot be used, and nothing was touched: "
                    + String.join(problems.size() == 1 ? "" : "\n  - ", prepended(problems)));
        }
    }

    private static List<String> prepended(List<String> problems) {
        List<String> lines = new ArrayList<>(problems);
        if (problems.size() > 1) {
            lines.add(0, problems.size() + " problems");
        }
        return lines;
    }

    /** How each node of a layout is logged in to, and each node on the way, by its name; the guests are the suite's own. */
    public Map<String, Access> access(Layout layout) {
        Map<String, Access> found = new TreeMap<>();
        layout.tested().keySet().forEach(node -> access(node, found));
        layout.allGuests().forEach(guest -> guest.jump().ifPresent(jump -> access(jump, found)));
        return found;
    }

    /** All nodes of a layout, and those on the way to them. */
    public List<Node> nodes(Layout layout) {
        Set<Node> found = new LinkedHashSet<>();
        Stream.concat(layout.tested().keySet().stream(), layout.allGuests().stream())
                .forEach(node -> {
                    Deque<Node> way = new ArrayDeque<>();
                    for (Optional<Node> next = Optional.of(node);
                            next.isPresent();
                            next = next.get().jump()) {
                        way.push(next.get());
                    }
                    found.addAll(way);
                });
        return List.copyOf(found);
    }

    /**
     * What the suite's own variables of a host have become that were templates. Playbooks are given these values: a template could
     * become something else once the run has added its own variables, or each time that it is resolved. What stands encrypted in the
     * inventory is left to Ansible.
     */
    public Map<String, JsonNode> resolved(String host) {
        return resolved.playable(host, tree.variables(host));
    }

    private void access(Node node, Map<String, Access> found) {
        found.put(node.name(), Access.of(node, tree.variables(node.name())));
        node.jump().ifPresent(jump -> access(jump, found));
    }

    /**
     * Look up a text variable of a host.
     *
     * @throws LabException if it has none
     */
    public String text(String host, String variable) {
        return tree.text(host, variable);
    }

    /** Look up a text variable of a host that it need not have. */
    public Optional<String> find(String host, String variable) {
        return tree.find(host, variable);
    }
}
