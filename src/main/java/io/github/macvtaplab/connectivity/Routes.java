package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.Attestation.Taking;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the KVM host's routes with the devices that it should reach the others by. */
final class Routes {
    private Routes() {}

    /** Lists the addresses that the host's routes are asked about: those of all others in the subnets that the host is in. */
    static List<String> asked(Topology topology) {
        List<String> addresses = new ArrayList<>();
        for (SubnetName subnet : SubnetName.values()) {
            for (End end : topology.ends()) {
                for (IpFamily family : IpFamily.values()) {
                    if (end != End.HOST
                            && topology.has(End.HOST, subnet, family)
                            && topology.has(end, subnet, family)) {
                        addresses.add(topology.address(end, subnet, family));
                    }
                }
            }
        }
        return addresses;
    }

    /**
     * Says by which other device the host would reach somebody in a subnet, where it is not the one under test. An address that no
     * route leads to is not counted: while an uplink is down, that is as it should be.
     */
    static Map<Taking, String> astray(Topology topology, HostFacts host) {
        Map<Taking, String> astray = new HashMap<>();
        for (SubnetName subnet : SubnetName.values()) {
            if (!topology.has(End.HOST, subnet)) {
                continue;
            }
            String device = topology.device(End.HOST, subnet);
            DeviceFacts known = host.uplinks().get(device);
            if (known != null && !(known.up() && known.carrier())) {
                continue;
            }
            for (IpFamily family : IpFamily.values()) {
                for (End end : topology.ends()) {
                    if (end != End.HOST
                            && topology.has(End.HOST, subnet, family)
                            && topology.has(end, subnet, family)) {
                        String address = topology.address(end, subnet, family);
                        String chosen = host.routes().get(address);
                        if (chosen != null && !chosen.equals(device)) {
                            astray.put(
                                    new Taking(End.HOST, subnet, family),
                                    "the routes of %s lead to %s of %s by %s, and not by %s"
                                            .formatted(
                                                    topology.node(End.HOST),
                                                    address,
                                                    topology.node(end),
                                                    chosen,
                                                    device));
                        }
                    }
                }
            }
        }
        return astray;
    }
}
