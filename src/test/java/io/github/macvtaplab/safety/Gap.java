package io.github.macvtaplab.safety;

import java.util.List;

/** What the second lab is to be without: what that takes out of its inventory, and what must and must not be tested then. */
enum Gap {
    PEER("(?s)    peers:.*?    guests:", "    guests:", "nodes      hv-a tor answer SSH", "group 'peers'") {
        @Override
        List<String> skipped() {
            return List.of(
                    "HOST-GUEST-BLOCKED",
                    "SECOND-SUBNET-NEEDS-BOTH",
                    "EXPOSED",
                    "NO-HOST-ONLY-ISOLATION",
                    "THROUGHPUT",
                    "CPU-EFFICIENCY",
                    "TRANSACTIONS-10-50",
                    "SCALES-FASTER");
        }

        @Override
        List<String> holding() {
            return List.of("HAIRPIN-SWITCH", "SECOND-SUBNET", "NEEDS-LOWER-DEVICE", "NEEDS-ACTIVE-UPLINK");
        }
    },
    SECOND_UPLINK(
            "(?m)^ *(lab_second_uplink|lab_spare_shared_address|second: .v4: 198.19.20.1/).*\\n",
            "",
            "nodes      hv-a tor far answer SSH",
            "lab_second_uplink") {
        @Override
        List<String> skipped() {
            return List.of("SECOND-SUBNET", "SECOND-SUBNET-NEEDS-BOTH");
        }

        @Override
        List<String> holding() {
            return List.of(
                    "HOST-GUEST-BLOCKED",
                    "HAIRPIN-SWITCH",
                    "NEEDS-LOWER-DEVICE",
                    "NEEDS-ACTIVE-UPLINK",
                    "EXPOSED",
                    "NO-HOST-ONLY-ISOLATION");
        }
    };

    private final String cut;
    private final String rest;
    private final String nodes;
    private final String reason;

    Gap(String cut, String rest, String nodes, String reason) {
        this.cut = cut;
        this.rest = rest;
        this.nodes = nodes;
        this.reason = reason;
    }

    /** Take it out of an inventory. */
    String cutOut(String inventory) {
        return inventory.replaceAll(cut, rest);
    }

    /** What the run says of the nodes that are left. */
    String nodes() {
        return nodes;
    }

    /** What the reason of all that is skipped has in it. */
    String reason() {
        return reason;
    }

    /** The claims that are not tested. */
    abstract List<String> skipped();

    /** The claims that are, and hold. */
    abstract List<String> holding();
}
