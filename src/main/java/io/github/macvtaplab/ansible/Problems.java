package io.github.macvtaplab.ansible;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong. A mistake that several hosts show, as one in a group's variables, is one line. */
final class Problems {
    private final Map<String, Set<String>> found = new LinkedHashMap<>();

    void add(String who, String what) {
        add(List.of(who), what);
    }

    void add(Collection<String> who, String what) {
        found.computeIfAbsent(what, mistake -> new LinkedHashSet<>()).addAll(who);
    }

    List<String> lines() {
        return found.entrySet().stream()
                .map(entry -> Seen.oneLine(String.join(", ", entry.getValue()) + ": " + entry.getKey()))
                .toList();
    }
}
