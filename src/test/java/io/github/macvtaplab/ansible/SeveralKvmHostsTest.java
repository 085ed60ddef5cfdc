package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads an inventory of two KVM hosts on one switch. */
class SeveralKvmHostsTest {
    private final TestInventory inventory = TestInventory.withTwoKvmHosts();

    private Inventory testing(String host) {
        return new Inventory(inventory.tree()).testing(List.of(host));
    }

    private Layout layout(String host) {
        return testing(host).layout("mvlab-1-");
    }

    @Test
    void theInventoryIsRight() {
        assertThat(inventory.problems()).isEmpty();
    }

    @Test
    void theChosenOneIsTestedWithItsOwnGuestsAndPorts() {
        Layout layout = layout("kvm2");

        assertThat(layout.host().name()).isEqualTo("kvm2");
        assertThat(layout.guests()).extracting(Node::name).containsExactly("g3", "g4");
        assertThat(layout.testMac()).containsOnlyKeys("g3", "g4");
        assertThat(layout.uplinkPort()).isEqualTo("p10");
        assertThat(layout.switchPorts().values()).containsExactly("p10", "p11", "p2");
    }

    @Test
    void theSwitchsWordHoldsForAHostThatSaysNothing() {
        assertThat(layout("kvm1").switchPorts().values()).containsExactly("p0", "p1", "p2");
    }

    @Test
    void nothingLeadsToTheOther() {
        Inventory read = testing("kvm2");
        Layout layout = read.layout("mvlab-1-");

        assertThat(layout.tested().keySet()).extracting(Node::name).containsExactlyInAnyOrder("kvm2", "switch", "peer");
        assertThat(read.nodes(layout))
                .extracting(Node::name)
                .containsExactlyInAnyOrder("kvm2", "switch", "peer", "g3", "g4");
        assertThat(read.access(layout)).containsOnlyKeys("kvm2", "switch", "peer");
    }

    @Test
    void theOtherIsOnTheWayWhereTheInventorySaysSo() {
        inventory.set("peer", "lab_jump", "\"kvm1\"");
        Inventory read = testing("kvm2");
        Layout layout = read.layout("mvlab-1-");

        assertThat(layout.tested().keySet()).extracting(Node::name).containsExactlyInAnyOrder("kvm2", "switch", "peer");
        assertThat(read.access(layout)).containsOnlyKeys("kvm1", "kvm2", "switch", "peer");
    }

    @Test
    void eachHasANameOfItsOwnInReportsAndHistory() {
        assertThat(List.of(layout("kvm1").name(), layout("kvm2").name()))
                .containsExactly("embedded/kvm1", "embedded/kvm2");
    }

    @Test
    void noneIsTestedUnlessItIsChosen() {
        assertThatThrownBy(() -> new Inventory(inventory.tree()).layout("mvlab-1-"))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "the inventory has 2 KVM hosts (kvm1, kvm2), and a run tests one; nothing was touched; choose it, as with -Dlab.host=kvm1");
    }

    @Test
    void oneThatIsNotThereCannotBeChosen() {
        assertThatThrownBy(() -> layout("g1"))
                .isInstanceOf(LabException.class)
                .hasMessage("lab.host is 'g1'; expected a host of the inventory's group 'kvm_hosts' (kvm1, kvm2)");
    }

    @Test
    void theOnlyOneMayBeChosen() {
        assertThat(new Inventory(TestInventory.embedded().tree())
                        .testing(List.of("kvm1"))
                        .layout("mvlab-1-")
                        .name())
                .isEqualTo("embedded");
    }

    @Test
    void theChosenOneNeedsTwoGuests() {
        inventory.set("g4", "lab_host", "\"kvm1\"");

        assertThat(layout("kvm1").guests()).hasSize(3);
        assertThatThrownBy(() -> layout("kvm2"))
                .isInstanceOf(LabException.class)
                .hasMessage("the inventory's group 'guests' has 1 hosts whose lab_host is kvm2; two are needed");
    }

    @Test
    void twoHostsCannotBeInOnePort() {
        inventory.remove("kvm2", "lab_uplink_port");

        assertThat(inventory.problems())
                .containsExactly(
                        "kvm1, kvm2: the port 'p0' of switch is given 2 times (switch lab_uplink_port for kvm1, switch lab_uplink_port for kvm2); expected a port for each cable; correct one, or give each KVM host its own");
    }

    @Test
    void aHostCannotBeInThePeersPort() {
        inventory.set("kvm2", "lab_second_uplink_port", "\"p2\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "kvm2, switch: the port 'p2' of switch is given 2 times (kvm2 lab_second_uplink_port, switch lab_peer_port); expected a port for each cable; correct one, or give each KVM host its own");
    }

    @Test
    void bothCablesOfAHostCannotBeInOnePort() {
        inventory.set("kvm2", "lab_second_uplink_port", "\"p10\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "kvm2: the port 'p10' of switch is given 2 times (kvm2 lab_uplink_port, kvm2 lab_second_uplink_port); expected a port for each cable; correct one, or give each KVM host its own");
    }

    @Test
    void theSwitchNeedNotSayWhatEachHostSays() {
        inventory
                .set("kvm1", "lab_uplink_port", "\"p8\"")
                .set("kvm1", "lab_second_uplink_port", "\"p9\"")
                .remove("switch", "lab_uplink_port")
                .remove("switch", "lab_second_uplink_port");

        assertThat(inventory.problems()).isEmpty();
        assertThat(layout("kvm1").switchPorts().values()).containsExactly("p8", "p9", "p2");
    }

    @Test
    void theSwitchHasToSayWhatOneHostDoesNot() {
        inventory.remove("switch", "lab_uplink_port");

        assertThat(inventory.problems())
                .singleElement()
                .asString()
                .startsWith("switch: lab_uplink_port is missing; expected a network interface's name");
    }

    @Test
    void oneMayHaveASecondUplinkAndTheOtherNone() {
        inventory
                .remove("kvm2", "lab_second_uplink")
                .remove("kvm2", "lab_spare_shared_address")
                .remove("kvm2", "lab_addresses.second")
                .remove("kvm2", "lab_second_uplink_port");

        assertThat(inventory.problems()).isEmpty();
        assertThat(layout("kvm1").lacking()).containsExactly(LabPart.OTHER_HOST);
        assertThat(layout("kvm2").lacking()).containsExactly(LabPart.SECOND_UPLINK, LabPart.OTHER_HOST);
        assertThat(layout("kvm2").switchPorts().values()).containsExactly("p10", "p2");
    }

    @Test
    void thePortIsSaidForThoseThatHaveASecondUplink() {
        inventory
                .set("kvm1", "lab_second_uplink_port", "\"p9\"")
                .remove("switch", "lab_second_uplink_port")
                .remove("kvm2", "lab_second_uplink")
                .remove("kvm2", "lab_second_uplink_port");

        assertThat(inventory.problems()).isEmpty();
        inventory.remove("kvm1", "lab_second_uplink_port");
        assertThat(inventory.problems())
                .singleElement()
                .asString()
                .startsWith("switch: lab_second_uplink_port is missing; expected a network interface's name");
    }

    @Test
    void aPortWithoutACableIsNobodys() {
        inventory.set("switch", "lab_peer_port", "\"p10\"");

        assertThat(inventory.problems()).hasSize(1);
        inventory.tree().remove("peers");
        assertThat(inventory.problems()).isEmpty();
    }

    @Test
    void aLabWithoutAccessToItsSwitchNeedsNoPorts() {
        inventory.tree().remove("switches");

        assertThat(inventory.problems()).isEmpty();
        assertThat(layout("kvm2").lacking()).containsExactly(LabPart.SWITCH, LabPart.OTHER_HOST);
    }
}
