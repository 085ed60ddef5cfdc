package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compare what the nodes say of their devices with what the wiring should have made of them. A difference explains a verdict;
 * only a NIC that is not attached as the wiring says takes the verdict away, for then another wiring was tried.
 *
 * @param notes what is not as it should be, by end
 * @param wrongWiring what is attached otherwise than the wiring says; empty if nothing is
 * @param macs MAC address of each end's device by subnet
 * @param down devices that are down or without carrier, by end and subnet
 * @param astray what keeps an end from taking part in a subnet as it should: an address that is missing or not in use, a route that
 *     leads elsewhere; a sentence each
 * @param host what the KVM host says of itself
 */
public record Attestation(
        Map<End, List<String>> notes,
        List<String> wrongWiring,
        Map<End, Map<SubnetName, String>> macs,
        Map<End, List<SubnetName>> down,
        Map<Taking, String> astray,
        HostFacts host) {

    /** How an end takes part: by its addresses of a family in a subnet. */
    record Taking(End end, SubnetName subnet, IpFamily family) {}

    /** Makes one that knows neither of addresses and routes nor of the host. */
    public Attestation(
            Map<End, List<String>> notes,
            List<String> wrongWiring,
            Map<End, Map<SubnetName, String>> macs,
            Map<End, List<SubnetName>> down) {
        this(notes, wrongWiring, macs, down, Map.of(), HostFacts.NONE);
    }

    /**
     * Compare.
     *
     * @param facts each end's devices by name
     * @param links the KVM host's devices, as its station lists them
     * @param said what the KVM host says of itself; what it says of devices that no frame under test passes is left out
     */
    static Attestation of(Topology topology, Map<End, Map<String, DeviceFacts>> facts, JsonNode links, HostFacts said) {
        HostFacts host = said.on(Stream.concat(
                        topology.attached().stream().flatMap(nic -> Stream.of(nic.device(), nic.on())),
                        said.uplinks().keySet().stream())
                .collect(Collectors.toSet()));
        Map<Taking, String> astray = new HashMap<>(Routes.astray(topology, host));
        Map<End, List<String>> notes = new EnumMap<>(End.class);
        Map<End, Map<SubnetName, String>> macs = new EnumMap<>(End.class);
        Map<End, List<SubnetName>> down = new EnumMap<>(End.class);
        for (End end : topology.ends()) {
            List<String> found = new ArrayList<>();
            macs.put(end, new EnumMap<>(SubnetName.class));
            down.put(end, new ArrayList<>());
            for (SubnetName subnet : SubnetName.values()) {
                if (topology.has(end, subnet)) {
                    String device = topology.device(end, subnet);
                    DeviceFacts seen = facts.getOrDefault(end, Map.of()).get(device);
                    if (seen == null) {
                        found.add("%s has no device %s".formatted(topology.node(end), device));
                        down.get(end).add(subnet);
                    } else {
                        macs.get(end).put(subnet, seen.mac());
                        if (!seen.up() || !seen.carrier()) {
                            down.get(end).add(subnet);
                        }
                        compare(topology, end, subnet, device, seen, host).forEach((family, note) -> {
                            found.add(note);
                            family.ifPresent(version -> astray.put(new Taking(end, subnet, version), note));
                        });
                    }
                }
            }
            notes.put(end, found);
        }
        mtu(topology, facts, notes);
        return new Attestation(notes, wiring(topology, links), macs, down, astray, host);
    }

    /** What is not as it should be, with the family that it keeps from taking part where it does. */
    private static Map<Optional<IpFamily>, String> compare(
            Topology topology, End end, SubnetName subnet, String device, DeviceFacts seen, HostFacts host) {
        Map<Optional<IpFamily>, String> found = new LinkedHashMap<>();
        String where = "%s of %s".formatted(device, topology.node(end));
        if (!seen.up()) {
            // Its addresses say nothing then: the kernel takes IPv6's away with it.
            return Map.of(Optional.empty(), where + " is set down");
        }
        if (!seen.carrier()) {
            found.put(Optional.empty(), where + " has no carrier");
        }
        for (IpFamily family : IpFamily.values()) {
            if (!topology.has(end, subnet, family)) {
                continue;
            }
            String wanted = topology.addressWithPrefix(end, subnet, family);
            var match = seen.addresses().stream()
                    .filter(address -> address.text().equals(wanted))
                    .findFirst();
            if (match.isEmpty() && end == End.HOST && host.has(wanted)) {
                continue; // by the other uplink, as it was made to be
            }
            if (match.isEmpty()) {
                found.put(
                        Optional.of(family),
                        "%s has not the address %s (it has %s)"
                                .formatted(
                                        where,
                                        wanted,
                                        seen.addresses().isEmpty()
                                                ? "none"
                                                : String.join(
                                                        ", ",
                                                        seen.addresses().stream()
                                                                .map(DeviceFacts.Address::text)
                                                                .toList())));
            } else if (!match.get().flags().isEmpty()) {
                found.put(
                        Optional.of(family),
                        "%s of %s is %s"
                                .formatted(
                                        wanted,
                                        where,
                                        String.join(", ", match.get().flags())));
            }
        }
        return found;
    }

    /** A lab with two MTUs on one segment loses long frames on the way. */
    private static void mtu(Topology topology, Map<End, Map<String, DeviceFacts>> facts, Map<End, List<String>> notes) {
        int common = facts.values().stream()
                .flatMap(devices -> devices.values().stream())
                .mapToInt(DeviceFacts::mtu)
                .max()
                .orElse(0);
        facts.forEach((end, devices) -> devices.forEach((device, seen) -> {
            if (seen.mtu() != common) {
                notes.getOrDefault(end, new ArrayList<>())
                        .add("%s of %s has MTU %d, others on the segment have %d"
                                .formatted(device, topology.node(end), seen.mtu(), common));
            }
        }));
    }

    private static List<String> wiring(Topology topology, JsonNode links) {
        List<String> wrong = new ArrayList<>();
        for (Attached attached : topology.attached()) {
            JsonNode link = links.path(attached.device());
            String seen = !link.isObject()
                    ? "there is no such device; the MAC address is " + owner(links, attached.mac())
                    : contradiction(topology.wiring(), attached, link);
            if (!seen.isEmpty()) {
                wrong.add("the wiring is %s, but %s of %s, by %s, is not attached so: %s"
                        .formatted(
                                topology.wiring().label(),
                                attached.mac(),
                                topology.node(attached.guest()),
                                attached.device(),
                                seen));
            }
        }
        return wrong;
    }

    private static String contradiction(Wiring wiring, Attached attached, JsonNode link) {
        if (wiring instanceof Wiring.Macvtap macvtap) {
            return link.path("kind").asText().equals("macvtap")
                            && link.path("mode").asText().equals(kernelMode(macvtap))
                            && link.path("lower").asText().equals(attached.on())
                    ? ""
                    : "it is " + describe(link);
        }
        return link.path("bridge").asText().equals(attached.on()) ? "" : "it is " + describe(link);
    }

    private static String kernelMode(Wiring.Macvtap macvtap) {
        String label = macvtap.mode().label();
        return label.equals("passthrough") ? "passthru" : label;
    }

    private static String owner(JsonNode links, String mac) {
        String tail = mac.substring(mac.indexOf(':'));
        for (var entry : links.properties()) {
            if (entry.getValue().path("mac").asText().endsWith(tail)) {
                return "that of " + entry.getKey() + ", which is " + describe(entry.getValue());
            }
        }
        return "nowhere on the host";
    }

    private static String describe(JsonNode link) {
        String mode = link.path("mode").asText();
        String lower = link.path("lower").asText();
        String bridge = link.path("bridge").asText();
        String kind = link.path("kind").asText();
        return "a " + (kind.isEmpty() ? "device" : kind)
                + (mode.isEmpty() ? "" : " in mode " + mode)
                + (lower.isEmpty() ? "" : " on " + lower)
                + (bridge.isEmpty() ? "" : ", port of " + bridge);
    }

    /** What keeps an end of a path from taking part in it as it should, in a sentence; empty if nothing does. */
    String astray(Path path) {
        return Stream.of(path.from(), path.to())
                .map(end -> astray.getOrDefault(new Taking(end, path.subnet(), path.family()), ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** This attestation of a lab in which an end lacks its addresses in a subnet on purpose. */
    Attestation lacking(End end, SubnetName subnet) {
        Map<Taking, String> others = new HashMap<>(astray);
        others.keySet().removeIf(taking -> taking.end() == end && taking.subnet() == subnet);
        return new Attestation(notes, wrongWiring, macs, down, others, host);
    }

    /**
     * Returns the same as facts by name: {@code astray END SUBNET FAMILY}, {@code down END}, {@code mtu END}, {@code wrong-wiring},
     * {@code hook DEVICE}, {@code arp DEVICE SETTING}.
     */
    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        astray.forEach((taking, note) -> facts.put(
                "astray %s %s %s"
                        .formatted(
                                Situation.label(taking.end()),
                                Situation.label(taking.subnet()),
                                Situation.label(taking.family())),
                note));
        notes.forEach((end, found) -> found.forEach(note -> {
            if (note.endsWith(" is set down") || note.endsWith(" has no carrier") || note.contains(" has no device ")) {
                facts.put("down " + Situation.label(end), note);
            } else if (note.contains(" has MTU ")) {
                facts.put("mtu " + Situation.label(end), note);
            }
        }));
        if (!wrongWiring.isEmpty()) {
            facts.put("wrong-wiring", String.join("; ", wrongWiring));
        }
        host.hooks().forEach(hook -> facts.put("hook " + hook.device(), hook.what()));
        host.uplinks()
                .forEach((device, seen) -> seen.settings()
                        .forEach((name, value) -> facts.put("arp %s %s".formatted(device, name), value.toString())));
        return facts;
    }

    /** Everything that is not as it should be. */
    List<String> amiss() {
        return Stream.of(wrongWiring.stream(), notes.values().stream().flatMap(List::stream), astray.values().stream())
                .flatMap(part -> part)
                .distinct()
                .toList();
    }

    /** What is not as it should be at the ends of a path, in a sentence; empty if all is. */
    String notesOn(End... ends) {
        List<String> found = new ArrayList<>();
        for (End end : ends) {
            found.addAll(notes.getOrDefault(end, List.of()));
        }
        return String.join("; ", found);
    }
}
