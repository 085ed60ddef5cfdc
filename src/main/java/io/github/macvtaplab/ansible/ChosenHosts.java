package io.github.macvtaplab.ansible;

import io.github.macvtaplab.model.LabException;
import java.util.List;
import java.util.Optional;

/**
 * Says what part an inventory's KVM hosts have in a run.
 *
 * @param tested the one that is tested
 * @param other the one that carries the far end of traffic across hosts; empty if that is not wanted
 */
record ChosenHosts(String tested, Optional<String> other) {
    /**
     * Choose. Nobody is chosen of several by default: a test takes a host's uplinks down.
     *
     * @param hosts all KVM hosts of the inventory
     * @param wanted what {@code lab.host} says: none, one, or two different ones
     * @throws LabException if there is none of that name, or there are several and none is wanted
     */
    static ChosenHosts of(List<String> hosts, List<String> wanted) {
        if (hosts.isEmpty()) {
            throw new LabException(
                    "the inventory's group 'kvm_hosts' has no host, and exactly one is tested; add the machine that runs libvirt and the guests");
        }
        String all = String.join(", ", hosts);
        wanted.stream().filter(name -> !hosts.contains(name)).findFirst().ifPresent(name -> {
            throw new LabException("lab.host is '%s'; expected a host of the inventory's group 'kvm_hosts' (%s)"
                    .formatted(String.join(",", wanted), all));
        });
        if (wanted.isEmpty() && hosts.size() > 1) {
            throw new LabException(
                    "the inventory has %d KVM hosts (%s), and a run tests one; nothing was touched; choose it, as with -Dlab.host=%s"
                            .formatted(hosts.size(), all, hosts.get(0)));
        }
        return new ChosenHosts(
                wanted.isEmpty() ? hosts.get(0) : wanted.get(0),
                wanted.stream().skip(1).findFirst());
    }
}
