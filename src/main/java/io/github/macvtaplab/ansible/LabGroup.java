package io.github.macvtaplab.ansible;

import java.util.Arrays;
import java.util.List;

/** Lists the groups of an inventory that the suite reads, in the order in which problems are told. */
enum LabGroup {
    KVM_HOSTS("kvm_hosts", 1, Integer.MAX_VALUE, "the machine that runs libvirt and the guests"),
    JUMP_HOSTS("jump_hosts", 0, Integer.MAX_VALUE, "a machine on the way to others"),
    SWITCHES("switches", 0, 1, "the machine that joins the uplinks and the peer"),
    PEERS("peers", 0, 1, "the machine outside the KVM host"),
    GUESTS("guests", 2, Integer.MAX_VALUE, "the guests that the suite makes");

    final String group;
    final int fewest;
    final int most;
    final String what;

    LabGroup(String group, int fewest, int most, String what) {
        this.group = group;
        this.fewest = fewest;
        this.most = most;
        this.what = what;
    }

    /** The one of a name that there is. */
    static LabGroup named(String group) {
        return Arrays.stream(values())
                .filter(known -> known.group.equals(group))
                .findFirst()
                .orElseThrow();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(known -> known.group).toList();
    }
}
