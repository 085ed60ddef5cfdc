package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenVariablesTest {
    private static final String VAULT = "{\"__ansible_vault\": \"$ANSIBLE_VAULT;1.1;AES256 6162\"}";

    private final TestInventory inventory = TestInventory.embedded();

    @ParameterizedTest
    @ValueSource(strings = {"inventory.json", "inventory-example.json"})
    void theProjectsInventoriesLeaveNothingOpen(String recorded) {
        assertThat(OpenVariables.in(TestInventory.recorded(recorded).tree())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            kvm1   | lab_uplink                | "{{ site_nic }}"
            kvm1   | lab_addresses             | "{{ site_addresses }}"
            kvm1   | lab_addresses.shared.v4   | "198.18.10.{{ number }}/24"
            kvm1   | lab_management_interfaces | ["eth0", "{% if true %}eth1{% endif %}"]
            peer   | ansible_host              | "{{ site_peer }}"
            peer   | ansible_user              | "{{ site_user }}"
            switch | ansible_private_key_file  | "{{ lookup('env', 'HOME') }}/key"
            g1     | lab_test_mac              | "{{ macs[0] }}"
            """)
    void aTemplateIsFoundHoweverDeep(String host, String variable, String json) {
        assertThat(OpenVariables.in(inventory.set(host, variable, json).tree()))
                .isEqualTo(Map.of(host, List.of(variable.split("\\.")[0])));
    }

    @Test
    void aValueThatIsEncryptedByItselfIsFound() {
        assertThat(OpenVariables.in(inventory
                        .set("kvm1,peer", "ansible_become", VAULT)
                        .set("peer", "lab_addresses.second", VAULT)
                        .tree()))
                .isEqualTo(
                        Map.of("kvm1", List.of("ansible_become"), "peer", List.of("ansible_become", "lab_addresses")));
    }

    @ParameterizedTest
    @CsvSource({"g1, lab_nic", "kvm1, lab_test_mac", "kvm1, site_nic", "nagios, lab_uplink"})
    void whatTheSuiteDoesNotReadIsLeftAlone(String host, String variable) {
        inventory.tree().withObject("/_meta/hostvars/nagios").put("ansible_host", "{{ nowhere }}");

        assertThat(OpenVariables.in(
                        inventory.set(host, variable, "\"{{ undefined }}\"").tree()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{}", "{\"guests\": 7, \"_meta\": []}"})
    void whatIsNoInventoryHasNone(String json) {
        assertThat(OpenVariables.in(TestInventory.json(json))).isEmpty();
    }
}
