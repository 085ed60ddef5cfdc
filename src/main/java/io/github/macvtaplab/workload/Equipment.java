package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Lane.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a lane's figures depend on besides its wiring.
 *
 * @param profile what has to be the same for all entrants of a fair race: MTU, queues and offloads of the guests' NICs, whether
 *     vhost moves the frames, and which CPUs are pinned
 * @param facts everything else that a reader may want, by name; the NICs' devices on the host, whose kinds differ, among it
 * @param obstacle why nothing can be run between two KVM hosts, as their NICs differ; empty if they do not, or there is one
 * @param remarks in what else the two differ, a sentence each
 */
record Equipment(String profile, Map<String, String> facts, Optional<String> obstacle, List<String> remarks) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Map<String, String> SHORT = new TreeMap<>(Map.of(
            "tx-checksumming", "tx",
            "rx-checksumming", "rx",
            "tcp-segmentation-offload", "tso",
            "generic-segmentation-offload", "gso",
            "generic-receive-offload", "gro"));

    /** Copy the collections. */
    Equipment {
        facts = Map.copyOf(facts);
        remarks = List.copyOf(remarks);
    }

    /**
     * Give the NICs of a lane the same offloads, the guests' and their devices on the hosts, and the guests' vCPUs CPUs of their own;
     * read what they have then.
     */
    static Equipment of(Shell shell, Lane lane) {
        List<String> profile = new ArrayList<>();
        Map<String, String> facts = host(shell, lane.host(), lane.guests());
        List<String> servers = new ArrayList<>();
        for (Pair pair : lane.pairs()) {
            servers.add(nic(shell, pair.server(), pair.nic(), lane.offloads()));
            profile.add(pair.server() + ": " + last(servers));
            facts.put("device " + pair.device(), nic(shell, lane.host(), pair.device(), lane.offloads()));
        }
        facts.putAll(Pinning.of(shell, lane.host(), lane.guests(), lane.uplink()));
        addTo(profile, facts, "");
        facts.put("uplink", describe(shell.run(lane.host(), look(lane.uplink()), DEADLINE)));
        if (lane.far().isEmpty()) {
            return new Equipment(String.join("; ", profile), facts, Optional.empty(), List.of());
        }
        FarSide far = lane.far().get();
        Map<String, String> its = host(shell, far.host(), far.guests());
        List<String> clients = new ArrayList<>();
        for (FarSide.Nic nic : far.clients()) {
            clients.add(nic(shell, nic.guest(), nic.name(), lane.offloads()));
            profile.add(nic.guest() + ": " + last(clients));
            its.put("device " + nic.device(), nic(shell, far.host(), nic.device(), lane.offloads()));
        }
        its.putAll(Pinning.of(shell, far.host(), far.guests(), far.uplink()));
        addTo(profile, its, " on " + far.host());
        its.put("uplink", describe(shell.run(far.host(), look(far.uplink()), DEADLINE)));
        HostsCompared compared = new HostsCompared(lane.host(), facts, servers, far.host(), its, clients);
        Map<String, String> both = new TreeMap<>(facts);
        its.forEach((name, value) -> both.put(far.host() + " " + name, value));
        return new Equipment(String.join("; ", profile), both, compared.obstacle(), compared.remarks());
    }

    private static void addTo(List<String> profile, Map<String, String> facts, String where) {
        profile.add("vhost" + where + ": " + facts.getOrDefault("vhost", "unknown"));
        profile.add("pinning" + where + ": " + facts.getOrDefault("pinning", "unknown"));
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }

    private static String nic(Shell shell, Node node, String device, boolean offloads) {
        String state = offloads ? "on" : "off";
        // Not every device has each of them; what it has afterwards is read.
        String set = "for what in tx rx tso gso gro; do ethtool -K '%s' $what %s; done >/dev/null 2>&1\n"
                .formatted(device, state);
        return describe(shell.run(node, set + look(device), DEADLINE));
    }

    private static String look(String device) {
        return """
                echo "mtu: $(cat '/sys/class/net/%1$s/mtu')"
                echo "queues: $(ls -d /sys/class/net/%1$s/queues/rx-* | wc -l)"
                ethtool -k '%1$s'
                """.formatted(device);
    }

    private static Map<String, String> host(Shell shell, Node host, List<String> guests) {
        String script = """
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
                """.formatted(guests.get(0));
        Map<String, String> facts = new TreeMap<>();
        for (String line : shell.run(host, script, DEADLINE).stdout().lines().toList()) {
            String[] parts = line.split(": ", 2);
            if (parts.length == 2) {
                facts.put(parts[0], parts[1].strip());
            }
        }
        return facts;
    }

    /** Sum up the output of {@link #look}: MTU, queues, and the short names of the offloads that are on. */
    static String describe(CommandResult result) {
        Map<String, String> fields = new TreeMap<>();
        result.stdout()
                .lines()
                .map(line -> line.split(": ", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> fields.put(parts[0], parts[1].strip()));
        String on = SHORT.entrySet().stream()
                .filter(name -> fields.getOrDefault(name.getKey(), "").startsWith("on"))
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.joining("+"));
        return "MTU %s, queues %s, offloads %s"
                .formatted(
                        fields.getOrDefault("mtu", "unknown"),
                        fields.getOrDefault("queues", "unknown"),
                        on.isEmpty() ? "none" : on);
    }
}
