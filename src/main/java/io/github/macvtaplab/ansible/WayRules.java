package io.github.macvtaplab.ansible;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that the hosts which others name are there: a guest's KVM host, and the jump hosts on the way. */
final class WayRules {
    private final Members members;
    private final List<LabHost> hosts;
    private final Problems problems;

    WayRules(Members members, List<LabHost> hosts, Problems problems) {
        this.members = members;
        this.hosts = hosts;
        this.problems = problems;
    }

    void check() {
        Map<String, String> jumps = new LinkedHashMap<>();
        for (LabHost host : hosts) {
            if (host.is(LabGroup.GUESTS)) {
                host.text(LabVariable.HOST.variable).ifPresent(kvmHost -> kvmHost(host, kvmHost));
            }
            host.text(LabVariable.JUMP.variable).ifPresent(jump -> jump(host, jump, jumps));
        }
        circles(jumps);
    }

    private void kvmHost(LabHost guest, String name) {
        if (!members.of(LabGroup.KVM_HOSTS).contains(name)) {
            problems.add(
                    guest.name(),
                    "lab_host is '%s'; expected a host of %s; name one"
                            .formatted(name, members.describe(LabGroup.KVM_HOSTS)));
        }
    }

    private void jump(LabHost host, String name, Map<String, String> jumps) {
        if (members.of(LabGroup.KVM_HOSTS).contains(name)
                || members.of(LabGroup.JUMP_HOSTS).contains(name)) {
            jumps.put(host.name(), name);
        } else {
            problems.add(
                    host.name(),
                    "lab_jump is '%s'; expected a host of %s or %s; name one, or leave it out"
                            .formatted(
                                    name, members.describe(LabGroup.KVM_HOSTS), members.describe(LabGroup.JUMP_HOSTS)));
        }
    }

    private void circles(Map<String, String> jumps) {
        Set<String> done = new HashSet<>();
        for (String start : jumps.keySet()) {
            List<String> way = new ArrayList<>();
            String next = start;
            while (next != null && !done.contains(next) && !way.contains(next)) {
                way.add(next);
                next = jumps.get(next);
            }
            if (next != null && way.contains(next)) {
                List<String> circle = way.subList(way.indexOf(next), way.size());
                problems.add(
                        circle,
                        "lab_jump leads in a circle (%s -> %s); expected a way that begins at a host without one; set it to '' there"
                                .formatted(String.join(" -> ", circle), next));
            }
            done.addAll(way);
        }
    }
}
