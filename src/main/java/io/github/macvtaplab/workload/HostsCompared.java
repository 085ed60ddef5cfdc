package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Say in what two KVM hosts differ that have the same wiring. A ratio of wirings is worth something if both ends are equal; where the
 * NICs are not, it would be that of the NICs.
 *
 * @param facts of the tested host, by name
 * @param nics what its guests' test NICs have, as {@link Equipment#describe} puts it
 * @param otherFacts of the other host
 * @param otherNics what its guests' have, in the same order
 */
record HostsCompared(
        Node host,
        Map<String, String> facts,
        List<String> nics,
        Node other,
        Map<String, String> otherFacts,
        List<String> otherNics) {
    private static final List<String> REMARKABLE =
            List.of("kernel", "accelerator", "processors", "governor", "qemu", "vhost", "uplink");
    private static final Pattern MTU = Pattern.compile("MTU [^,]*");

    /** Why nothing can be compared between them; empty if it can. */
    Optional<String> obstacle() {
        for (int i = 0; i < nics.size(); i++) {
            if (!nics.get(i).equals(otherNics.get(i))) {
                return Optional.of(unequal("the guests' NICs", nics.get(i), otherNics.get(i)));
            }
        }
        String mtu = mtu(facts);
        String otherMtu = mtu(otherFacts);
        return mtu.equals(otherMtu) ? Optional.empty() : Optional.of(unequal("the uplinks", mtu, otherMtu));
    }

    private String unequal(String what, String one, String another) {
        return "expected %s of both KVM hosts to be equal; %s has %s, %s has %s"
                .formatted(what, host, one, other, another);
    }

    private static String mtu(Map<String, String> facts) {
        Matcher mtu = MTU.matcher(facts.getOrDefault("uplink", ""));
        return mtu.find() ? mtu.group() : "MTU unknown";
    }

    /** In what else they differ, a sentence each. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (String name : REMARKABLE) {
            String one = facts.getOrDefault(name, "unknown");
            String another = otherFacts.getOrDefault(name, "unknown");
            if (!one.equals(another)) {
                remarks.add(
                        "across hosts, %s differs: %s has %s, %s has %s".formatted(name, host, one, other, another));
            }
        }
        return remarks;
    }
}
