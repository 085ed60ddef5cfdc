package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a NIC, or the device on a host that carries its frames, is set to.
 *
 * @param mtu in bytes, as the kernel has it
 * @param queues how many it receives by
 * @param offloads the short names of those that are on, as {@code ethtool -K} has them
 */
record NicState(String mtu, String queues, Set<String> offloads) {
    private static final Map<String, String> SHORT = Map.of(
            "tx-checksumming", "tx",
            "rx-checksumming", "rx",
            "tcp-segmentation-offload", "tso",
            "generic-segmentation-offload", "gso",
            "generic-receive-offload", "gro");

    /** Copy the set. */
    NicState {
        offloads = Set.copyOf(offloads);
    }

    /** Lines for a shell that print it. */
    static String look(String device) {
        return """
                echo "mtu: $(cat '/sys/class/net/%1$s/mtu')"
                echo "queues: $(ls -d /sys/class/net/%1$s/queues/rx-* | wc -l)"
                ethtool -k '%1$s'
                """.formatted(device);
    }

    /** Lines for a shell that switch all offloads on or off. Not every device has each of them; what it has afterwards is read. */
    static String set(String device, boolean offloads) {
        return "for what in tx rx tso gso gro; do ethtool -K '%s' $what %s; done >/dev/null 2>&1\n"
                .formatted(device, offloads ? "on" : "off");
    }

    /** Read what {@link #look} has printed. */
    static NicState of(CommandResult result) {
        Map<String, String> fields = Facts.of(result.stdout());
        Set<String> on = new TreeSet<>();
        SHORT.forEach((name, offload) -> {
            if (fields.getOrDefault(name, "").startsWith("on")) {
                on.add(offload);
            }
        });
        return new NicState(fields.getOrDefault("mtu", "unknown"), fields.getOrDefault("queues", "unknown"), on);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "MTU %s, queues %s, offloads %s"
                .formatted(mtu, queues, offloads.isEmpty() ? "none" : String.join("+", new TreeSet<>(offloads)));
    }
}
