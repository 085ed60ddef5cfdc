package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * What a node says of one of its devices under test.
 *
 * @param mac its MAC address
 * @param mtu its MTU in bytes
 * @param up whether it is set up
 * @param carrier whether it has a link
 * @param addresses its addresses
 * @param settings the ARP and reverse path settings in force, by their sysctl names
 */
record DeviceFacts(
        String mac, int mtu, boolean up, boolean carrier, List<Address> addresses, Map<String, Integer> settings) {

    /** Makes one whose settings are not known. */
    DeviceFacts(String mac, int mtu, boolean up, boolean carrier, List<Address> addresses) {
        this(mac, mtu, up, carrier, addresses, Map.of());
    }

    /**
     * An address of a device.
     *
     * @param text the address with prefix length
     * @param flags {@code dadfailed}, {@code tentative}; as a rule none
     */
    record Address(String text, List<String> flags) {}

    static DeviceFacts of(JsonNode node) {
        List<Address> addresses = new ArrayList<>();
        node.path("addresses")
                .forEach(entry -> addresses.add(new Address(
                        entry.path("address").asText(),
                        StreamSupport.stream(entry.path("flags").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList())));
        return new DeviceFacts(
                node.path("mac").asText(),
                node.path("mtu").asInt(),
                node.path("up").asBoolean(),
                node.path("carrier").asBoolean(),
                addresses,
                settings(node.path("settings")));
    }

    private static Map<String, Integer> settings(JsonNode node) {
        Map<String, Integer> settings = new TreeMap<>();
        node.properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asInt()));
        return settings;
    }
}
