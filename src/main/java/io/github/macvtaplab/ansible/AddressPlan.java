package io.github.macvtaplab.ansible;

import inet.ipaddr.IPAddress;
import io.github.macvtaplab.ansible.SubnetMap.Place;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.SubnetName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the addresses against each other: one network for each subnet, no two that overlap, no address twice. */
final class AddressPlan {
    private final List<LabHost> hosts;
    private final Problems problems;

    private final Map<Place, List<Given>> tested = new LinkedHashMap<>();
    private final Map<String, List<Given>> managing = new LinkedHashMap<>();
    private final Map<String, Map<Place, Ip>> subnets = new HashMap<>();
    private final Map<Place, IPAddress> networks = new LinkedHashMap<>();
    private final Set<IPAddress> managementNetworks = new LinkedHashSet<>();
    private final Set<Set<SubnetName>> overlapping = new HashSet<>();
    private final Set<String> blamed = new HashSet<>();

    AddressPlan(List<LabHost> hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    void check() {
        read();
        tested.forEach((place, given) -> {
            List<Given> inside = insideSubnet(place, given);
            Optional<IPAddress> network = oneNetwork(inside);
            declared(place).or(() -> network).ifPresent(found -> networks.put(place, found));
        });
        managing.values().forEach(given -> oneNetwork(given).ifPresent(managementNetworks::add));
        overlaps();
        blamed.addAll(new AddressClashes(hosts, problems, overlapping).check(tested, managing));
        guestsWhereTheyAreSought();
    }

    private void read() {
        SubnetMap addresses = new SubnetMap(LabVariable.ADDRESSES, problems);
        SubnetMap declared = new SubnetMap(LabVariable.SUBNETS, problems);
        for (LabHost host : hosts) {
            subnets.put(host.name(), declared.read(host));
            if (LabVariable.ADDRESSES.isFor(host.groups())) {
                addresses
                        .read(host)
                        .forEach((place, ip) -> tested.computeIfAbsent(place, none -> new ArrayList<>())
                                .add(new Given(host, LabVariable.ADDRESSES.variable + "." + place, ip)));
            }
            if (host.is(LabGroup.KVM_HOSTS)) {
                v4(host, LabVariable.SPARE_SHARED_ADDRESS)
                        .ifPresent(spare -> tested.computeIfAbsent(
                                        new Place(SubnetName.SHARED, IpFamily.V4), none -> new ArrayList<>())
                                .add(spare));
            }
            if (host.is(LabGroup.GUESTS)) {
                v4(host, LabVariable.GUEST_MANAGEMENT_ADDRESS)
                        .ifPresent(given -> managing
                                // Each KVM host has its own management bridge.
                                .computeIfAbsent(
                                        host.text(LabVariable.HOST.variable).orElse(""), none -> new ArrayList<>())
                                .add(given));
            }
        }
    }

    private static Optional<Given> v4(LabHost host, LabVariable variable) {
        return host.text(variable.variable)
                .flatMap(text -> Ip.host(text, IpFamily.V4))
                .map(ip -> new Given(host, variable.variable, ip));
    }

    private Optional<IPAddress> declared(Place place) {
        return hosts.stream()
                .flatMap(host -> subnet(host, place).stream())
                .map(Ip::network)
                .findFirst();
    }

    private Optional<Ip> subnet(LabHost host, Place place) {
        return Optional.ofNullable(subnets.getOrDefault(host.name(), Map.of()).get(place));
    }

    /** Those inside of what lab_subnets says. */
    private List<Given> insideSubnet(Place place, List<Given> all) {
        List<Given> inside = new ArrayList<>();
        Map<String, List<Given>> outside = new LinkedHashMap<>();
        for (Given given : all) {
            Optional<Ip> subnet = subnet(given.host(), place);
            if (subnet.isEmpty() || subnet.get().network().contains(given.ip().address())) {
                inside.add(given);
            } else {
                outside.computeIfAbsent(
                                "expected an address of %s, which is lab_subnets.%s; correct one of them"
                                        .formatted(subnet.get(), place),
                                none -> new ArrayList<>())
                        .add(given);
            }
        }
        outside.forEach((expected, wrong) -> byVariable(wrong)
                .forEach((variable, given) ->
                        problems.add(names(given), "%s is %s; %s".formatted(variable, values(given), expected))));
        return inside;
    }

    /** The network that most are in; the others are told. */
    private Optional<IPAddress> oneNetwork(List<Given> all) {
        Map<IPAddress, List<Given>> byNetwork = new LinkedHashMap<>();
        all.forEach(given -> byNetwork
                .computeIfAbsent(given.ip().network(), none -> new ArrayList<>())
                .add(given));
        Optional<IPAddress> network = byNetwork.entrySet().stream()
                .reduce((most, next) -> next.getValue().size() > most.getValue().size() ? next : most)
                .map(Map.Entry::getKey);
        network.ifPresent(found -> {
            List<Given> right = byNetwork.getOrDefault(found, List.of());
            notHosts(right);
            byNetwork.remove(found);
            byVariable(byNetwork.values().stream().flatMap(Collection::stream).toList())
                    .forEach((variable, wrong) -> elsewhere(variable, wrong, found, right));
        });
        return network;
    }

    private void elsewhere(String variable, List<Given> wrong, IPAddress network, List<Given> right) {
        wrong.forEach(given -> blamed.add(given.describe()));
        boolean onlyPrefix =
                wrong.stream().allMatch(given -> network.contains(given.ip().address()));
        problems.add(
                names(wrong),
                "%s is %s; expected %s, as %s; correct it"
                        .formatted(
                                variable,
                                values(wrong),
                                onlyPrefix
                                        ? "the prefix length /" + network.getNetworkPrefixLength()
                                        : "an address of " + network.toCanonicalString(),
                                names(right).size() == 1
                                        ? String.join("", names(right)) + " has"
                                        : String.join(", ", names(right)) + " have"));
    }

    private void notHosts(List<Given> all) {
        for (Given given : all) {
            if (given.ip().isNetworkOrBroadcast()) {
                blamed.add(given.describe());
                problems.add(
                        given.host().name(),
                        "%s is %s, the network's own address or its broadcast address; expected one that a host can have; correct it"
                                .formatted(given.variable(), given.ip()));
            }
        }
    }

    private void overlaps() {
        List<Map.Entry<Place, IPAddress>> all = List.copyOf(networks.entrySet());
        for (int i = 0; i < all.size(); i++) {
            Place place = all.get(i).getKey();
            IPAddress network = all.get(i).getValue();
            for (Map.Entry<Place, IPAddress> other : all.subList(i + 1, all.size())) {
                if (overlap(network, other.getValue())) {
                    overlapping.add(Set.of(place.subnet(), other.getKey().subnet()));
                    problems.add(
                            "the subnets " + place + " and " + other.getKey(),
                            "their networks %s and %s overlap; expected a network of its own for each; correct lab_addresses (and lab_subnets) of one"
                                    .formatted(
                                            network.toCanonicalString(),
                                            other.getValue().toCanonicalString()));
                }
            }
            for (IPAddress management : managementNetworks) {
                if (overlap(network, management)) {
                    problems.add(
                            "the subnet " + place,
                            "its network %s overlaps %s, which the guests are managed by; expected a network of its own for each; correct lab_addresses (and lab_subnets) or lab_management_address"
                                    .formatted(network.toCanonicalString(), management.toCanonicalString()));
                }
            }
        }
    }

    private static boolean overlap(IPAddress one, IPAddress other) {
        return one.contains(other) || other.contains(one);
    }

    private void guestsWhereTheyAreSought() {
        for (LabHost host : hosts) {
            Optional<IPAddress> sought =
                    host.text(LabVariable.ANSIBLE_HOST.variable).flatMap(Ip::address);
            Optional<Given> given =
                    host.is(LabGroup.GUESTS) ? v4(host, LabVariable.GUEST_MANAGEMENT_ADDRESS) : Optional.empty();
            // Another port is a way through another machine.
            if (sought.isPresent()
                    && given.isPresent()
                    && !blamed.contains(given.get().describe())
                    && "22".equals(host.port())
                    && !sought.get().equals(given.get().ip().address())) {
                problems.add(
                        host.name(),
                        "ansible_host is '%s'; expected the address that the guest is given, lab_management_address %s; correct one of them"
                                .formatted(
                                        sought.get().toCanonicalString(),
                                        given.get().ip()));
            }
        }
    }

    private static Map<String, List<Given>> byVariable(List<Given> all) {
        return all.stream().collect(Collectors.groupingBy(Given::variable, LinkedHashMap::new, Collectors.toList()));
    }

    private static Set<String> names(List<Given> all) {
        return all.stream().map(given -> given.host().name()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String values(List<Given> all) {
        return all.stream().map(given -> given.ip().toString()).collect(Collectors.joining(", "));
    }
}
