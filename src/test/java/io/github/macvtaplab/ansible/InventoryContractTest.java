package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads right and wrong inventories: groups, ways to the nodes, and trees that Ansible would not print. */
class InventoryContractTest {
    /** Both as ansible-core 2.14 printed them for inventory/embedded and inventory/example. */
    @ParameterizedTest
    @ValueSource(strings = {"inventory.json", "inventory-example.json"})
    void theProjectsInventoriesAreRight(String recorded) {
        assertThat(TestInventory.recorded(recorded).problems()).isEmpty();
    }

    @Test
    void theExampleLeadsToALayout() {
        Inventory example =
                new Inventory(TestInventory.recorded("inventory-example.json").tree());

        assertThat(example.layout("mvlab-1-").host().jump()).hasToString("Optional[bastion]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kvm_hosts  | kvm_host   | group kvm_host: unknown; the nearest valid one is 'kvm_hosts'; rename it, or give it a name less like it
            guests     | guest      | group guest: unknown; the nearest valid one is 'guests'; rename it, or give it a name less like it
            switches   | swithces   | group swithces: unknown; the nearest valid one is 'switches'; rename it, or give it a name less like it
            """)
    void aGroupWithAlmostTheRightNameIsTheOnlyProblem(String group, String wrong, String problem) {
        assertThat(TestInventory.embedded().renameGroup(group, wrong).problems())
                .containsExactly(problem);
    }

    @Test
    void aMissingGroupIsAProblem() {
        TestInventory inventory = TestInventory.embedded();
        inventory.tree().remove("guests");

        assertThat(inventory.problems())
                .containsExactly("group guests: has no host; expected at least 2; add the guests that the suite makes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            guests | {"hosts": ["g1"]}   | group guests: has 1 host (g1); expected at least 2; add the guests that the suite makes
            guests | {"hosts": "g1, g2"} | group guests: its hosts are 'g1, g2'; expected a list of names; correct it
            """)
    void aGroupNeedsItsHosts(String group, String json, String problem) {
        assertThat(TestInventory.embedded().group(group, json).problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"switches", "peers"})
    void aLabCanDoWithoutASwitchAndWithoutAPeer(String group) {
        TestInventory absent = TestInventory.embedded();
        absent.tree().remove(group);

        assertThat(absent.problems()).isEmpty();
        assertThat(TestInventory.embedded().group(group, "{\"hosts\": []}").problems())
                .isEmpty();
    }

    @Test
    void aLabWithoutAPeerNeedsNoPortForIt() {
        TestInventory inventory = TestInventory.embedded().remove("switch", "lab_peer_port");

        assertThat(inventory.problems()).hasSize(1);
        inventory.tree().remove("peers");
        assertThat(inventory.problems()).isEmpty();
    }

    @Test
    void aLabWithoutASecondUplinkNeedsNothingThatBelongsToIt() {
        TestInventory inventory = TestInventory.embedded()
                .remove("kvm1", "lab_second_uplink")
                .remove("kvm1", "lab_spare_shared_address")
                .remove("kvm1", "lab_addresses.second")
                .remove("switch", "lab_second_uplink_port");

        assertThat(inventory.problems()).isEmpty();
        assertThat(inventory.set("kvm1", "lab_second_uplink", "\"\"").problems())
                .isEmpty();
        assertThat(inventory.set("kvm1", "lab_second_uplink", "\"uplink1\"").problems())
                .containsExactlyInAnyOrder(
                        "kvm1: lab_spare_shared_address is missing; expected an IPv4 address with prefix length, as 198.18.10.11/24; set it",
                        "kvm1: lab_addresses.second is missing; expected a map of v4 and v6; set it",
                        "switch: lab_second_uplink_port is missing; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); set it");
    }

    @Test
    void whatBelongsToAMissingPartMayStay() {
        TestInventory inventory = TestInventory.embedded().remove("kvm1", "lab_second_uplink");
        inventory.tree().remove("peers");

        assertThat(inventory.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            peer | peer: lab_addresses.second is missing; expected a map of v4 and v6; set it
            g1   | g1: lab_addresses.second is missing; expected a map of v4 and v6; set it
            """)
    void othersNeedTheSecondSubnetWhateverTheHostHas(String host, String problem) {
        assertThat(TestInventory.embedded()
                        .remove("kvm1", "lab_second_uplink")
                        .remove(host, "lab_addresses.second")
                        .problems())
                .containsExactly(problem);
    }

    @Test
    void twoSwitchesAreTooMany() {
        TestInventory inventory =
                TestInventory.embedded().group("switches", "{'hosts': ['switch', 'sw2']}".replace('\'', '"'));
        ObjectNode second = inventory.vars("switch").deepCopy().put("ansible_host", "198.18.0.4");
        ((ObjectNode) inventory.tree().path("_meta").path("hostvars")).set("sw2", second);

        assertThat(inventory.problems())
                .containsExactly("group switches: has 2 hosts (switch, sw2); expected at most 1; leave one in it");
    }

    @Test
    void aHostHasOnePart() {
        TestInventory inventory =
                TestInventory.embedded().group("peers", "{\"hosts\": [\"g2\"]}").set("g2", "lab_nic", "\"lan0\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "g2: is in the groups peers, guests; expected one part in the lab for each host; leave it in one of them");
    }

    @Test
    void hostsMayBeInGroupsBelowAndInGroupsOfTheUsersOwn() {
        TestInventory inventory = TestInventory.embedded()
                .group("guests", "{\"children\": [\"guests1\", \"rack_b\"]}")
                .group("guests1", "{\"hosts\": [\"g1\"]}")
                .group("rack_b", "{\"hosts\": [\"g2\"], \"children\": [\"guests\"]}")
                .group("monitoring", "{\"hosts\": [\"nagios\"]}");

        assertThat(inventory.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            g1    | lab_host | "kvm2"   | g1: lab_host is 'kvm2'; expected a host of kvm_hosts (kvm1); name one
            g1,g2 | lab_host | "peer"   | g1, g2: lab_host is 'peer'; expected a host of kvm_hosts (kvm1); name one
            peer  | lab_jump | "switch" | peer: lab_jump is 'switch'; expected a host of kvm_hosts (kvm1) or jump_hosts (no host); name one, or leave it out
            kvm1  | lab_jump | "kvm1"   | kvm1: lab_jump leads in a circle (kvm1 -> kvm1); expected a way that begins at a host without one; set it to '' there
            """)
    void aHostThatAnotherNamesMustBeThere(String hosts, String variable, String json, String problem) {
        assertThat(TestInventory.embedded().set(hosts, variable, json).problems())
                .containsExactly(problem);
    }

    @Test
    void jumpsMustNotLeadInACircle() {
        TestInventory inventory =
                TestInventory.recorded("inventory-example.json").set("bastion", "lab_jump", "\"kvm1\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "kvm1, bastion: lab_jump leads in a circle (kvm1 -> bastion -> kvm1); expected a way that begins at a host without one; set it to '' there");
    }

    @Test
    void allProblemsAreToldAtOnceAndInTheSameOrder() {
        TestInventory inventory = TestInventory.embedded()
                .set("g2", "lab_test_mac", "7")
                .set("kvm1", "ansible_port", "0")
                .set("peer", "lab_addresses.second.v4", "\"198.18.21.3/24\"");
        inventory.group("switches", "{\"hosts\": 7}");

        assertThat(inventory.problems())
                .isEqualTo(inventory.problems())
                .extracting(line -> line.substring(0, line.indexOf(line.contains(" is ") ? " is " : " are ")))
                .containsExactly(
                        "group switches: its hosts",
                        "kvm1: ansible_port",
                        "g2: lab_test_mac",
                        "peer: lab_addresses.second.v4");
    }

    @Test
    void aProblemIsOneLineWhateverTheInventorySays() {
        TestInventory inventory = TestInventory.embedded().set("peer", "lab_nic", "\"a\\nb\\u001b[2J\\u2028c\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "peer: lab_nic is 'a?b?[2J?c'; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); correct it");
    }

    @Test
    void whatIsNoTreeIsOneProblem() {
        assertThat(InventoryContract.problems(TestInventory.json("[]")))
                .containsExactly(
                        "the inventory: is a list; expected the groups and hosts that 'ansible-inventory --list' prints; give the path of an inventory");
    }

    @Test
    void anEmptyInventoryLacksEveryGroup() {
        assertThat(InventoryContract.problems(TestInventory.json("{\"_meta\": {\"hostvars\": {}}}")))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("group kvm_hosts", "group guests");
    }

    /** Puts something else in the place of every single value, and reads the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"\"", "\"x/9\"", "[]", "[null, {}]", "{}", "{\"\": null}", "true"})
    void nothingThrows(String json) {
        for (String recorded : List.of("inventory.json", "inventory-example.json")) {
            JsonNode tree = TestInventory.recorded(recorded).tree();
            for (List<String> place : places(tree, List.of())) {
                ObjectNode spoilt = tree.deepCopy();
                JsonNode parent = spoilt;
                for (String key : place.subList(0, place.size() - 1)) {
                    parent = parent.path(key);
                }
                ((ObjectNode) parent).set(place.get(place.size() - 1), TestInventory.json(json));

                assertThatCode(() -> InventoryContract.problems(spoilt))
                        .as("%s in place of %s", json, place)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(InventoryContract.problems(MissingNode.getInstance())).hasSize(1);
        assertThat(InventoryContract.problems(TestInventory.json(json))).isNotEmpty();
    }

    private static List<List<String>> places(JsonNode tree, List<String> at) {
        List<List<String>> found = new ArrayList<>();
        tree.properties().forEach(entry -> {
            List<String> place = new ArrayList<>(at);
            place.add(entry.getKey());
            found.add(place);
            found.addAll(places(entry.getValue(), place));
        });
        return found;
    }
}
