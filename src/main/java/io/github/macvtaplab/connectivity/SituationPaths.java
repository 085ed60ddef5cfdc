package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** List the paths that a situation is about, in a lab that lacks nothing. */
public final class SituationPaths {
    private static final List<Protocol> ALL = List.of(Protocol.values());
    private static final List<End> GUESTS = List.of(End.GUEST, End.GUEST2);
    private static final List<End> HOST = List.of(End.HOST);

    private SituationPaths() {}

    /** List them: every path between two addresses that there are, and those to an address that is missing on purpose. */
    public static List<Path> of(Situation situation) {
        List<Path> paths = new ArrayList<>();
        switch (situation.second()) {
            case UNUSED, BOTH -> paths.addAll(between(situation, ALL));
            case NOT_IN_GUEST -> {
                paths.addAll(between(situation, ALL));
                paths.addAll(toNobody(HOST, GUESTS));
            }
            case NOT_IN_HOST -> {
                paths.addAll(between(situation, ALL));
                paths.addAll(toNobody(GUESTS, HOST));
            }
            case IN_SHARED_SUBNET ->
                // The host's own tools would bind to the device whose address is asked about, and so choose the way
                // themselves.
                between(situation, Protocol.EXCHANGES).stream()
                        .filter(path -> path.subnet() == SubnetName.SHARED || path.to() == End.HOST)
                        .forEach(paths::add);
        }
        return paths;
    }

    private static List<Path> between(Situation situation, List<Protocol> protocols) {
        List<Path> paths = new ArrayList<>();
        List<End> ends = Arrays.stream(End.values())
                .filter(end -> end != End.GUEST2 || !situation.wiring().singleGuest())
                .toList();
        for (SubnetName subnet : SubnetName.values()) {
            for (End from : ends) {
                for (End to : ends) {
                    for (IpFamily family : IpFamily.values()) {
                        if (from != to && has(situation, from, subnet, family) && has(situation, to, subnet, family)) {
                            protocols.stream()
                                    .filter(protocol -> protocol.existsIn(family))
                                    .forEach(protocol -> paths.add(new Path(from, to, subnet, family, protocol)));
                        }
                    }
                }
            }
        }
        return paths;
    }

    /** Whether an end has an address that paths can begin and end at. */
    private static boolean has(Situation situation, End end, SubnetName subnet, IpFamily family) {
        boolean guest = GUESTS.contains(end);
        return switch (subnet) {
            case SHARED -> !guest || situation.wiring().firstSubnet() == SubnetName.SHARED;
            case SECOND ->
                switch (situation.second()) {
                    case UNUSED, NOT_IN_GUEST -> !guest;
                    case BOTH -> true;
                    case NOT_IN_HOST -> end != End.HOST;
                    // The way to the second uplink's address in the shared subnet, which is IPv4's.
                    case IN_SHARED_SUBNET -> family == IpFamily.V4;
                };
            case ISOLATED -> situation.wiring().firstSubnet() == SubnetName.ISOLATED;
        };
    }

    /** Paths to addresses of the second subnet that nobody has. */
    private static List<Path> toNobody(List<End> senders, List<End> targets) {
        List<Path> paths = new ArrayList<>();
        for (End from : senders) {
            for (End to : targets) {
                for (IpFamily family : IpFamily.values()) {
                    Protocol.EXCHANGES.forEach(
                            protocol -> paths.add(new Path(from, to, SubnetName.SECOND, family, protocol)));
                    paths.add(new Path(from, to, SubnetName.SECOND, family, Protocol.NEIGHBOUR));
                }
            }
        }
        return paths;
    }
}
