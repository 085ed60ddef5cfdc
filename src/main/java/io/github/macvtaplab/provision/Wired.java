package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.util.Map;

/**
 * Describe the wiring that is in place.
 *
 * @param testNics the name of each guest's test NIC in the guest, by guest
 * @param secondNics the name of each guest's second test NIC; empty without one
 */
public record Wired(
        Layout layout, Wiring wiring, SecondNic secondNic, Map<String, String> testNics, Map<String, String> secondNics)
        implements Topology {

    /** Copy the maps. */
    public Wired {
        testNics = Map.copyOf(testNics);
        secondNics = Map.copyOf(secondNics);
    }

    /** The subnet of the first test NIC in a wiring. */
    static SubnetName subnetOf(Wiring wiring) {
        return wiring instanceof Wiring.IsolatedBridge ? SubnetName.ISOLATED : SubnetName.SHARED;
    }

    @Override
    public Node node(End end) {
        return layout.node(end);
    }

    @Override
    public String address(End end, SubnetName subnet, IpFamily family) {
        return layout.address(node(end), subnet, family);
    }

    @Override
    public String device(End end, SubnetName subnet) {
        return switch (end) {
            case HOST -> hostDevice(subnet);
            case PEER -> layout.peerNic();
            case GUEST, GUEST2 -> guestDevice(node(end), subnet);
        };
    }

    private String hostDevice(SubnetName subnet) {
        if (subnet == SubnetName.SECOND) {
            return layout.secondUplink();
        }
        // The bridges' names are defaults of the role 'wiring'.
        if (wiring instanceof Wiring.LinuxBridge) {
            return "mvlbr0";
        }
        if (wiring instanceof Wiring.OpenVswitch) {
            return "mvlovs0";
        }
        return wiring instanceof Wiring.IsolatedBridge && subnet == SubnetName.ISOLATED ? "mvliso0" : layout.uplink();
    }

    private String guestDevice(Node guest, SubnetName subnet) {
        // A guest without the second NIC sends from its first: that is the half that is missing.
        String nic = subnet == SubnetName.SECOND && !secondNics.isEmpty()
                ? secondNics.get(guest.name())
                : testNics.get(guest.name());
        if (nic == null) {
            throw new LabException("%s has no test NIC in the wiring %s".formatted(guest.name(), wiring.label()));
        }
        return nic;
    }
}
