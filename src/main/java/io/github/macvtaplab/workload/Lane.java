package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.workload.LaneSide.Nic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Say where a workload's traffic runs, over a wiring that is in place.
 *
 * @param near where the servers are: the KVM host whose CPU time is counted
 * @param place between what ends
 * @param pairs clients and their servers
 * @param offloads whether the guests' test NICs have offloads
 * @param far where the clients are, if that is another KVM host; its CPU time is not counted
 */
record Lane(LaneSide near, Place place, List<Pair> pairs, boolean offloads, Optional<LaneSide> far) {

    /**
     * A client and its server.
     *
     * @param client where the load tool runs
     * @param nic the test NIC of the guest that answers
     * @param address the server's address
     */
    record Pair(Node client, Nic nic, String address) {
        /** The guest that answers. */
        Node server() {
            return nic.guest();
        }
    }

    /** Copy the list. */
    Lane {
        pairs = List.copyOf(pairs);
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
        if (found.size() < pairs) {
            return Optional.empty();
        }
        List<Pair> taken = found.subList(0, pairs);
        return Optional.of(new Lane(
                side(topology, taken, taken.stream().map(Pair::nic).toList()),
                place,
                taken,
                topology.offloads(),
                other.filter(host -> place == Place.ACROSS_HOSTS)
                        .map(host -> side(
                                host,
                                taken,
                                guests(host).subList(0, pairs).stream()
                                        .map(client -> nic(host, client))
                                        .toList()))));
    }

    private static List<Pair> withPeer(Topology topology) {
        return topology.ends().contains(End.PEER)
                ? guests(topology).stream()
                        .map(guest -> pair(topology, guest, topology.node(End.PEER)))
                        .toList()
                : List.of();
    }

    private static List<Pair> onOneHost(Topology topology) {
        List<End> guests = guests(topology);
        List<Pair> found = new ArrayList<>();
        for (int i = 0; i + 1 < guests.size(); i += 2) {
            found.add(pair(topology, guests.get(i), topology.node(guests.get(i + 1))));
        }
        return found;
    }

    private static List<Pair> acrossHosts(Topology topology, Topology other) {
        List<End> servers = guests(topology);
        List<End> clients = guests(other);
        return IntStream.range(0, Math.min(servers.size(), clients.size()))
                .mapToObj(i -> pair(topology, servers.get(i), other.node(clients.get(i))))
                .toList();
    }

    /** What of some pairs is on the topology's KVM host. */
    private static LaneSide side(Topology topology, List<Pair> pairs, List<Nic> nics) {
        Set<Node> busy = pairs.stream()
                .flatMap(pair -> Stream.of(pair.server(), pair.client()))
                .collect(Collectors.toSet());
        return new LaneSide(
                topology.node(End.HOST),
                topology.uplink(),
                nics,
                guests(topology).stream()
                        .filter(guest -> busy.contains(topology.node(guest)))
                        .map(topology::domain)
                        .toList(),
                topology.attached().stream().map(Attached::device).toList());
    }

    private static List<End> guests(Topology topology) {
        return topology.ends().stream()
                .filter(end -> end == End.GUEST || end == End.GUEST2)
                .toList();
    }

    private static Pair pair(Topology topology, End server, Node client) {
        return new Pair(client, nic(topology, server), topology.address(server, SubnetName.SHARED, IpFamily.V4));
    }

    private static Nic nic(Topology topology, End guest) {
        return new Nic(
                topology.node(guest),
                topology.device(guest, SubnetName.SHARED),
                topology.attached().stream()
                        .filter(nic -> nic.guest() == guest)
                        .findFirst()
                        .map(Attached::device)
                        .orElseThrow(() -> new IllegalArgumentException(topology.node(guest) + " has no test NIC")));
    }

    List<Node> servers() {
        return pairs.stream().map(Pair::server).distinct().toList();
    }
}
