package io.github.macvtaplab.workload;

import io.github.macvtaplab.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
        HostSide near = HostSide.of(shell, lane.near(), lane.offloads());
        List<String> profile = new ArrayList<>(near.profile(""));
        if (lane.far().isEmpty()) {
            return new Equipment(String.join("; ", profile), near.facts(), Optional.empty(), List.of());
        }
        HostSide far = HostSide.of(shell, lane.far().get(), lane.offloads());
        profile.addAll(far.profile(" on " + far.host()));
        Map<String, String> both = new TreeMap<>(near.facts());
        far.facts().forEach((name, value) -> both.put(far.host() + " " + name, value));
        HostsCompared compared = new HostsCompared(near, far);
        return new Equipment(String.join("; ", profile), both, compared.obstacle(), compared.remarks());
    }
}
