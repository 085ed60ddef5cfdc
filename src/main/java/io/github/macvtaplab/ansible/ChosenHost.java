package io.github.macvtaplab.ansible;

import io.github.macvtaplab.model.LabException;
import java.util.List;
import java.util.Optional;

/** Says which of an inventory's KVM hosts a run tests. */
final class ChosenHost {
    private ChosenHost() {}

    /**
     * Choose one. Nobody is chosen of several by default: a test takes a host's uplinks down.
     *
     * @param hosts all KVM hosts of the inventory
     * @param wanted what {@code lab.host} says
     * @throws LabException if there is none of that name, or there are several and none is wanted
     */
    static String of(List<String> hosts, Optional<String> wanted) {
        if (hosts.isEmpty()) {
            throw new LabException(
                    "the inventory's group 'kvm_hosts' has no host, and exactly one is tested; add the machine that runs libvirt and the guests");
        }
        String all = String.join(", ", hosts);
        if (wanted.isPresent() && !hosts.contains(wanted.get())) {
            throw new LabException("lab.host is '%s'; expected a host of the inventory's group 'kvm_hosts' (%s)"
                    .formatted(wanted.get(), all));
        }
        if (wanted.isEmpty() && hosts.size() > 1) {
            throw new LabException(
                    "the inventory has %d KVM hosts (%s), and a run tests one; nothing was touched; choose it, as with -Dlab.host=%s"
                            .formatted(hosts.size(), all, hosts.get(0)));
        }
        return wanted.orElse(hosts.get(0));
    }
}
