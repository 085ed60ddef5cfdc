package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * A device of the lab that is on the segment.
 *
 * @param role what it is to the lab
 * @param node name of the node
 * @param device name of the device
 */
public record Port(Role role, String node, String device) {

    /** What a device is to the lab; there is at most one of each. */
    public enum Role {
        /** The KVM host's uplink. */
        UPLINK("uplink", End.HOST, SubnetName.SHARED, "02:4d:56:4c:00:01", 2900),
        /** The KVM host's second uplink. */
        SECOND("second", End.HOST, SubnetName.SECOND, "02:4d:56:4c:00:03", 2901),
        /** The peer's NIC. */
        PEER("peer", End.PEER, SubnetName.SHARED, "02:4d:56:4c:00:04", 2902);

        private final String label;
        private final End end;
        private final SubnetName subnet;
        private final String foreignMac;
        private final int beacon;

        Role(String label, End end, SubnetName subnet, String foreignMac, int beacon) {
            this.label = label;
            this.end = end;
            this.subnet = subnet;
            this.foreignMac = foreignMac;
            this.beacon = beacon;
        }

        /** Its word in the names of facts. */
        public String label() {
            return label;
        }

        End end() {
            return end;
        }

        /** The subnet of its address. */
        SubnetName subnet() {
            return subnet;
        }

        /**
         * A MAC address that no NIC has, locally administered, always the same, and never sent from another port: so the switch learns at
         * most one more address at each port.
         */
        String foreignMac() {
            return foreignMac;
        }

        /** Number in the tag of its frames that find out whether frames pass at all. */
        int beacon() {
            return beacon;
        }
    }

    /** What a lab has on the segment, the uplink first. */
    static List<Port> of(Topology topology) {
        List<Port> ports = new ArrayList<>();
        ports.add(new Port(Role.UPLINK, topology.node(End.HOST).name(), topology.uplink()));
        topology.secondUplink()
                .ifPresent(second ->
                        ports.add(new Port(Role.SECOND, topology.node(End.HOST).name(), second)));
        if (topology.ends().contains(End.PEER)) {
            ports.add(
                    new Port(Role.PEER, topology.node(End.PEER).name(), topology.device(End.PEER, SubnetName.SHARED)));
        }
        return ports;
    }

    Node node(Topology topology) {
        return topology.node(role.end());
    }

    @Override
    public String toString() {
        return node + " " + device;
    }
}
