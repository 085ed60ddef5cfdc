package io.github.macvtaplab.connectivity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a switch was seen to do.
 *
 * @param reflects for each of our devices on it, whether a frame came back by the port that it was sent to (hairpin mode)
 * @param hears for each device, which others got its broadcast
 * @param floodsUnknown whether a frame to an address that nobody has goes to all ports; empty with one device on it
 * @param learns whether it goes to one port alone, once that address was seen there; empty with fewer than three
 * @param multicastV4 whether IPv4 multicast reaches a port from which nobody has asked for it; empty with one
 * @param multicastV6 the same for IPv6
 * @param facts the same and more by name, for {@code causes.yml}: {@code pass uplink guest broadcast}, {@code reach uplink peer},
 *     {@code reflect uplink own}, each {@code yes} or {@code no}; {@code stranger ADDRESS} with a MAC address
 */
public record SwitchFingerprint(
        Map<Port, Boolean> reflects,
        Map<Port, Set<Port>> hears,
        Optional<Boolean> floodsUnknown,
        Optional<Boolean> learns,
        Optional<Boolean> multicastV4,
        Optional<Boolean> multicastV6,
        Map<String, String> facts) {

    /** Makes one of which nothing more is known. */
    SwitchFingerprint(
            Map<Port, Boolean> reflects,
            Map<Port, Set<Port>> hears,
            Optional<Boolean> floodsUnknown,
            Optional<Boolean> learns,
            Optional<Boolean> multicastV4,
            Optional<Boolean> multicastV6) {
        this(reflects, hears, floodsUnknown, learns, multicastV4, multicastV6, Map.of());
    }

    /**
     * A device of ours that is on the switch.
     *
     * @param node name of the node
     * @param device name of the device
     */
    public record Port(String node, String device) {
        @Override
        public String toString() {
            return node + " " + device;
        }
    }

    /** Keep the order. */
    public SwitchFingerprint {
        reflects = new LinkedHashMap<>(reflects);
        hears = new LinkedHashMap<>(hears);
        facts = new LinkedHashMap<>(facts);
    }

    /** Say what it does, in one line. */
    public String describe() {
        return "hairpin %s; %s; unknown addresses are %s; multicast is %s"
                .formatted(
                        reflects.entrySet().stream()
                                .map(entry -> entry.getKey() + (entry.getValue() ? " on" : " off"))
                                .collect(Collectors.joining(", ")),
                        learns.map(yes -> yes ? "learns MAC addresses" : "was not seen to learn MAC addresses")
                                .orElse("whether it learns MAC addresses takes three devices on it to see"),
                        floodsUnknown
                                .map(yes -> yes ? "flooded" : "not flooded")
                                .orElse("not tried"),
                        multicast());
    }

    private String multicast() {
        if (multicastV4.isEmpty() || multicastV6.isEmpty()) {
            return "not tried";
        }
        return multicastV4.get() && multicastV6.get()
                ? "delivered everywhere"
                : "held back from ports that did not ask (IPv4 %s, IPv6 %s)"
                        .formatted(
                                multicastV4.get() ? "delivered" : "held back",
                                multicastV6.get() ? "delivered" : "held back");
    }

    /** What contradicts a lab with hairpin mode off and all devices on one segment; a sentence each. */
    public List<String> contradictions() {
        List<String> found = new ArrayList<>();
        reflects.forEach((port, on) -> {
            if (on) {
                found.add("hairpin mode of the port to %s should be off, but a frame sent by it came back by it"
                        .formatted(port));
            }
        });
        hears.forEach((port, heard) -> hears.keySet().forEach(other -> {
            if (!other.equals(port) && !heard.contains(other)) {
                found.add(
                        "%s should be on one segment with %s, but does not get its broadcasts".formatted(other, port));
            }
        }));
        return found;
    }
}
