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
    private final Resolved resolved;
    private final Map<String, Node> nodes = new HashMap<>();
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
        this.tree = tree;
        this.resolved = resolved;
        resolved.into(tree);
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
        nodes.clear();
        List<String> hosts = members("kvm_hosts");
        ChosenHosts run = ChosenHosts.of(hosts, chosen);
        Node host = node(run.tested(), NodeRole.KVM_HOST);
        boolean hasSwitch = !members("switches").isEmpty();
        Node lanSwitch = hasSwitch
                ? only("switches", NodeRole.SWITCH)
                : new Node("switch", NodeRole.SWITCH, new SshAddress("none", 22, "nobody"), Optional.empty());
        Optional<Node> peer = members("peers").isEmpty() ? Optional.empty() : Optional.of(only("peers", NodeRole.PEER));
        List<Node> guests = guests(host);
        if (guests.size() < 2) {
            throw new LabException("the inventory's group 'guests' has %d hosts whose lab_host is %s; two are needed"
                    .formatted(guests.size(), host));
        }
        Optional<Layout> other = run.other().map(name -> other(name, lanSwitch, guestPrefix));
        Optional<String> secondUplink = find(host.name(), "lab_second_uplink");
        Map<Cable, String> ports = new EnumMap<>(Cable.class);
        if (hasSwitch) {
            ports.put(Cable.UPLINK, port(host, lanSwitch, "lab_uplink_port"));
            secondUplink.ifPresent(
                    any -> ports.put(Cable.SECOND_UPLINK, port(host, lanSwitch, "lab_second_uplink_port")));
            peer.ifPresent(any -> ports.put(Cable.PEER, text(lanSwitch.name(), "lab_peer_port")));
        }
        return new Layout(
                text(host.name(), "lab_name") + (hosts.size() > 1 ? "/" + host : ""),
                vars(host.name()).path("lab_emulated").asBoolean()
                        || other.filter(Layout::emulated).isPresent(),
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
                offloads(host),
                guestPrefix,
                macs(guests, "lab_test_mac"),
                macs(guests, "lab_second_mac"),
                addresses(),
                other);
    }

    /** The KVM host that carries the far end of traffic: of what else it has, nothing is used. */
    private Layout other(String name, Node lanSwitch, String guestPrefix) {
        Node host = node(name, NodeRole.KVM_HOST);
        List<Node> guests = guests(host);
        if (guests.isEmpty()) {
            throw new LabException(
                    "the inventory's group 'guests' has no host whose lab_host is %s, which lab.host names for traffic across hosts; one is needed"
                            .formatted(host));
        }
        return new Layout(
                name,
                vars(name).path("lab_emulated").asBoolean(),
                host,
                lanSwitch,
                Optional.empty(),
                guests,
                text(name, "lab_uplink"),
                Optional.empty(),
                members("switches").isEmpty() ? "" : port(host, lanSwitch, "lab_uplink_port"),
                Map.of(),
                Optional.empty(),
                text(name, "lab_management_bridge"),
                Optional.empty(),
                offloads(host),
                guestPrefix,
                macs(guests, "lab_test_mac"),
                macs(guests, "lab_second_mac"),
                addresses(),
                Optional.empty());
    }

    private List<Node> guests(Node host) {
        return members("guests").stream()
                .filter(name -> text(name, "lab_host").equals(host.name()))
                .map(name -> node(name, NodeRole.GUEST))
                .toList();
    }

    private boolean offloads(Node host) {
        return find(host.name(), "lab_offloads").map(Boolean::parseBoolean).orElse(true);
    }

    private Map<String, String> macs(List<Node> guests, String variable) {
        Map<String, String> macs = new HashMap<>();
        guests.forEach(guest -> macs.put(guest.name(), text(guest.name(), variable)));
        return macs;
    }

    private Map<String, Map<SubnetName, Map<IpFamily, String>>> addresses() {
        Map<String, Map<SubnetName, Map<IpFamily, String>>> addresses = new HashMap<>();
        nodes.keySet().forEach(name -> addresses.put(name, addresses(name)));
        return addresses;
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
        List<String> problems = InventoryContract.problems(tree, resolved);
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
        return resolved.playable(host, vars(host));
    }

    private void access(Node node, Map<String, Access> found) {
        found.put(node.name(), Access.of(node, vars(node.name())));
        node.jump().ifPresent(jump -> access(jump, found));
    }

    /** Look up a text variable of a host. */
    public String text(String host, String variable) {
        JsonNode value = vars(host).path(variable);
        if (value.isMissingNode() || value.asText().isEmpty()) {
            throw new LabException("%s has no '%s' in the inventory; set it".formatted(host, variable));
        }
        return value.asText();
    }

    /** Look up a text variable of a host that it need not have. */
    public Optional<String> find(String host, String variable) {
        return Optional.of(vars(host).path(variable).asText()).filter(text -> !text.isBlank());
    }

    /** The switch's port that a cable of the host ends in. The host's own word comes first: several can be plugged into one switch. */
    private String port(Node host, Node lanSwitch, String variable) {
        String own = vars(host.name()).path(variable).asText();
        return own.isEmpty() ? text(lanSwitch.name(), variable) : own;
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
