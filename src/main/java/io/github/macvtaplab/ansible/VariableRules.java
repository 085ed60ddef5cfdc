package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.LabPart;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks each host's variables: their names, that none is missing, and what each value is. */
final class VariableRules {
    private static final List<LabVariable> MACS =
            List.of(LabVariable.MANAGEMENT_MAC, LabVariable.TEST_MAC, LabVariable.SECOND_MAC);
    /** What is used for one thing each. */
    private static final List<List<LabVariable>> APART = List.of(
            List.of(LabVariable.UPLINK, LabVariable.SECOND_UPLINK, LabVariable.MANAGEMENT_BRIDGE),
            List.of(
                    LabVariable.SWITCH_BRIDGE,
                    LabVariable.UPLINK_PORT,
                    LabVariable.SECOND_UPLINK_PORT,
                    LabVariable.PEER_PORT));

    private final JsonNode hostvars;
    private final Members members;
    private final Problems problems;

    VariableRules(InventoryTree tree, Members members, Problems problems) {
        this.hostvars = tree.variables();
        this.members = members;
        this.problems = problems;
    }

    /** Check them, and give the hosts of the suite's groups. A name that is nearly right is taken for the one that is meant. */
    List<LabHost> check() {
        List<LabHost> hosts = members.all().stream().map(this::host).toList();
        List<LabHost> kvmHosts =
                hosts.stream().filter(host -> host.is(LabGroup.KVM_HOSTS)).toList();
        for (LabHost host : hosts) {
            names(host.name());
            values(host, kvmHosts);
            apart(host);
        }
        Set<String> others = new LinkedHashSet<>();
        hostvars.fieldNames().forEachRemaining(others::add);
        others.removeAll(members.all());
        others.forEach(this::names);
        macs(hosts);
        return hosts;
    }

    /** The parts that the lab has, by what the inventory gives it: of second uplinks a KVM host's own, and for others that of any. */
    private Set<LabPart> parts(LabHost host, List<LabHost> kvmHosts) {
        Set<LabPart> parts = EnumSet.noneOf(LabPart.class);
        if (!members.of(LabGroup.SWITCHES).isEmpty()) {
            parts.add(LabPart.SWITCH);
        }
        if (!members.of(LabGroup.PEERS).isEmpty()) {
            parts.add(LabPart.PEER);
        }
        List<LabHost> concerned = host.is(LabGroup.KVM_HOSTS) ? List.of(host) : kvmHosts;
        if (concerned.stream().anyMatch(kvmHost -> kvmHost.has(LabVariable.SECOND_UPLINK))) {
            parts.add(LabPart.SECOND_UPLINK);
        }
        return parts;
    }

    /** Names of the suite's that do not exist, each with the nearest that does. */
    private Map<String, Nearest> misspelt(String name) {
        List<String> valid = LabVariable.names();
        Map<String, Nearest> found = new LinkedHashMap<>();
        hostvars.path(name).fieldNames().forEachRemaining(variable -> {
            if (variable.startsWith(LabVariable.PREFIX) && !valid.contains(variable)) {
                found.put(variable, Nearest.of(variable, valid));
            }
        });
        return found;
    }

    private void names(String name) {
        JsonNode own = hostvars.path(name);
        if (!own.isObject() && !own.isMissingNode()) {
            problems.add(name, "its variables are %s; expected a map; correct it".formatted(Seen.value("", own)));
        }
        misspelt(name)
                .forEach((variable, nearest) -> problems.add(
                        name,
                        "unknown variable '%s'; the nearest valid one is %s; rename it, or if it is yours, to a name without '%s'"
                                .formatted(variable, nearest.name(), LabVariable.PREFIX)));
    }

    private LabHost host(String name) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        Map<String, Nearest> misspelt = misspelt(name);
        hostvars.path(name).properties().forEach(entry -> {
            if (!misspelt.containsKey(entry.getKey())) {
                variables.put(entry.getKey(), entry.getValue());
            }
        });
        misspelt.forEach((variable, nearest) -> {
            if (nearest.isNear()) {
                variables.putIfAbsent(nearest.name(), hostvars.path(name).path(variable));
            }
        });
        return new LabHost(name, members.groupsOf(name), variables);
    }

    private void values(LabHost host, List<LabHost> kvmHosts) {
        Set<LabPart> parts = parts(host, kvmHosts);
        for (LabVariable known : LabVariable.values()) {
            if (!known.isFor(host.groups())) {
                continue;
            }
            JsonNode value = host.get(known.variable);
            String expected = known.kind.expected;
            boolean required = known.isRequired(parts) && !isSaidByEach(kvmHosts, known);
            if (Seen.isNothing(value)) {
                // An empty text takes a group's optional variable back.
                if (required || value.isNull()) {
                    problems.add(
                            host.name(),
                            "%s is %s; expected %s; %s"
                                    .formatted(
                                            known.variable,
                                            value.isMissingNode() ? "missing" : "empty",
                                            expected,
                                            required ? "set it" : "set it, or leave it out"));
                }
            } else if (!known.kind.accepts(value)) {
                problems.add(
                        host.name(),
                        "%s is %s; expected %s; correct it"
                                .formatted(known.variable, Seen.value(known.variable, value), expected));
            }
        }
    }

    /** A port of the switch need not be said there if it is said where the cables begin. */
    private static boolean isSaidByEach(List<LabHost> kvmHosts, LabVariable known) {
        return LabHost.PORTS_OF_UPLINKS.contains(known)
                && kvmHosts.stream()
                        .filter(host -> host.portsOfUplinks().contains(known))
                        .allMatch(host -> host.has(known));
    }

    private void apart(LabHost host) {
        for (List<LabVariable> variables : APART) {
            Map<String, List<String>> byValue = new TreeMap<>();
            for (LabVariable known : variables) {
                if (known.isFor(host.groups())) {
                    host.text(known.variable)
                            .ifPresent(value -> byValue.computeIfAbsent(value, none -> new ArrayList<>())
                                    .add(known.variable));
                }
            }
            byValue.forEach((value, names) -> {
                if (names.size() > 1) {
                    problems.add(
                            host.name(),
                            "%s are %s '%s'; expected a network interface for each; correct one"
                                    .formatted(
                                            String.join(names.size() == 2 ? " and " : ", ", names),
                                            names.size() == 2 ? "both" : "all",
                                            value));
                }
            });
        }
    }

    private void macs(List<LabHost> hosts) {
        Map<String, Set<String>> users = new LinkedHashMap<>();
        Map<String, List<String>> uses = new LinkedHashMap<>();
        for (LabHost host : hosts) {
            for (LabVariable known : MACS) {
                if (host.is(LabGroup.GUESTS) && known.kind.accepts(host.get(known.variable))) {
                    host.text(known.variable)
                            .map(text -> text.toLowerCase(Locale.ROOT))
                            .ifPresent(mac -> {
                                users.computeIfAbsent(mac, none -> new LinkedHashSet<>())
                                        .add(host.name());
                                uses.computeIfAbsent(mac, none -> new ArrayList<>())
                                        .add(host.name() + " " + known.variable);
                            });
                }
            }
        }
        uses.forEach((mac, by) -> {
            if (by.size() > 1) {
                problems.add(
                        users.getOrDefault(mac, Set.of()),
                        "the MAC address %s is given %d times (%s); expected one for each NIC; change all but one"
                                .formatted(mac, by.size(), String.join(", ", by)));
            }
        });
    }
}
