package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Find out what the segment does with frames, from the lab's own ports alone, since a real switch cannot be asked: tagged frames are
 * sent from each of them and looked for at all of them. Which frames, how many, and from which MAC addresses:
 * {@code docs/how-the-segment-is-learned.md}.
 */
public final class Fingerprinter {
    /** Seconds until a switch has learned where a frame came from. */
    private static final double LEARNED = 0.05;

    /** Seconds until frames and answers have come. */
    private static final double CAME = 0.25;

    /** How many times more what did not come everywhere is sent. */
    private static final int MORE_TIMES = 3;

    /** Numbers in the tags of questions. */
    private static final int OWN_ADDRESSES = 5000;

    private static final int UNUSED_ADDRESSES = 6000;

    private final Stations stations;

    /** Says whether guests may be on the segment. */
    public enum Guests {
        /** Their NICs are attached, or may be. */
        WIRED,
        /** None of their NICs is attached. */
        NOT_WIRED
    }

    /** Make one that asks stations. */
    public Fingerprinter(Stations stations) {
        this.stations = stations;
    }

    /**
     * Ask the segment for the addresses of guests, and for the one that is spare, by ARP probes and solicitations from the unspecified
     * address (RFC 5227, RFC 4862), and look for frames from the guests' MAC addresses. Meant for the time before the guests are
     * wired; once they are, their own answers are not taken for a stranger's, and their frames are not looked at.
     *
     * @param wired whether guests may be on the segment
     */
    public Strangers strangers(Layout layout, Guests wired) {
        Owners owners = Owners.before(layout);
        Map<Port, Node> ports = new LinkedHashMap<>();
        ports.put(new Port(Role.UPLINK, layout.host().name(), layout.uplink()), layout.host());
        layout.secondUplink()
                .ifPresent(
                        second -> ports.put(new Port(Role.SECOND, layout.host().name(), second), layout.host()));
        List<String> macs = Stream.concat(layout.testMac().values().stream(), layout.secondMac().values().stream())
                .distinct()
                .toList();
        try (Watch watch = new Watch(stations, ports, wired == Guests.NOT_WIRED ? macs : List.of())) {
            watch.emit(questions(owners, watch.ports()));
            watch.settle(CAME);
            Seen seen = watch.collect();
            return new Strangers(owners.strangers(seen), seen.noticed());
        }
    }

    /** Questions for the lab's own addresses, in the name of nobody, so that nobody learns anything from them. */
    private static List<Emission> questions(Owners owners, List<Port> ports) {
        List<Emission> questions = new ArrayList<>();
        owners.subnets()
                .forEach((address, subnet) -> questions.addAll(Emissions.questions(
                        OWN_ADDRESSES + questions.size(),
                        by(ports, subnet),
                        address.contains(":") ? "::" : "0.0.0.0",
                        List.of(address))));
        return questions;
    }

    /** The host's port to ask for an address by. */
    private static Role by(List<Port> ports, SubnetName subnet) {
        return subnet == SubnetName.SECOND && ports.stream().anyMatch(port -> port.role() == Role.SECOND)
                ? Role.SECOND
                : Role.UPLINK;
    }

    /** Take the fingerprint; all devices that are on the segment have to be up. */
    public SwitchFingerprint take(Topology topology) {
        Map<Port, Node> ports = new LinkedHashMap<>();
        Port.of(topology).forEach(port -> ports.put(port, port.node(topology)));
        try (Watch watch = new Watch(stations, ports, List.of())) {
            Map<Role, String> macs = watch.macs();
            Emissions emissions = new Emissions(topology, watch.ports(), macs);
            List<Emission> broadcasts = emissions.broadcasts();
            List<Emission> others = emissions.others();
            Owners owners = Owners.of(topology, watch.nodeMacs());
            List<Emission> questions = questions(owners, watch.ports());
            Map<String, List<Emission>> nobody = nobody(topology, owners, watch.ports());
            Optional<Emission> taught = taught(watch.ports(), emissions);

            watch.emit(broadcasts);
            watch.settle(LEARNED);
            watch.emit(Stream.of(
                            others.stream(),
                            questions.stream(),
                            nobody.values().stream().flatMap(List::stream),
                            taught.stream())
                    .flatMap(one -> one)
                    .toList());
            watch.settle(CAME);
            Seen seen = watch.collect();
            // One frame may be lost by chance; four of a kind are what the segment does.
            List<Emission> again = Stream.concat(broadcasts.stream(), others.stream())
                    .filter(seen::incomplete)
                    .toList();
            if (!again.isEmpty()) {
                for (int times = 0; times < MORE_TIMES; times++) {
                    watch.emit(again);
                }
                watch.settle(CAME);
                seen = watch.collect();
            }
            return new Reading(watch.ports(), seen)
                    .fingerprint(
                            Stream.concat(broadcasts.stream(), others.stream()).toList(), taught, owners, nobody);
        }
    }

    /** With three ports: does a frame for where another has spoken from go there alone. */
    private static Optional<Emission> taught(List<Port> ports, Emissions emissions) {
        Set<Role> roles = Set.copyOf(ports.stream().map(Port::role).toList());
        return roles.containsAll(Set.of(Role.values()))
                ? Optional.of(emissions.toForeign(Role.PEER, Role.SECOND))
                : Optional.empty();
    }

    /** Questions for two unused addresses of each subnet and family, by the words that facts name them with. */
    private static Map<String, List<Emission>> nobody(Topology topology, Owners owners, List<Port> ports) {
        Map<String, List<Emission>> questions = new LinkedHashMap<>();
        for (SubnetName subnet : List.of(SubnetName.SHARED, SubnetName.SECOND)) {
            for (IpFamily family : IpFamily.values()) {
                Role by = by(ports, subnet);
                if (topology.has(by.end(), subnet, family)) {
                    String own = topology.addressWithPrefix(by.end(), subnet, family);
                    List<Emission> asked = Emissions.questions(
                            UNUSED_ADDRESSES + 2 * questions.size(),
                            by,
                            own.substring(0, own.indexOf('/')),
                            Addresses.unused(own, owners.macs().keySet()));
                    if (asked.size() == 2) {
                        questions.put(
                                (subnet == SubnetName.SHARED ? "" : "second ") + (family == IpFamily.V4 ? "v4" : "v6"),
                                asked);
                    }
                }
            }
        }
        return questions;
    }
}
