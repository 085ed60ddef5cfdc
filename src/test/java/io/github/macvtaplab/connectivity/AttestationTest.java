package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.connectivity.DeviceFacts.Address;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Checks which differences between a lab and its description are noticed. */
class AttestationTest {
    private static final LabForTests BRIDGE = new LabForTests(Wiring.macvtap(MacvtapMode.BRIDGE), Second.UNUSED);
    private static final String MACVTAPS = """
            {"macvtap0": {"mac": "52:54:00:12:10:21", "kind": "macvtap", "mode": "bridge", "lower": "uplink0"},
             "macvtap1": {"mac": "52:54:00:12:10:22", "kind": "macvtap", "mode": "bridge", "lower": "uplink0"}}
            """;

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** All devices as they should be. */
    private static Map<End, Map<String, DeviceFacts>> sound(LabForTests lab) {
        Map<End, Map<String, DeviceFacts>> facts = new EnumMap<>(End.class);
        for (End end : lab.ends()) {
            Map<String, DeviceFacts> devices = new HashMap<>();
            for (SubnetName subnet : SubnetName.values()) {
                if (lab.has(end, subnet)) {
                    devices.computeIfAbsent(
                                    lab.device(end, subnet),
                                    device -> new DeviceFacts(
                                            LabForTests.mac(end, subnet), 1500, true, true, new ArrayList<>()))
                            .addresses()
                            .addAll(List.of(
                                    new Address(lab.addressWithPrefix(end, subnet, IpFamily.V4), List.of()),
                                    new Address(lab.addressWithPrefix(end, subnet, IpFamily.V6), List.of())));
                }
            }
            facts.put(end, devices);
        }
        return facts;
    }

    /** The first guest's NIC changed, all else as it should be. */
    private static Attestation guest(UnaryOperator<DeviceFacts> change) {
        Map<End, Map<String, DeviceFacts>> facts = sound(BRIDGE);
        facts.getOrDefault(End.GUEST, Map.of()).computeIfPresent("ens2", (device, seen) -> change.apply(seen));
        return Attestation.of(BRIDGE, facts, json(MACVTAPS), HostFacts.NONE);
    }

    private static Attestation links(LabForTests lab, String links) {
        return Attestation.of(lab, sound(lab), json(links), HostFacts.NONE);
    }

    @Test
    void labThatIsAsDescribedHasNoNotes() {
        Attestation attestation = links(BRIDGE, MACVTAPS);

        assertThat(attestation.notesOn(End.values())).isEmpty();
        assertThat(attestation.wrongWiring()).isEmpty();
        assertThat(attestation.down().values()).allMatch(List::isEmpty);
    }

    @Test
    void macAddressesAreKeptByEndAndSubnet() {
        assertThat(links(BRIDGE, MACVTAPS).macs())
                .containsEntry(End.GUEST, Map.of(SubnetName.SHARED, "52:54:00:12:10:21"));
    }

    @Test
    void deviceThatIsSetDownIsNamed() {
        Attestation attestation = guest(seen -> new DeviceFacts(seen.mac(), 1500, false, false, seen.addresses()));

        assertThat(attestation.notesOn(End.GUEST)).isEqualTo("ens2 of g1 is set down");
        assertThat(attestation.down()).containsEntry(End.GUEST, List.of(SubnetName.SHARED));
    }

    /** The kernel takes IPv6 addresses away from a device that is set down: that is no second fault. */
    @Test
    void addressesOfADeviceThatIsSetDownAreNoFinding() {
        Attestation attestation = guest(seen -> new DeviceFacts(seen.mac(), 1500, false, false, List.of()));

        assertThat(attestation.notesOn(End.GUEST)).isEqualTo("ens2 of g1 is set down");
    }

    @Test
    void deviceWithoutCarrierCountsAsDown() {
        Attestation attestation = guest(seen -> new DeviceFacts(seen.mac(), 1500, true, false, seen.addresses()));

        assertThat(attestation.notesOn(End.GUEST)).isEqualTo("ens2 of g1 has no carrier");
        assertThat(attestation.down()).containsEntry(End.GUEST, List.of(SubnetName.SHARED));
    }

    @Test
    void deviceThatIsMissingIsNamedAndCountsAsDown() {
        Map<End, Map<String, DeviceFacts>> facts = sound(BRIDGE);
        facts.put(End.GUEST, Map.of());

        Attestation attestation = Attestation.of(BRIDGE, facts, json(MACVTAPS), HostFacts.NONE);

        assertThat(attestation.notesOn(End.GUEST)).isEqualTo("g1 has no device ens2");
        assertThat(attestation.down()).containsEntry(End.GUEST, List.of(SubnetName.SHARED));
    }

    @Test
    void missingAddressIsNamedWithThoseThatAreThere() {
        Attestation attestation = guest(seen -> new DeviceFacts(
                seen.mac(),
                1500,
                true,
                true,
                List.of(
                        new Address("198.18.10.99/24", List.of()),
                        seen.addresses().get(1))));

        assertThat(attestation.notesOn(End.GUEST))
                .isEqualTo("ens2 of g1 has not the address 198.18.10.11/24"
                        + " (it has 198.18.10.99/24, 2001:db8:10::11/64)");
    }

    @Test
    void deviceWithoutAnyAddressHasNone() {
        assertThat(guest(seen -> new DeviceFacts(seen.mac(), 1500, true, true, List.of()))
                        .notesOn(End.GUEST))
                .contains("has not the address 198.18.10.11/24 (it has none)")
                .contains("has not the address 2001:db8:10::11/64 (it has none)");
    }

    @Test
    void addressThatFailedDuplicateDetectionIsNamed() {
        assertThat(guest(seen -> new DeviceFacts(
                                seen.mac(),
                                1500,
                                true,
                                true,
                                List.of(
                                        seen.addresses().get(0),
                                        new Address("2001:db8:10::11/64", List.of("dadfailed")))))
                        .notesOn(End.GUEST))
                .isEqualTo("2001:db8:10::11/64 of ens2 of g1 is dadfailed");
    }

    @Test
    void smallerMtuIsNamedAtItsOwnEndAlone() {
        Attestation attestation = guest(seen -> new DeviceFacts(seen.mac(), 1400, true, true, seen.addresses()));

        assertThat(attestation.notesOn(End.GUEST))
                .isEqualTo("ens2 of g1 has MTU 1400, others on the segment have 1500");
        assertThat(attestation.notesOn(End.HOST, End.GUEST2, End.PEER)).isEmpty();
    }

    @Test
    void notesOfBothEndsAreJoined() {
        Map<End, Map<String, DeviceFacts>> facts = sound(BRIDGE);
        facts.put(End.GUEST, Map.of());
        facts.put(End.GUEST2, Map.of());

        assertThat(Attestation.of(BRIDGE, facts, json(MACVTAPS), HostFacts.NONE).notesOn(End.GUEST, End.GUEST2))
                .isEqualTo("g1 has no device ens2; g2 has no device ens2");
    }

    @Test
    void tapOnBridgeIsNoMacvtap() {
        assertThat(links(BRIDGE, MACVTAPS.replaceFirst("\\{\"macvtap0\".*", """
                        {"macvtap0": {"mac": "fe:54:00:12:10:21", "kind": "tun", "bridge": "mvlbr0"},
                        """.stripTrailing()))
                        .wrongWiring())
                .singleElement()
                .asString()
                .startsWith(
                        "the wiring is macvtap-bridge, but 52:54:00:12:10:21 of g1, by macvtap0, is not attached so")
                .endsWith("it is a tun, port of mvlbr0");
    }

    @Test
    void macAddressThatIsElsewhereIsFoundByItsTail() {
        // A tap has its guest's MAC address with another first octet.
        assertThat(links(BRIDGE, MACVTAPS.replaceFirst("\\{\"macvtap0\".*", """
                        {"vnet7": {"mac": "fe:54:00:12:10:21", "kind": "tun", "bridge": "mvlbr0"},
                        """.stripTrailing()))
                        .wrongWiring())
                .singleElement()
                .asString()
                .endsWith("there is no such device; the MAC address is that of vnet7, which is a tun, port of mvlbr0");
    }

    @Test
    void macAddressThatIsNowhereIsSaidSo() {
        assertThat(links(BRIDGE, "{}").wrongWiring())
                .hasSize(2)
                .allMatch(wrong -> wrong.endsWith("the MAC address is nowhere on the host"));
    }

    @Test
    void otherModeOfMacvtapIsAnotherWiring() {
        assertThat(links(BRIDGE, MACVTAPS.replaceFirst("\"mode\": \"bridge\"", "\"mode\": \"vepa\""))
                        .wrongWiring())
                .singleElement()
                .asString()
                .endsWith("it is a macvtap in mode vepa on uplink0");
    }

    @Test
    void macvtapOnAnotherDeviceIsAnotherWiring() {
        assertThat(links(BRIDGE, MACVTAPS.replaceFirst("\"lower\": \"uplink0\"", "\"lower\": \"uplink1\""))
                        .wrongWiring())
                .singleElement()
                .asString()
                .endsWith("it is a macvtap in mode bridge on uplink1");
    }

    @Test
    void passthroughIsKnownByTheKernelsName() {
        LabForTests lab = new LabForTests(Wiring.macvtap(MacvtapMode.PASSTHROUGH), Second.UNUSED);

        assertThat(links(lab, """
                        {"macvtap0": {"kind": "macvtap", "mode": "passthru", "lower": "uplink0"}}
                        """).wrongWiring()).isEmpty();
    }

    @Test
    void macvtapIsNoPortOfBridge() {
        LabForTests lab = new LabForTests(Wiring.linuxBridge(), Second.UNUSED);

        assertThat(links(lab, """
                        {"vnet0": {"kind": "macvtap", "mode": "bridge", "lower": "uplink0"},
                         "vnet1": {"kind": "tun", "bridge": "mvlbr0"}}
                        """).wrongWiring())
                .singleElement()
                .asString()
                .startsWith("the wiring is linux-bridge")
                .endsWith("it is a macvtap in mode bridge on uplink0");
    }

    /** Seen on the second lab: its chain on another NIC was named as the cause of what a switch port did. */
    @Test
    void filterOfADeviceThatNoFrameUnderTestPassesIsLeftOut() {
        HostFacts host = new HostFacts(
                Map.of("uplink0", new DeviceFacts("", 1500, true, true, List.of())),
                Map.of(),
                List.of(new HostFacts.Hook("wan0", "a chain"), new HostFacts.Hook("uplink0", "another")));

        assertThat(Attestation.of(BRIDGE, sound(BRIDGE), json(MACVTAPS), host).facts())
                .containsEntry("hook uplink0", "another")
                .doesNotContainKey("hook wan0");
    }
}
