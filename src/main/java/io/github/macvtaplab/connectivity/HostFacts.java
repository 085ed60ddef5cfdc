package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the KVM host says of itself before a round: its uplinks, its routes, and what may drop or change frames beside the drivers.
 *
 * @param uplinks the uplink and the second uplink, by name
 * @param routes the device that the host's routes choose, by address without prefix length; without those that no route leads to
 * @param hooks what may drop or change frames between a NIC and the stack
 */
record HostFacts(Map<String, DeviceFacts> uplinks, Map<String, String> routes, List<Hook> hooks) {
    /** Nothing is known. */
    static final HostFacts NONE = new HostFacts(Map.of(), Map.of(), List.of());

    /**
     * Something that may drop or change frames.
     *
     * @param device the device that it is on
     * @param what what it is, in a few words, such as {@code nftables chain 'netdev filter in'}
     */
    record Hook(String device, String what) {}

    HostFacts {
        uplinks = Map.copyOf(uplinks);
        routes = Map.copyOf(routes);
        hooks = List.copyOf(hooks);
    }

    /** Tells whether one of the uplinks has an address, given with its prefix length. */
    boolean has(String address) {
        return uplinks.values().stream()
                .flatMap(device -> device.addresses().stream())
                .anyMatch(known -> known.text().equals(address));
    }

    /** Leaves out what is on other devices than these: frames under test do not pass there. */
    HostFacts on(Set<String> devices) {
        return new HostFacts(
                uplinks,
                routes,
                hooks.stream().filter(hook -> devices.contains(hook.device())).toList());
    }

    /** Reads what the host's station answered. */
    static HostFacts of(JsonNode facts, List<String> names) {
        Map<String, DeviceFacts> uplinks = new HashMap<>();
        names.forEach(name -> {
            JsonNode device = facts.path("devices").path(name);
            if (device.isObject()) {
                uplinks.put(name, DeviceFacts.of(device));
            }
        });
        Map<String, String> routes = new HashMap<>();
        facts.path("routes")
                .properties()
                .forEach(entry -> routes.put(entry.getKey(), entry.getValue().asText()));
        List<Hook> hooks = new ArrayList<>();
        facts.path("hooks")
                .forEach(entry ->
                        hooks.add(new Hook(entry.path(0).asText(), entry.path(1).asText())));
        return new HostFacts(uplinks, routes, hooks);
    }
}
