package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.model.SubnetName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turn what {@code ansible-inventory --list} prints into the layout of a lab. */
public final class Inventory {
    private final JsonNode tree;
    private final Map<String, Node> nodes = new HashMap<>();

    Inventory(JsonNode tree) {
        this.tree = tree;
    }

    /**
     * Read the layout.
     *
     * @param guestPrefix what libvirt's names of the guests begin with
     * @throws LabException naming the node and the variable that is missing
     */
    public Layout layout(String guestPrefix) {
        nodes.clear();
        Node host = only("kvm_hosts", NodeRole.KVM_HOST);
        boolean hasSwitch = !members("switches").isEmpty();
        Node lanSwitch = hasSwitch
                ? only("switches", NodeRole.SWITCH)
                : new Node("switch", NodeRole.SWITCH, new SshAddress("none", 22, "nobody"), Optional.empty());
        Optional<Node> peer = members("peers").isEmpty() ? Optional.empty() : Optional.of(only("peers", NodeRole.PEER));
        List<Node> guests = members("guests").stream()
                .map(name -> node(name, NodeRole.GUEST))
                .toList();
        if (guests.size() < 2) {
            throw new LabException(
                    "the inventory's group 'guests' has %d hosts; two are needed".formatted(guests.size()));
        }
        Optional<String> secondUplink = optional(vars(host.name()), "lab_second_uplink");
        Map<Cable, String> ports = new EnumMap<>(Cable.class);
        if (hasSwitch) {
            ports.put(Cable.UPLINK, text(lanSwitch.name(), "lab_uplink_port"));
            secondUplink.ifPresent(
                    any -> ports.put(Cable.SECOND_UPLINK, text(lanSwitch.name(), "lab_second_uplink_port")));
            peer.ifPresent(any -> ports.put(Cable.PEER, text(lanSwitch.name(), "lab_peer_port")));
        }
        Map<String, String> testMac = new HashMap<>();
        Map<String, String> secondMac = new HashMap<>();
        for (Node guest : guests) {
            testMac.put(guest.name(), text(guest.name(), "lab_test_mac"));
            secondMac.put(guest.name(), text(guest.name(), "lab_second_mac"));
        }
        Map<String, Map<SubnetName, Map<IpFamily, String>>> addresses = new HashMap<>();
        nodes.keySet().forEach(name -> addresses.put(name, addresses(name)));
        return new Layout(
                text(host.name(), "lab_name"),
                vars(host.name()).path("lab_emulated").asBoolean(),
                host,
                lanSwitch,
                peer,
                guests,
                text(host.name(), "lab_uplink"),
                secondUplink,
                ports.getOrDefault(Cable.UPLINK, ""),
                ports,
                peer.map(node -> text(node.name(), "lab_nic")),
                text(host.name(), "lab_management_bridge"),
                secondUplink.map(any -> text(host.name(), "lab_spare_shared_address")),
                guestPrefix,
                testMac,
                secondMac,
                addresses);
    }

    /** Say where a host is that the inventory cannot know the address of. */
    public Inventory at(String host, String address) {
        if (vars(host) instanceof ObjectNode own) {
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
        List<String> problems = InventoryContract.problems(tree);
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
        layout.guests().forEach(guest -> guest.jump().ifPresent(jump -> access(jump, found)));
        return found;
    }

    /** All nodes of a layout, and those on the way to them. */
    public List<Node> nodes(Layout layout) {
        Set<Node> found = new LinkedHashSet<>();
        Stream.concat(layout.tested().keySet().stream(), layout.guests().stream())
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

    private void access(Node node, Map<String, Access> found) {
        JsonNode vars = vars(node.name());
        found.put(
                node.name(),
                new Access(
                        node,
                        optional(vars, "ansible_ssh_private_key_file")
                                .or(() -> optional(vars, "ansible_private_key_file")),
                        optional(vars, "lab_host_key"),
                        optional(vars, "lab_known_hosts"),
                        vars.path("ansible_become").asBoolean()));
        node.jump().ifPresent(jump -> access(jump, found));
    }

    private static Optional<String> optional(JsonNode vars, String name) {
        return Optional.of(vars.path(name).asText()).filter(text -> !text.isBlank());
    }

    /** Look up a text variable of a host. */
    public String text(String host, String variable) {
        JsonNode value = vars(host).path(variable);
        if (value.isMissingNode() || value.asText().isEmpty()) {
            throw new LabException("%s has no '%s' in the inventory; set it".formatted(host, variable));
        }
        return value.asText();
    }

    private JsonNode vars(String host) {
        return tree.path("_meta").path("hostvars").path(host);
    }

    /** A group's hosts, and those of the groups below it. */
    private List<String> members(String group) {
        Set<String> found = new LinkedHashSet<>();
        members(group, found, new HashSet<>());
        return List.copyOf(found);
    }

    private void members(String group, Set<String> found, Set<String> visited) {
        if (visited.add(group)) {
            tree.path(group).path("hosts").forEach(host -> found.add(host.asText()));
            tree.path(group).path("children").forEach(child -> members(child.asText(), found, visited));
        }
    }

    private Node only(String group, NodeRole role) {
        List<String> members = members(group);
        if (members.size() != 1) {
            throw new LabException(
                    "the inventory's group '%s' has the hosts %s; exactly one is expected".formatted(group, members));
        }
        return node(members.get(0), role);
    }

    private Node node(String name, NodeRole role) {
        Node known = nodes.get(name);
        if (known != null) {
            return known;
        }
        JsonNode vars = vars(name);
        String jump = vars.path("lab_jump").asText();
        Optional<Node> via = jump.isEmpty()
                ? Optional.empty()
                : Optional.of(node(jump, members("kvm_hosts").contains(jump) ? NodeRole.KVM_HOST : NodeRole.JUMP_HOST));
        SshAddress ssh = new SshAddress(
                vars.path("ansible_host").asText(name),
                vars.path("ansible_port").asInt(22),
                vars.path("ansible_user").asText("root"));
        Node node = new Node(name, role, ssh, via);
        nodes.put(name, node);
        return node;
    }

    private Map<SubnetName, Map<IpFamily, String>> addresses(String host) {
        Map<SubnetName, Map<IpFamily, String>> found = new EnumMap<>(SubnetName.class);
        for (SubnetName subnet : SubnetName.values()) {
            JsonNode entry = vars(host).path("lab_addresses").path(subnet.name().toLowerCase(Locale.ROOT));
            Map<IpFamily, String> byFamily = new EnumMap<>(IpFamily.class);
            for (IpFamily family : IpFamily.values()) {
                String address =
                        entry.path(family.name().toLowerCase(Locale.ROOT)).asText();
                if (!address.isEmpty()) {
                    byFamily.put(family, address);
                }
            }
            found.put(subnet, byFamily);
        }
        return found;
    }
}
