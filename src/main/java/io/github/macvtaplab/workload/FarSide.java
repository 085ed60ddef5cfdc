package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import java.util.List;

/**
 * Say where the far end of a lane across hosts is. Its CPU time is not counted.
 *
 * @param host the other KVM host
 * @param uplink its uplink
 * @param clients the test NICs of the clients, in the order of the lane's pairs
 * @param devices all devices of this host that belong to the guests' test NICs
 */
record FarSide(Node host, String uplink, List<Nic> clients, List<String> devices) {

    /**
     * A client's test NIC.
     *
     * @param name in the guest
     * @param device the device on the host that carries its frames
     * @param domain libvirt's name of the guest
     */
    record Nic(Node guest, String name, String device, String domain) {}

    /** Copy the lists. */
    FarSide {
        clients = List.copyOf(clients);
        devices = List.copyOf(devices);
    }

    /** The names of the guests that take part, as libvirt there knows them. */
    List<String> guests() {
        return clients.stream().map(Nic::domain).toList();
    }

    /** The devices that no client's frames pass. */
    List<String> idle() {
        List<String> busy = clients.stream().map(Nic::device).toList();
        return devices.stream().filter(device -> !busy.contains(device)).toList();
    }
}
