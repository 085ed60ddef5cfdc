package io.github.macvtaplab.workload;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Read from ethtool which of the offloads that change a race are on. */
final class Offloads {
    private static final Map<String, String> SHORT = new TreeMap<>(Map.of(
            "tx-checksumming", "tx",
            "tcp-segmentation-offload", "tso",
            "generic-segmentation-offload", "gso",
            "generic-receive-offload", "gro"));

    private Offloads() {}

    /** Return the short names of those that are on in the output of {@code ethtool -k}, or {@code none}. */
    static String on(String features) {
        String on = features.lines()
                .map(line -> line.split(": ", 2))
                .filter(parts -> parts.length == 2 && parts[1].startsWith("on"))
                .map(parts -> SHORT.getOrDefault(parts[0], ""))
                .filter(name -> !name.isEmpty())
                .sorted()
                .collect(Collectors.joining("+"));
        return on.isEmpty() ? "none" : on;
    }
}
