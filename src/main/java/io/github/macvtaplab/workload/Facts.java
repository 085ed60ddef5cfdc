package io.github.macvtaplab.workload;

import java.util.Map;
import java.util.TreeMap;

/** Reads what a script found out about a node: lines of a name, a colon and a value. */
final class Facts {
    private Facts() {}

    /** The values by their names; other lines are passed over. */
    static Map<String, String> of(String output) {
        Map<String, String> facts = new TreeMap<>();
        output.lines()
                .map(line -> line.split(": ", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> facts.put(parts[0], parts[1].strip()));
        return facts;
    }
}
