package io.github.macvtaplab.ansible;

import inet.ipaddr.IPAddress;
import io.github.macvtaplab.ansible.SubnetMap.Place;
import io.github.macvtaplab.model.SubnetName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds addresses that lead to two machines. */
final class AddressClashes {
    private final List<LabHost> hosts;
    private final Problems problems;
    private final Set<Set<SubnetName>> overlapping;

    /**
     * Make one.
     *
     * @param overlapping subnets that have been told to overlap: what clashes between them is no news
     */
    AddressClashes(List<LabHost> hosts, Problems problems, Set<Set<SubnetName>> overlapping) {
        this.hosts = hosts;
        this.problems = problems;
        this.overlapping = overlapping;
    }

    /**
     * That somebody has an address.
     *
     * @param subnet none for the ways in which a host is managed
     */
    private record Use(LabHost host, String variable, Optional<SubnetName> subnet) {}

    /**
     * Look at the addresses of the tests and of the guests' management, and at those by which all others are reached.
     *
     * @return who has one that is somebody else's, too: host and variable
     */
    Set<String> check(Map<Place, List<Given>> tested, Map<String, List<Given>> managing) {
        Set<String> blamed = new HashSet<>();
        Map<IPAddress, List<Use>> uses = new LinkedHashMap<>();
        tested.forEach((place, all) -> all.forEach(given ->
                use(uses, given.ip().address(), new Use(given.host(), given.variable(), Optional.of(place.subnet())))));
        managing.values()
                .forEach(all -> all.forEach(given ->
                        use(uses, given.ip().address(), new Use(given.host(), given.variable(), Optional.empty()))));
        for (LabHost host : hosts) {
            for (LabVariable variable : List.of(LabVariable.MANAGEMENT_ADDRESS, LabVariable.ANSIBLE_HOST)) {
                // A guest is told where it is sought elsewhere.
                if (variable.isFor(host.groups()) && !host.is(LabGroup.GUESTS)) {
                    host.text(variable.variable)
                            .flatMap(Ip::withOrWithoutPrefix)
                            .ifPresent(
                                    address -> use(uses, address, new Use(host, variable.variable, Optional.empty())));
                }
            }
        }
        uses.forEach((address, all) -> {
            List<Use> clashing = all.stream()
                    .filter(use -> all.stream().anyMatch(other -> clash(use, other)))
                    .toList();
            if (!clashing.isEmpty()) {
                clashing.forEach(use -> blamed.add(use.host().name() + " " + use.variable()));
                problems.add(
                        clashing.stream().map(use -> use.host().name()).toList(),
                        "the address %s is given %d times (%s); expected each once; change all but one"
                                .formatted(
                                        address.toCanonicalString(),
                                        clashing.size(),
                                        clashing.stream()
                                                .map(use -> use.host().name() + " " + use.variable())
                                                .collect(Collectors.joining(", "))));
            }
        });
        return blamed;
    }

    private static void use(Map<IPAddress, List<Use>> uses, IPAddress address, Use use) {
        uses.computeIfAbsent(address, none -> new ArrayList<>()).add(use);
    }

    private boolean clash(Use one, Use other) {
        if (one.equals(other)) {
            return false;
        }
        if (one.subnet().isEmpty() && other.subnet().isEmpty()) {
            return !one.host().equals(other.host()) && !isElsewhere(one, other);
        }
        // Two subnets that overlap have been told.
        return one.subnet().isEmpty()
                || other.subnet().isEmpty()
                || one.subnet().equals(other.subnet())
                || !overlapping.contains(
                        Set.of(one.subnet().orElseThrow(), other.subnet().orElseThrow()));
    }

    /** Whether one address leads to two machines: by another port, or because it is sought from another place. */
    private static boolean isElsewhere(Use one, Use other) {
        return one.variable().equals(LabVariable.ANSIBLE_HOST.variable)
                && other.variable().equals(LabVariable.ANSIBLE_HOST.variable)
                && (!one.host().port().equals(other.host().port())
                        || !one.host()
                                .text(LabVariable.JUMP.variable)
                                .equals(other.host().text(LabVariable.JUMP.variable)));
    }
}
