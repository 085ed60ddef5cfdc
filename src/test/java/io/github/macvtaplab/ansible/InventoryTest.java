package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the embedded inventory as ansible-inventory printed it. */
class InventoryTest {
    private final JsonNode tree = read();

    @Test
    void layoutHasEveryNodeAtItsPlace() {
        Layout layout = layout();

        assertThat(layout.name()).isEqualTo("embedded");
        assertThat(layout.emulated()).isTrue();
        assertThat(layout.host().name()).isEqualTo("kvm1");
        assertThat(layout.lanSwitch().name()).isEqualTo("switch");
        assertThat(layout.node(End.PEER).name()).isEqualTo("peer");
        assertThat(layout.guests()).extracting(Node::name).containsExactly("g1", "g2");
        assertThat(layout.uplink()).isEqualTo("uplink0");
        assertThat(layout.testMac()).containsEntry("g2", "52:54:00:12:01:12");
        assertThat(layout.secondMac()).containsEntry("g1", "52:54:00:12:02:11");
    }

    @Test
    void nodesAreReachedThroughTheHostWhereTheInventorySaysSo() {
        Layout layout = layout();

        assertThat(layout.host().jump()).isEmpty();
        assertThat(layout.guests()).allSatisfy(guest -> assertThat(guest.jump()).contains(layout.host()));
        assertThat(layout.node(End.PEER).ssh()).hasToString("root@198.18.0.3:22");
    }

    @Test
    void addressesAreFoundBySubnetAndFamily() {
        Layout layout = layout();

        assertThat(layout.address(layout.node(End.PEER), SubnetName.SECOND, IpFamily.V4))
                .isEqualTo("198.18.20.3");
        assertThat(layout.addressWithPrefix(layout.host(), SubnetName.SHARED, IpFamily.V6))
                .isEqualTo("2001:db8:10::1/64");
    }

    @Test
    void missingAddressIsAnErrorThatSaysWhatToSet() {
        Layout layout = layout();

        assertThatThrownBy(() -> layout.address(layout.lanSwitch(), SubnetName.SHARED, IpFamily.V4))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("switch", "set lab_addresses.shared.v4");
    }

    @ParameterizedTest
    @CsvSource({"kvm1, lab_uplink", "switch, lab_uplink_port", "peer, lab_nic", "g2, lab_test_mac", "g1, lab_second_mac"
    })
    void missingVariableIsAnErrorThatNamesHostAndVariable(String host, String variable) {
        vars(host).remove(variable);

        assertThatThrownBy(this::layout)
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(host, "'" + variable + "'");
    }

    @Test
    void emptyVariableCountsAsMissing() {
        vars("kvm1").put("lab_uplink", "");

        assertThatThrownBy(this::layout).isInstanceOf(LabException.class).hasMessageContaining("'lab_uplink'");
    }

    @Test
    void missingHostIsAnErrorThatNamesTheGroup() {
        ((ObjectNode) tree).remove("kvm_hosts");

        assertThatThrownBy(this::layout)
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("'kvm_hosts'", "exactly one");
    }

    @Test
    void wholeLabLacksNothingButAnotherHost() {
        assertThat(layout().lacking()).containsExactly(LabPart.OTHER_HOST);
        assertThat(layout().switchPorts())
                .containsExactly(entry(Cable.UPLINK, "p0"), entry(Cable.SECOND_UPLINK, "p1"), entry(Cable.PEER, "p2"));
        assertThat(layout().spareSharedAddress()).contains("198.18.10.2/24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "empty"})
    void labMayHaveNoPeer(String how) {
        if (how.equals("absent")) {
            ((ObjectNode) tree).remove("peers");
        } else {
            ((ObjectNode) tree.path("peers")).putArray("hosts");
        }
        Layout layout = layout();

        assertThat(layout.lacking()).containsExactly(LabPart.PEER, LabPart.OTHER_HOST);
        assertThat(layout.peer()).isEmpty();
        assertThat(layout.tested().keySet()).extracting(Node::name).containsExactly("kvm1", "switch");
        assertThat(layout.switchPorts()).containsOnlyKeys(Cable.UPLINK, Cable.SECOND_UPLINK);
        assertThatThrownBy(() -> layout.node(End.PEER))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the inventory has no peer (group 'peers')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "empty"})
    void hostMayHaveNoSecondUplink(String how) {
        if (how.equals("absent")) {
            vars("kvm1").remove("lab_second_uplink");
        } else {
            vars("kvm1").put("lab_second_uplink", "");
        }
        vars("kvm1").remove("lab_spare_shared_address");
        vars("switch").remove("lab_second_uplink_port");
        ((ObjectNode) vars("kvm1").path("lab_addresses")).remove("second");
        Layout layout = layout();

        assertThat(layout.lacking()).containsExactly(LabPart.SECOND_UPLINK, LabPart.OTHER_HOST);
        assertThat(layout.uplinks()).containsExactly("uplink0");
        assertThat(layout.spareSharedAddress()).isEmpty();
        assertThat(layout.tested().values()).containsExactly(List.of("uplink0"), List.of("p0", "p2"), List.of("lan0"));
    }

    @Test
    void whatBelongsToMissingPartsIsNotTestedWith() {
        ((ObjectNode) tree).remove("peers");
        vars("kvm1").remove("lab_second_uplink");

        assertThat(vars("switch").fieldNames()).toIterable().contains("lab_second_uplink_port", "lab_peer_port");
        assertThat(layout().tested().values()).containsExactly(List.of("uplink0"), List.of("p0"));
        assertThat(layout().spareSharedAddress()).isEmpty();
    }

    @Test
    void labWithoutSwitchHasNoPorts() {
        ((ObjectNode) tree).remove("switches");

        assertThat(layout().lacking()).containsExactly(LabPart.SWITCH, LabPart.OTHER_HOST);
        assertThat(layout().switchPorts()).isEmpty();
    }

    @Test
    void hostsOfGroupsBelowAreTheGroupsOwn() {
        ObjectNode guests = (ObjectNode) tree.path("guests");
        guests.putArray("hosts").add("g1");
        guests.putArray("children").add("more_guests");
        ((ObjectNode) tree).putObject("more_guests").putArray("hosts").add("g2");

        assertThat(layout().guests()).extracting(Node::name).containsExactly("g1", "g2");
    }

    @ParameterizedTest
    @CsvSource({
        "ansible_become_password, ansible_become_password",
        "ansible_become_password ansible_become_pass, ansible_become_pass",
        "ansible_become_pass ansible_sudo_pass ansible_become_password, ansible_sudo_pass"
    })
    void sudosPasswordIsTheOneThatAnsibleTakes(String given, String taken) {
        for (String variable : given.split(" ")) {
            vars("peer").put(variable, "value of " + variable + "\n");
        }
        Inventory inventory = new Inventory(tree);

        assertThat(inventory.access(inventory.layout("mvlab-1-")).get("peer"))
                .extracting(Access::becomePassword)
                .isEqualTo(Optional.of("value of " + taken));
    }

    @Test
    void oneGuestIsTooFew() {
        ((ObjectNode) tree.path("guests")).putArray("hosts").add("g1");

        assertThatThrownBy(this::layout)
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("'guests'", "1 hosts", "two are needed");
    }

    private Layout layout() {
        return new Inventory(tree).layout("mvlab-1-");
    }

    private ObjectNode vars(String host) {
        return (ObjectNode) tree.path("_meta").path("hostvars").path(host);
    }

    private static JsonNode read() {
        try {
            return JsonMapper.builder().build().readTree(Recorded.text("inventory.json"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
