package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a KVM host has at its side of a lane.
 *
 * @param nics what its guests' test NICs are set to, by the guest, in the order of the lane's pairs
 * @param uplink what its uplink is set to
 * @param facts all that a reader may want, by name; the uplink and the NICs' devices on the host among it
 */
record HostSide(Node host, Map<Node, NicState> nics, NicState uplink, Map<String, String> facts) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Copy the maps. */
    HostSide {
        nics = Collections.unmodifiableMap(new LinkedHashMap<>(nics));
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /**
     * Give the NICs that take part the same offloads, the guests' and their devices on the host, and the guests' vCPUs CPUs of their
     * own; read what they have then.
     */
    static HostSide of(Shell shell, LaneSide side, boolean offloads) {
        Node host = side.host();
        Map<String, String> facts =
                Facts.of(shell.run(host, script(side.guests().get(0)), DEADLINE).stdout());
        Map<Node, NicState> nics = new LinkedHashMap<>();
        for (LaneSide.Nic nic : side.nics()) {
            nics.put(nic.guest(), set(shell, nic.guest(), nic.name(), offloads));
            facts.put(
                    "device " + nic.device(),
                    set(shell, host, nic.device(), offloads).toString());
        }
        facts.putAll(Pinning.of(shell, host, side.guests(), side.uplink()));
        NicState uplink = NicState.of(shell.run(host, NicState.look(side.uplink()), DEADLINE));
        facts.put("uplink", uplink.toString());
        return new HostSide(host, nics, uplink, facts);
    }

    private static NicState set(Shell shell, Node node, String device, boolean offloads) {
        return NicState.of(shell.run(node, NicState.set(device, offloads) + NicState.look(device), DEADLINE));
    }

    private static String script(String guest) {
        return """
                echo "kernel: $(uname -r)"
                echo "processors: $(nproc), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
                echo "governor: $(cat /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor 2>/dev/null || echo none)"
                domain=$(virsh -q --connect qemu:///system dumpxml '%1$s' | sed -n "s/^<domain type='\\([a-z]*\\)'.*/\\1/p")
                echo "accelerator: $(echo "$domain" | sed 's/^qemu$/tcg/')"
                for pid in $(pgrep -f '[g]uest=%1$s,'); do
                    echo "qemu: $(readlink "/proc/$pid/exe")"
                    # Since Linux 6.4 vhost's workers are threads of QEMU; before, of the kernel.
                    if cat /proc/$pid/task/*/comm | grep -q '^vhost-' || pgrep -x "vhost-$pid" >/dev/null; then
                        echo "vhost: yes"
                    else
                        echo "vhost: no"
                    fi
                done
                """.formatted(guest);
    }

    /** One of the facts. */
    String fact(String name) {
        return facts.getOrDefault(name, "unknown");
    }

    /**
     * What has to be the same for all entrants of a fair race.
     *
     * @param where said of what is the host's own
     */
    List<String> profile(String where) {
        List<String> profile = new ArrayList<>();
        nics.forEach((guest, state) -> profile.add(guest + ": " + state));
        profile.add("vhost" + where + ": " + fact("vhost"));
        profile.add("pinning" + where + ": " + fact("pinning"));
        return profile;
    }
}
