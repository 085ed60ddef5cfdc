package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Say where a workload's traffic runs, over a wiring that is in place.
 *
 * @param host the KVM host, whose CPU time is counted
 * @param uplink its uplink
 * @param place between what ends
 * @param pairs clients and their servers
 * @param hostDevices devices of the host that belong to the guests' test NICs
 * @param offloads whether these NICs have offloads
 * @param far where the clients are, if that is another KVM host
 */
record Lane(
        Node host,
        String uplink,
        Place place,
        List<Pair> pairs,
        List<String> hostDevices,
        boolean offloads,
        Optional<FarSide> far) {

    /**
     * A client and its server.
     *
     * @param client where the load tool runs
     * @param server the guest that answers
     * @param address the server's address
     * @param nic the server's test NIC
     * @param device the device on the host that carries this NIC's frames
     * @param domains libvirt's names of those of the two that are guests of this KVM host
     */
    record Pair(Node client, Node server, String address, String nic, String device, List<String> domains) {
        /** Copy the list. */
        Pair {
            domains = List.copyOf(domains);
        }
    }

    /** Copy the lists. */
    Lane {
        pairs = List.copyOf(pairs);
        hostDevices = List.copyOf(hostDevices);
    }

    /** Say why the lab has no lane for so many pairs; empty if it has one. */
    static Optional<String> obstacle(Topology topology, Optional<Topology> other, Place place, int pairs) {
        if (place == Place.GUEST_TO_PEER && !topology.ends().contains(End.PEER)) {
            return Optional.of(LabPart.PEER.reason());
        }
        if (place == Place.ACROSS_HOSTS && other.isEmpty()) {
            return Optional.of(LabPart.OTHER_HOST.reason());
        }
        return of(topology, other, place, pairs).isEmpty()
                ? Optional.of("the lab has too few guests")
                : Optional.empty();
    }

    /**
     * Find a lane; empty if the lab has too few guests for so many pairs, no peer, or no other KVM host.
     *
     * @param other what is in place on the other KVM host
     */
    static Optional<Lane> of(Topology topology, Optional<Topology> other, Place place, int pairs) {
        List<Pair> found = switch (place) {
            case GUEST_TO_PEER -> withPeer(topology);
            case GUEST_TO_GUEST -> onOneHost(topology);
            case ACROSS_HOSTS -> other.map(host -> acrossHosts(topology, host)).orElse(List.of());
        };
        return found.size() < pairs
                ? Optional.empty()
                : Optional.of(new Lane(
                        topology.node(End.HOST),
                        topology.uplink(),
                        place,
                        found.subList(0, pairs),
                        devices(topology),
                        topology.offloads(),
                        place == Place.ACROSS_HOSTS ? other.map(host -> farSide(host, pairs)) : Optional.empty()));
    }

    private static List<Pair> withPeer(Topology topology) {
        return topology.ends().contains(End.PEER)
                ? guests(topology).stream()
                        .map(guest -> pair(topology, guest, topology.node(End.PEER), List.of(guest)))
                        .toList()
                : List.of();
    }

    private static List<Pair> onOneHost(Topology topology) {
        List<End> guests = guests(topology);
        List<Pair> found = new ArrayList<>();
        for (int i = 0; i + 1 < guests.size(); i += 2) {
            End server = guests.get(i);
            End client = guests.get(i + 1);
            found.add(pair(topology, server, topology.node(client), List.of(server, client)));
        }
        return found;
    }

    private static List<Pair> acrossHosts(Topology topology, Topology other) {
        List<End> servers = guests(topology);
        List<End> clients = guests(other);
        return IntStream.range(0, Math.min(servers.size(), clients.size()))
                .mapToObj(i -> pair(topology, servers.get(i), other.node(clients.get(i)), List.of(servers.get(i))))
                .toList();
    }

    private static FarSide farSide(Topology other, int pairs) {
        return new FarSide(
                other.node(End.HOST),
                other.uplink(),
                guests(other).subList(0, pairs).stream()
                        .map(client -> new FarSide.Nic(
                                other.node(client),
                                other.device(client, SubnetName.SHARED),
                                device(other, client),
                                other.domain(client)))
                        .toList(),
                devices(other));
    }

    private static List<End> guests(Topology topology) {
        return topology.ends().stream()
                .filter(end -> end == End.GUEST || end == End.GUEST2)
                .toList();
    }

    private static List<String> devices(Topology topology) {
        return topology.attached().stream().map(Attached::device).toList();
    }

    private static String device(Topology topology, End guest) {
        return topology.attached().stream()
                .filter(nic -> nic.guest() == guest)
                .findFirst()
                .map(Attached::device)
                .orElseThrow(() -> new IllegalArgumentException(topology.node(guest) + " has no test NIC"));
    }

    /** A pair of which some are guests of the topology's KVM host. */
    private static Pair pair(Topology topology, End server, Node client, List<End> guests) {
        return new Pair(
                client,
                topology.node(server),
                topology.address(server, SubnetName.SHARED, IpFamily.V4),
                topology.device(server, SubnetName.SHARED),
                device(topology, server),
                guests.stream().map(topology::domain).toList());
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
