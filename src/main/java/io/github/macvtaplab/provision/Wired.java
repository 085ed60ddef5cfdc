package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describe the wiring that is in place.
 *
 * @param testNics the name of each guest's test NIC in the guest, by guest; a guest that has none is not wired
 * @param secondNics the name of each guest's second test NIC; empty without one
 * @param attached how each NIC is attached on the host
 */
public record Wired(
        Layout layout,
        Wiring wiring,
        SecondNic secondNic,
        Map<String, String> testNics,
        Map<String, String> secondNics,
        List<Attached> attached)
        implements Topology {
    /** Copy the collections. */
    public Wired {
        testNics = Map.copyOf(testNics);
        secondNics = Map.copyOf(secondNics);
        attached = List.copyOf(attached);
    }

    @Override
    public List<End> ends() {
        return Arrays.stream(End.values())
                .filter(end -> guest(end) ? isWired(end) : end != End.PEER || layout.has(LabPart.PEER))
                .toList();
    }

    private boolean isWired(End guest) {
        // The host of a lane's far end can have one guest.
        return (guest == End.GUEST || layout.guests().size() > 1)
                && testNics.containsKey(node(guest).name());
    }

    private static boolean guest(End end) {
        return end == End.GUEST || end == End.GUEST2;
    }

    @Override
    public Node node(End end) {
        return layout.node(end);
    }

    @Override
    public String domain(End end) {
        return layout.domain(node(end));
    }

    @Override
    public Node lanSwitch() {
        return layout.lanSwitch();
    }

    @Override
    public boolean has(End end, SubnetName subnet) {
        boolean isolated = wiring instanceof Wiring.IsolatedBridge;
        return switch (end) {
            case PEER -> layout.has(LabPart.PEER) && (subnet != SubnetName.ISOLATED || isolated);
            case HOST ->
                switch (subnet) {
                    case SHARED -> true;
                    case SECOND -> layout.has(LabPart.SECOND_UPLINK);
                    case ISOLATED -> isolated;
                };
            case GUEST, GUEST2 ->
                testNics.containsKey(node(end).name())
                        && (subnet == wiring.firstSubnet() || (subnet == SubnetName.SECOND && !secondNics.isEmpty()));
        };
    }

    @Override
    public String addressWithPrefix(End end, SubnetName subnet, IpFamily family) {
        return layout.addressWithPrefix(node(end), subnet, family);
    }

    @Override
    public String device(End end, SubnetName subnet) {
        return switch (end) {
            case HOST -> hostDevice(subnet);
            case PEER -> layout.peerNic().orElseThrow(LabPart.PEER::absent);
            case GUEST, GUEST2 -> guestDevice(node(end), subnet);
        };
    }

    private String hostDevice(SubnetName subnet) {
        if (subnet == SubnetName.SECOND) {
            return layout.secondUplink().orElseThrow(LabPart.SECOND_UPLINK::absent);
        }
        return wiring instanceof Wiring.IsolatedBridge && subnet == SubnetName.SHARED
                ? layout.uplink()
                : bridge(layout, wiring);
    }

    /** The bridge of a wiring, or the uplink where there is none. The names are defaults of the role 'wiring'. */
    static String bridge(Layout layout, Wiring wiring) {
        if (wiring instanceof Wiring.LinuxBridge) {
            return "mvlbr0";
        }
        if (wiring instanceof Wiring.OpenVswitch) {
            return "mvlovs0";
        }
        return wiring instanceof Wiring.IsolatedBridge ? "mvliso0" : layout.uplink();
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

    @Override
    public boolean offloads() {
        return layout.offloads();
    }

    @Override
    public String uplink() {
        return layout.uplink();
    }

    @Override
    public Optional<String> secondUplink() {
        return layout.secondUplink();
    }

    @Override
    public Optional<String> port(Cable cable) {
        return Optional.ofNullable(layout.switchPorts().get(cable));
    }

    @Override
    public Map<Node, List<String>> watched() {
        Map<Node, List<String>> devices = new LinkedHashMap<>();
        Set<String> host = new LinkedHashSet<>(layout.uplinks());
        host.add(bridge(layout, wiring));
        attached.forEach(nic -> host.add(nic.device()));
        devices.put(layout.host(), List.copyOf(host));
        for (End end : ends()) {
            if (guest(end)) {
                List<String> nics = new ArrayList<>(List.of(guestDevice(node(end), wiring.firstSubnet())));
                if (!secondNics.isEmpty()) {
                    nics.add(guestDevice(node(end), SubnetName.SECOND));
                }
                devices.put(node(end), nics);
            }
        }
        if (layout.has(LabPart.SWITCH)) {
            devices.put(layout.lanSwitch(), List.copyOf(layout.switchPorts().values()));
        }
        layout.peer().ifPresent(peer -> devices.put(peer, List.of(device(End.PEER, SubnetName.SHARED))));
        return devices;
    }
}
