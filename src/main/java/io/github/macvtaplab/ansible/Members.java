package io.github.macvtaplab.ansible;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who is in which of the suite's groups. */
final class Members {
    private final Map<LabGroup, Set<String>> byGroup = new EnumMap<>(LabGroup.class);

    void add(LabGroup group, Set<String> hosts) {
        byGroup.computeIfAbsent(group, none -> new LinkedHashSet<>()).addAll(hosts);
    }

    Set<String> of(LabGroup group) {
        return byGroup.getOrDefault(group, Collections.emptySet());
    }

    Set<LabGroup> groupsOf(String host) {
        Set<LabGroup> groups = EnumSet.noneOf(LabGroup.class);
        byGroup.forEach((group, hosts) -> {
            if (hosts.contains(host)) {
                groups.add(group);
            }
        });
        return groups;
    }

    /** All of them, group after group. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        byGroup.values().forEach(all::addAll);
        return all;
    }

    /** A group and who is in it, for a message. */
    String describe(LabGroup group) {
        return group.group + (of(group).isEmpty() ? " (no host)" : " (" + String.join(", ", of(group)) + ")");
    }
}
