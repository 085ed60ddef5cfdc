package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads an inventory of two KVM hosts for a run that has traffic between them. */
class TwoHostsInARunTest {
    private final TestInventory inventory = TestInventory.withTwoKvmHosts();

    private Inventory run(String... hosts) {
        return new Inventory(inventory.tree()).testing(List.of(hosts));
    }

    private Layout layout(String... hosts) {
        return run(hosts).layout("mvlab-1-");
    }

    private Layout other() {
        return layout("kvm1", "kvm2").other().orElseThrow();
    }

    @Test
    void theFirstIsTestedAsItIsAlone() {
        Layout both = layout("kvm1", "kvm2");
        Layout alone = layout("kvm1");

        assertThat(both.host()).isEqualTo(alone.host());
        assertThat(both.guests()).isEqualTo(alone.guests());
        assertThat(both.switchPorts()).isEqualTo(alone.switchPorts());
        assertThat(both.name()).isEqualTo(alone.name());
        assertThat(both.lacking()).isEmpty();
        assertThat(alone.lacking()).containsExactly(LabPart.OTHER_HOST);
    }

    @Test
    void nothingIsUsedOfTheOtherButUplinkAndGuests() {
        assertThat(other().host().name()).isEqualTo("kvm2");
        assertThat(other().guests()).extracting(Node::name).containsExactly("g3", "g4");
        assertThat(other().testMac()).containsOnlyKeys("g3", "g4");
        assertThat(other().uplinks()).containsExactly("uplink0");
        assertThat(other().uplinkPort()).isEqualTo("p10");
        assertThat(other().lacking()).containsExactly(LabPart.values());
        assertThat(other().tested()).containsOnlyKeys(other().host());
    }

    @Test
    void theOtherIsTakenCareOfAsTheTestedOneIs() {
        Inventory read = run("kvm1", "kvm2");
        Layout layout = read.layout("mvlab-1-");

        assertThat(layout.tested()).containsEntry(other().host(), List.of("uplink0"));
        assertThat(layout.tested().keySet()).extracting(Node::name).containsExactly("kvm1", "switch", "peer", "kvm2");
        assertThat(layout.reaches()).containsEntry(other().host(), List.of("198.18.0.111", "198.18.0.112"));
        assertThat(read.access(layout)).containsOnlyKeys("kvm1", "kvm2", "switch", "peer");
        assertThat(read.nodes(layout))
                .extracting(Node::name)
                .containsExactlyInAnyOrder("kvm1", "kvm2", "switch", "peer", "g1", "g2", "g3", "g4");
    }

    @Test
    void theirOrderSaysWhichIsTested() {
        assertThat(layout("kvm2", "kvm1").host().name()).isEqualTo("kvm2");
        assertThat(layout("kvm2", "kvm1").guests()).extracting(Node::name).containsExactly("g3", "g4");
    }

    @Test
    void oneGuestIsEnoughForTheOther() {
        inventory.set("g4", "lab_host", "\"kvm1\"");

        assertThat(inventory.problems()).isEmpty();
        assertThat(other().guests()).extracting(Node::name).containsExactly("g3");
    }

    @Test
    void theOtherNeedsNoSecondUplinkAndNoSwitch() {
        inventory
                .remove("kvm2", "lab_second_uplink")
                .remove("kvm2", "lab_second_uplink_port")
                .remove("kvm2", "lab_spare_shared_address")
                .remove("kvm2", "lab_addresses.second");
        assertThat(inventory.problems()).isEmpty();
        assertThat(other().uplinks()).containsExactly("uplink0");

        inventory.tree().remove("switches");
        assertThat(other().uplinkPort()).isEmpty();
    }

    @Test
    void anOtherWithoutAGuestIsAnError() {
        inventory.set("g3,g4", "lab_host", "\"kvm1\"");

        assertThatThrownBy(() -> layout("kvm1", "kvm2"))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "the inventory's group 'guests' has no host whose lab_host is kvm2, which lab.host names for traffic across hosts; one is needed");
    }

    @Test
    void anOtherThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> layout("kvm1", "kvm3"))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "lab.host is 'kvm1,kvm3'; expected a host of the inventory's group 'kvm_hosts' (kvm1, kvm2)");
    }

    @Test
    void figuresOfAnEmulatedOtherAreThoseOfAnEmulatedLab() {
        inventory.set("kvm1", "lab_emulated", "false");

        assertThat(layout("kvm1").emulated()).isFalse();
        assertThat(layout("kvm1", "kvm2").emulated()).isTrue();
    }

    @Test
    void addressesOfBothAreOfOneNetwork() {
        inventory.set("kvm2", "lab_addresses.shared.v4", "\"198.18.11.101/24\"");

        assertThat(inventory.problems())
                .singleElement()
                .asString()
                .startsWith("kvm2: lab_addresses.shared.v4 is 198.18.11.101/24; expected an address of 198.18.10.0/24");
    }

    @Test
    void theOthersMissingUplinkIsOneError() {
        inventory.remove("kvm2", "lab_uplink");

        assertThat(inventory.problems()).singleElement().asString().startsWith("kvm2: lab_uplink is missing");
    }
}
