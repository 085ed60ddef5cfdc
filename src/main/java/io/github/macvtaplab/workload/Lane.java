package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Say where a workload's traffic runs, over a wiring that is in place.
 *
 * @param host the KVM host, whose CPU time is counted
 * @param uplink its uplink
 * @param place between what ends
 * @param pairs clients and their servers
 * @param hostDevices devices of the host that belong to the guests' test NICs
 * @param offloads whether these NICs have offloads
 */
public record Lane(
        Node host, String uplink, Place place, List<Pair> pairs, List<String> hostDevices, boolean offloads) {

    /**
     * A client and its server.
     *
     * @param client where the load tool runs
     * @param server the guest that answers
     * @param address the server's address
     * @param nic the server's test NIC
     * @param device the device on the host that carries this NIC's frames
     * @param domains libvirt's names of the guests of the two
     */
    public record Pair(Node client, Node server, String address, String nic, String device, List<String> domains) {
        /** Copy the list. */
        public Pair {
            domains = List.copyOf(domains);
        }
    }

    /** Copy the lists. */
    public Lane {
        pairs = List.copyOf(pairs);
        hostDevices = List.copyOf(hostDevices);
    }

    /** Say why the lab has no lane for so many pairs; empty if it has one. */
    static Optional<String> obstacle(Topology topology, Place place, int pairs) {
        if (place == Place.GUEST_TO_PEER && !topology.ends().contains(End.PEER)) {
            return Optional.of(LabPart.PEER.reason());
        }
        return of(topology, place, pairs).isEmpty() ? Optional.of("the lab has too few guests") : Optional.empty();
    }

    /** Find a lane; empty if the lab has too few guests for so many pairs, or no peer. */
    static Optional<Lane> of(Topology topology, Place place, int pairs) {
        List<Pair> found = new ArrayList<>();
        List<End> guests = topology.ends().stream()
                .filter(end -> end == End.GUEST || end == End.GUEST2)
                .toList();
        if (place == Place.GUEST_TO_GUEST) {
            for (int i = 0; i + 1 < guests.size(); i += 2) {
                found.add(pair(topology, guests.get(i + 1), guests.get(i)));
            }
        } else if (topology.ends().contains(End.PEER)) {
            guests.forEach(guest -> found.add(pair(topology, End.PEER, guest)));
        }
        return found.size() < pairs
                ? Optional.empty()
                : Optional.of(new Lane(
                        topology.node(End.HOST),
                        topology.uplink(),
                        place,
                        found.subList(0, pairs),
                        topology.attached().stream().map(Attached::device).toList(),
                        topology.offloads()));
    }

    private static Pair pair(Topology topology, End client, End server) {
        String device = topology.attached().stream()
                .filter(nic -> nic.guest() == server)
                .findFirst()
                .map(Attached::device)
                .orElseThrow(() -> new IllegalArgumentException(topology.node(server) + " has no test NIC"));
        return new Pair(
                topology.node(client),
                topology.node(server),
                topology.address(server, SubnetName.SHARED, IpFamily.V4),
                topology.device(server, SubnetName.SHARED),
                device,
                Stream.of(server, client)
                        .filter(end -> topology.node(end).role() == NodeRole.GUEST)
                        .map(topology::domain)
                        .toList());
    }

    /** The names of the guests that take part, as libvirt on the host knows them. */
    List<String> guests() {
        return pairs.stream()
                .flatMap(pair -> pair.domains().stream())
                .distinct()
                .toList();
    }

    List<Node> servers() {
        return pairs.stream().map(Pair::server).distinct().toList();
    }
}
