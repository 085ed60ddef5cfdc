package io.github.macvtaplab.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Say in what two KVM hosts differ that have the same wiring. A ratio of wirings is worth something if both ends are equal; where the
 * NICs are not, it would be that of the NICs.
 *
 * @param tested the tested host
 * @param other the other host, whose guests' NICs are in the same order
 */
record HostsCompared(HostSide tested, HostSide other) {
    private static final List<String> REMARKABLE =
            List.of("kernel", "accelerator", "processors", "governor", "qemu", "vhost", "uplink");

    /** Why nothing can be compared between them; empty if it can. */
    Optional<String> obstacle() {
        List<NicState> nics = List.copyOf(tested.nics().values());
        List<NicState> others = List.copyOf(other.nics().values());
        for (int i = 0; i < nics.size(); i++) {
            if (!nics.get(i).equals(others.get(i))) {
                return Optional.of(unequal(
                        "the guests' NICs",
                        nics.get(i).toString(),
                        others.get(i).toString()));
            }
        }
        String mtu = tested.uplink().mtu();
        String otherMtu = other.uplink().mtu();
        return mtu.equals(otherMtu)
                ? Optional.empty()
                : Optional.of(unequal("the uplinks", "MTU " + mtu, "MTU " + otherMtu));
    }

    private String unequal(String what, String one, String another) {
        return "expected %s of both KVM hosts to be equal; %s".formatted(what, has(one, another));
    }

    private String has(String one, String another) {
        return "%s has %s, %s has %s".formatted(tested.host(), one, other.host(), another);
    }

    /** In what else they differ, a sentence each. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (String name : REMARKABLE) {
            String one = tested.fact(name);
            String another = other.fact(name);
            if (!one.equals(another)) {
                remarks.add("across hosts, %s differs: %s".formatted(name, has(one, another)));
            }
        }
        return remarks;
    }
}
