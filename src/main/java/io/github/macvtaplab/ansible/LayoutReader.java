package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Cable;
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

/** Reads the layout of a lab out of an inventory. For one reading. */
final class LayoutReader {
    private final InventoryTree tree;
    private final String guestPrefix;
    private final NodeReader nodes;

    /**
     * Make one.
     *
     * @param guestPrefix what libvirt's names of the guests begin with
     */
    LayoutReader(InventoryTree tree, String guestPrefix) {
        this.tree = tree;
        this.guestPrefix = guestPrefix;
        this.nodes = new NodeReader(tree);
    }

    /**
     * Read it.
     *
     * @param chosen which KVM hosts are of the run; none if there is one only
     * @throws LabException naming the node and the variable that is missing
     */
    Layout read(List<String> chosen) {
        List<String> hosts = members(LabGroup.KVM_HOSTS);
        ChosenHosts run = ChosenHosts.of(hosts, chosen);
        Node host = nodes.node(run.tested(), NodeRole.KVM_HOST);
        boolean hasSwitch = !members(LabGroup.SWITCHES).isEmpty();
        Node lanSwitch = hasSwitch
                ? nodes.only(LabGroup.SWITCHES, NodeRole.SWITCH)
                : new Node("switch", NodeRole.SWITCH, new SshAddress("none", 22, "nobody"), Optional.empty());
        Optional<Node> peer = members(LabGroup.PEERS).isEmpty()
                ? Optional.empty()
                : Optional.of(nodes.only(LabGroup.PEERS, NodeRole.PEER));
        List<Node> guests = guests(host);
        if (guests.size() < 2) {
            throw new LabException("the inventory's group 'guests' has %d hosts whose lab_host is %s; two are needed"
                    .formatted(guests.size(), host));
        }
        Optional<Layout> other = run.other().map(name -> other(name, lanSwitch));
        Optional<String> secondUplink = tree.find(host.name(), "lab_second_uplink");
        Map<Cable, String> ports = new EnumMap<>(Cable.class);
        if (hasSwitch) {
            ports.put(Cable.UPLINK, port(host, lanSwitch, "lab_uplink_port"));
            secondUplink.ifPresent(
                    any -> ports.put(Cable.SECOND_UPLINK, port(host, lanSwitch, "lab_second_uplink_port")));
            peer.ifPresent(any -> ports.put(Cable.PEER, tree.text(lanSwitch.name(), "lab_peer_port")));
        }
        return new Layout(
                tree.text(host.name(), "lab_name") + (hosts.size() > 1 ? "/" + host : ""),
                emulated(host) || other.filter(Layout::emulated).isPresent(),
                host,
                lanSwitch,
                peer,
                guests,
                tree.text(host.name(), "lab_uplink"),
                secondUplink,
                ports.getOrDefault(Cable.UPLINK, ""),
                ports,
                peer.map(node -> tree.text(node.name(), "lab_nic")),
                tree.text(host.name(), "lab_management_bridge"),
                secondUplink.map(any -> tree.text(host.name(), "lab_spare_shared_address")),
                offloads(host),
                guestPrefix,
                macs(guests, "lab_test_mac"),
                macs(guests, "lab_second_mac"),
                addresses(),
                other);
    }

    /** The KVM host that carries the far end of traffic: of what else it has, nothing is used. */
    private Layout other(String name, Node lanSwitch) {
        Node host = nodes.node(name, NodeRole.KVM_HOST);
        List<Node> guests = guests(host);
        if (guests.isEmpty()) {
            throw new LabException(
                    "the inventory's group 'guests' has no host whose lab_host is %s, which lab.host names for traffic across hosts; one is needed"
                            .formatted(host));
        }
        return new Layout(
                name,
                emulated(host),
                host,
                lanSwitch,
                Optional.empty(),
                guests,
                tree.text(name, "lab_uplink"),
                Optional.empty(),
                members(LabGroup.SWITCHES).isEmpty() ? "" : port(host, lanSwitch, "lab_uplink_port"),
                Map.of(),
                Optional.empty(),
                tree.text(name, "lab_management_bridge"),
                Optional.empty(),
                offloads(host),
                guestPrefix,
                macs(guests, "lab_test_mac"),
                macs(guests, "lab_second_mac"),
                addresses(),
                Optional.empty());
    }

    private List<String> members(LabGroup group) {
        return tree.members(group.group);
    }

    private List<Node> guests(Node host) {
        return members(LabGroup.GUESTS).stream()
                .filter(name -> tree.text(name, "lab_host").equals(host.name()))
                .map(name -> nodes.node(name, NodeRole.GUEST))
                .toList();
    }

    private boolean emulated(Node host) {
        return tree.variables(host.name()).path("lab_emulated").asBoolean();
    }

    private boolean offloads(Node host) {
        return tree.find(host.name(), "lab_offloads").map(Boolean::parseBoolean).orElse(true);
    }

    private Map<String, String> macs(List<Node> guests, String variable) {
        Map<String, String> macs = new HashMap<>();
        guests.forEach(guest -> macs.put(guest.name(), tree.text(guest.name(), variable)));
        return macs;
    }

    /** The switch's port that a cable of the host ends in. The host's own word comes first: several can be plugged into one switch. */
    private String port(Node host, Node lanSwitch, String variable) {
        String own = tree.variables(host.name()).path(variable).asText();
        return own.isEmpty() ? tree.text(lanSwitch.name(), variable) : own;
    }

    private Map<String, Map<SubnetName, Map<IpFamily, String>>> addresses() {
        Map<String, Map<SubnetName, Map<IpFamily, String>>> addresses = new HashMap<>();
        nodes.names().forEach(name -> addresses.put(name, addresses(name)));
        return addresses;
    }

    private Map<SubnetName, Map<IpFamily, String>> addresses(String host) {
        Map<SubnetName, Map<IpFamily, String>> found = new EnumMap<>(SubnetName.class);
        for (SubnetName subnet : SubnetName.values()) {
            JsonNode entry = tree.variables(host)
                    .path("lab_addresses")
                    .path(subnet.name().toLowerCase(Locale.ROOT));
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
