package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.model.SubnetName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

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
     * @throws LabException naming the node and the variable that is missing
     */
    public Layout layout() {
        Node host = only("kvm_hosts", NodeRole.KVM_HOST);
        Node lanSwitch = only("switches", NodeRole.SWITCH);
        Node peer = only("peers", NodeRole.PEER);
        List<Node> guests = members("guests").stream()
                .map(name -> node(name, NodeRole.GUEST))
                .toList();
        if (guests.size() < 2) {
            throw new LabException(
                    "the inventory's group 'guests' has %d hosts; two are needed".formatted(guests.size()));
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
                text(host.name(), "lab_second_uplink"),
                text(lanSwitch.name(), "lab_uplink_port"),
                List.of(
                        text(lanSwitch.name(), "lab_uplink_port"),
                        text(lanSwitch.name(), "lab_second_uplink_port"),
                        text(lanSwitch.name(), "lab_peer_port")),
                text(peer.name(), "lab_nic"),
                text(host.name(), "lab_management_bridge"),
                text(host.name(), "lab_spare_shared_address"),
                testMac,
                secondMac,
                addresses);
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

    private List<String> members(String group) {
        return StreamSupport.stream(tree.path(group).path("hosts").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
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
        Optional<Node> via = jump.isEmpty() ? Optional.empty() : Optional.of(node(jump, NodeRole.KVM_HOST));
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
