package io.github.macvtaplab.provision.site;

import java.util.List;

/** What the older iptables, which nft does not list, does with all packets: read from the output of {@code iptables-legacy-save}. */
final class LegacyRules {
    private LegacyRules() {}

    /**
     * Tells how a chain stops what comes in by an interface, or forwards to it: {@code DROP}, {@code REJECT}, {@code policy DROP}, or
     * empty if it lets pass or has no rule without further conditions.
     *
     * @param saved the table {@code filter}
     * @param chain {@code INPUT} or {@code FORWARD}
     */
    static String stops(String saved, String chain, String device) {
        List<String> lines = saved.lines().map(String::strip).toList();
        for (String line : lines) {
            for (String start : List.of("-A %s ".formatted(chain), "-A %s -i %s ".formatted(chain, device))) {
                if (line.equals(start + "-j ACCEPT")) {
                    return "";
                }
                if (line.equals(start + "-j DROP")) {
                    return "DROP";
                }
                if (line.startsWith(start + "-j REJECT")) {
                    return "REJECT";
                }
            }
        }
        return lines.stream().anyMatch(line -> line.startsWith(":%s DROP".formatted(chain))) ? "policy DROP" : "";
    }
}
