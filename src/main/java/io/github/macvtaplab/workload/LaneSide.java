package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import java.util.List;

/**
 * Say what of a lane is on one KVM host.
 *
 * @param host the KVM host
 * @param uplink its uplink
 * @param nics the test NICs by which its guests take part, in the order of the lane's pairs
 * @param guests the names of the guests that take part, as libvirt there knows them
 * @param devices all devices of the host that belong to guests' test NICs
 */
record LaneSide(Node host, String uplink, List<Nic> nics, List<String> guests, List<String> devices) {

    /**
     * A guest's test NIC.
     *
     * @param name in the guest
     * @param device the device on the host that carries its frames
     */
    record Nic(Node guest, String name, String device) {}

    /** Copy the lists. */
    LaneSide {
        nics = List.copyOf(nics);
        guests = List.copyOf(guests);
        devices = List.copyOf(devices);
    }

    /** The devices that no frames of these NICs pass. */
    List<String> idle() {
        List<String> busy = nics.stream().map(Nic::device).toList();
        return devices.stream().filter(device -> !busy.contains(device)).toList();
    }
}
