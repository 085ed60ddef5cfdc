package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads answers as playbooks/resolve.yml prints them; ResolvePlaybookTest has Ansible print some. */
class ResolvedTest {
    private static final String VAULT = "{\"__ansible_vault\": \"$ANSIBLE_VAULT;1.1;AES256 6162\"}";

    private final TestInventory inventory = TestInventory.embedded();

    /** What Ansible prints for a host. */
    static String answer(String host, String... entries) {
        byte[] list = ("[" + String.join(",", entries) + "]").getBytes(StandardCharsets.UTF_8);
        return "{\"_event\":\"v2_runner_on_ok\",\"hosts\":{\"%s\":{\"msg\":\"%s\"}}}\n"
                .formatted(host, Base64.getEncoder().encodeToString(list));
    }

    static String value(String variable, String json) {
        return entry(variable).put("value", json).toString();
    }

    static String refused(String variable, String why) {
        return entry(variable).put("refused", why).toString();
    }

    private static ObjectNode entry(String variable) {
        return JsonNodeFactory.instance.objectNode().put("name", variable);
    }

    private static Resolved resolved(String host, String variable, String json) {
        return parsed(answer(host, value(variable, json)), host, variable);
    }

    private static Resolved parsed(String stdout, String host, String variable) {
        return Resolved.parse(stdout, Map.of(host, List.of(variable))).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ansible_port  | 2222
            lab_emulated  | true
            lab_uplink    | "eth0"
            lab_addresses | {"shared":{"v4":"198.18.10.1/24"}}
            lab_name      | "sch\u00f6n {{ not a template }}"
            """)
    void aValueTakesTheTemplatesPlaceWithItsType(String variable, String value) {
        inventory.set("kvm1", variable, "\"{{ site.value }}\"");

        resolved("kvm1", variable, value).into(new InventoryTree(inventory.tree()));

        assertThat(inventory.vars("kvm1").path(variable)).isEqualTo(TestInventory.json(value));
    }

    @Test
    void whatWasEncryptedIsCheckedAndNotShown() {
        inventory.set("peer", "lab_nic", VAULT);

        resolved("peer", "lab_nic", "\"no interface\"").into(new InventoryTree(inventory.tree()));

        assertThat(inventory.problems())
                .containsExactly(
                        "peer: lab_nic is a value that is not shown; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); correct it");
        assertThat(inventory.vars("peer").path("lab_nic")).asString().doesNotContain("no interface");
    }

    @Test
    void whatWasEncryptedWithinAMapIsCheckedAndNotShown() {
        inventory.set("peer", "lab_addresses.shared.v4", "\"198.18.10.3\"");
        String addresses = inventory.vars("peer").path("lab_addresses").toString();
        inventory.set("peer", "lab_addresses.shared.v4", VAULT);

        resolved("peer", "lab_addresses", addresses).into(new InventoryTree(inventory.tree()));

        assertThat(inventory.problems())
                .containsExactly(
                        "peer: lab_addresses.shared.v4 is a value that is not shown; expected an IPv4 address with prefix length, as 198.18.10.11/24; correct it");
    }

    @Test
    void whatAnsibleRefusesIsTheOnlyProblem() {
        inventory.set("kvm1,peer", "lab_name", "\"{{ site_name }}\"").set("peer", "ansible_port", VAULT);
        String undefined = refused("lab_name", "'site_name' is undefined. 'site_name' is undefined");
        String stdout = "[WARNING]: something else\n"
                + answer("kvm1", undefined)
                + answer(
                        "peer",
                        undefined,
                        refused("ansible_port", "no vault secrets found\n\nThe error appears to be in some file"));
        Resolved resolved = Resolved.parse(
                        stdout, Map.of("kvm1", List.of("lab_name"), "peer", List.of("lab_name", "ansible_port")))
                .orElseThrow();

        assertThat(InventoryContract.problems(inventory.tree(), resolved))
                .containsExactlyInAnyOrder(
                        "kvm1, peer: lab_name cannot be resolved by Ansible, which says: 'site_name' is undefined; correct it, or set what it needs",
                        "peer: ansible_port cannot be resolved by Ansible, which says: no vault secrets found; give the vault's password, by -Dlab.vault.password.file");
    }

    /** As ansible-core 2.14 says it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            'x' is undefined. 'x' is undefined                                                | 'x' is undefined
            division by zero                                                                  | division by zero
            template error while templating string: unexpected 'x'. String: hunter2 {{ x x }} | template error while templating string: unexpected 'x'
            An exception, original message: An exception, original message: recursive loop detected in template string: hunter2 {{ x }}. too deep | recursive loop detected
            An exception, original message: no file /x. no file /x                            | no file /x
            """)
    void theErrorIsTheInnermostAndDoesNotQuoteTheTemplate(String said, String reason) {
        assertThat(parsed(answer("kvm1", refused("lab_name", said)), "kvm1", "lab_name")
                        .refused())
                .isEqualTo(Map.of("kvm1", Map.of("lab_name", reason)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"_event\": \"v2_playbook_on_stats\"}",
                "{\"_event\": \"v2_runner_on_ok\", \"hosts\": {\"kvm1\": {\"msg\": \"no base 64!\"}}}",
                "{\"_event\": \"v2_runner_on_ok\", \"hosts\": {\"kvm1\": {\"msg\": \"e30=\"}}}",
                "{\"_event\": \"v2_runner_on_failed\", \"hosts\": {\"kvm1\": {\"msg\": \"W10=\"}}}",
                "{\"_event\": "
            })
    void whatLacksAnAnswerIsNone(String stdout) {
        assertThat(Resolved.parse(stdout, Map.of("kvm1", List.of("lab_name")))).isEmpty();
    }

    @Test
    void valuesAreNotInItsText() {
        assertThat(resolved("kvm1", "lab_name", "\"hunter2\""))
                .asString()
                .contains("kvm1")
                .doesNotContain("hunter2");
    }
}
