package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The devices that a frame of a path may pass: from the sender's own out to the switch, and from the switch in to the target's own. A
 * device can be part of both, such as the uplink between host and guest; the frame's direction there tells which it is.
 */
final class Way {
    private final String lanSwitch;
    private final List<Place> departure;
    private final List<Place> arrival;

    private Way(String lanSwitch, List<Place> departure, List<Place> arrival) {
        this.lanSwitch = lanSwitch;
        this.departure = departure;
        this.arrival = arrival;
    }

    static Way of(Topology topology, Path path) {
        List<Place> arrival = outward(topology, path.to(), path.subnet());
        Collections.reverse(arrival);
        return new Way(topology.lanSwitch().name(), outward(topology, path.from(), path.subnet()), arrival);
    }

    /** Every device once, in the order of the way. */
    List<Place> places() {
        return Stream.concat(departure.stream(), arrival.stream()).distinct().toList();
    }

    Place target() {
        return arrival.get(arrival.size() - 1);
    }

    /** Where on the way a frame is that is seen at a place in a direction: the larger the further. */
    int position(Place place, Direction direction) {
        return 2 * index(place, direction) + (direction == Direction.OUT ? 1 : 0);
    }

    /** The next device after a place; empty at the end. */
    Optional<Place> after(Place place, Direction direction) {
        return Stream.concat(departure.stream(), arrival.stream())
                .skip(index(place, direction) + 1L)
                .filter(next -> !next.equals(place))
                .findFirst();
    }

    private int index(Place place, Direction direction) {
        boolean outwards = direction == (place.node().equals(lanSwitch) ? Direction.IN : Direction.OUT);
        boolean departs = departure.contains(place) && (outwards || !arrival.contains(place));
        return departs ? departure.indexOf(place) : departure.size() + arrival.indexOf(place);
    }

    /** The devices from an end's own to the switch's port. */
    private static List<Place> outward(Topology topology, End end, SubnetName subnet) {
        List<Place> way = new ArrayList<>();
        String host = topology.node(End.HOST).name();
        way.add(new Place(topology.node(end).name(), topology.device(end, subnet)));
        if (end == End.GUEST || end == End.GUEST2) {
            attached(topology, end, subnet).ifPresent(nic -> {
                way.add(new Place(host, nic.device()));
                way.add(new Place(host, nic.on()));
            });
        }
        boolean second = subnet == SubnetName.SECOND && end == End.HOST;
        boolean cut = topology.wiring() instanceof Wiring.IsolatedBridge && subnet == SubnetName.ISOLATED;
        if (end != End.PEER && !second && !cut) {
            way.add(new Place(host, topology.uplink()));
        }
        if (!cut || end == End.PEER) {
            topology.port(end == End.PEER ? Cable.PEER : second ? Cable.SECOND_UPLINK : Cable.UPLINK)
                    .ifPresent(port -> way.add(new Place(topology.lanSwitch().name(), port)));
        }
        return new ArrayList<>(new LinkedHashSet<>(way));
    }

    private static Optional<Attached> attached(Topology topology, End guest, SubnetName subnet) {
        Comparator<Attached> sameSubnetFirst = Comparator.comparing(nic -> nic.subnet() != subnet);
        return topology.attached().stream().filter(nic -> nic.guest() == guest).min(sameSubnetFirst);
    }
}
