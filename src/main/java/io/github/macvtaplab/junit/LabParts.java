package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Prober;
import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.provision.SwitchPort;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Meters;
import java.util.List;
import java.util.Optional;

/**
 * What exists once the lab has started.
 *
 * @param hosts the tested KVM host, and after it the one that carries the far end of traffic, if there is one
 */
record LabParts(
        List<ReadyHost> hosts,
        Scope scope,
        Shell shell,
        SwitchPort switchPort,
        Stations stations,
        Prober prober,
        Meters meters) {

    /** Copy the list. */
    LabParts {
        hosts = List.copyOf(hosts);
    }

    /** The KVM host that is tested. */
    ReadyHost tested() {
        return hosts.get(0);
    }

    /** The KVM host that carries the far end of traffic; empty if the run has one KVM host. */
    Optional<ReadyHost> other() {
        return hosts.stream().skip(1).findFirst();
    }

    /** The whole lab, as its tested host has it. */
    Layout layout() {
        return tested().layout();
    }
}
