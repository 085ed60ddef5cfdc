package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the groups: their names, how many hosts each has, and that a host has one part. */
final class GroupRules {
    /** Ansible's own. */
    private static final Set<String> ANSIBLE = Set.of("_meta", "all", "ungrouped");

    private final InventoryTree tree;
    private final Problems problems;

    GroupRules(InventoryTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    /** Check them, and say who is in which. A group whose name is nearly right is taken for the one that is meant. */
    Members check() {
        Map<LabGroup, Set<String>> meant = misnamed();
        Members members = new Members();
        for (LabGroup known : LabGroup.values()) {
            Set<String> hosts = new LinkedHashSet<>();
            hosts.addAll(tree.members(known.group));
            meant.getOrDefault(known, Set.of()).forEach(group -> hosts.addAll(tree.members(group)));
            members.add(known, hosts);
            if (isListOfNames(known.group)) {
                count(known, hosts);
            }
        }
        parts(members);
        return members;
    }

    private Map<LabGroup, Set<String>> misnamed() {
        Map<LabGroup, Set<String>> meant = new LinkedHashMap<>();
        Set<String> groups = new LinkedHashSet<>();
        tree.root().fieldNames().forEachRemaining(groups::add);
        tree.root().forEach(group -> group.path("children").forEach(child -> groups.add(child.asText())));
        groups.removeAll(ANSIBLE);
        List<String> known = LabGroup.names();
        known.forEach(groups::remove);
        for (String group : groups) {
            Nearest nearest = Nearest.of(group, known);
            // A part of a group, as guests1 below guests, is not misnamed.
            if (nearest.isNear() && !tree.below(nearest.name()).contains(group)) {
                meant.computeIfAbsent(LabGroup.named(nearest.name()), none -> new LinkedHashSet<>())
                        .add(group);
                problems.add(
                        "group " + group,
                        "unknown; the nearest valid one is '%s'; rename it, or give it a name less like it"
                                .formatted(nearest.name()));
            }
        }
        return meant;
    }

    private boolean isListOfNames(String group) {
        JsonNode hosts = tree.root().path(group).path("hosts");
        if (hosts.isMissingNode() || hosts.isArray()) {
            return true;
        }
        problems.add(
                "group " + group,
                "its hosts are %s; expected a list of names; correct it".formatted(Seen.value("", hosts)));
        return false;
    }

    private void count(LabGroup group, Set<String> hosts) {
        String who = "group " + group.group;
        String has = hosts.isEmpty()
                ? "has no host"
                : "has %d host%s (%s)".formatted(hosts.size(), hosts.size() == 1 ? "" : "s", String.join(", ", hosts));
        if (hosts.size() < group.fewest) {
            problems.add(who, "%s; expected at least %d; add %s".formatted(has, group.fewest, group.what));
        } else if (hosts.size() > group.most) {
            problems.add(who, "%s; expected at most %d; leave one in it".formatted(has, group.most));
        }
    }

    private void parts(Members members) {
        for (String host : members.all()) {
            Set<LabGroup> parts = EnumSet.copyOf(members.groupsOf(host));
            parts.remove(LabGroup.JUMP_HOSTS);
            if (parts.size() > 1) {
                problems.add(
                        host,
                        "is in the groups %s; expected one part in the lab for each host; leave it in one of them"
                                .formatted(
                                        parts.stream().map(part -> part.group).collect(Collectors.joining(", "))));
            }
        }
    }
}
