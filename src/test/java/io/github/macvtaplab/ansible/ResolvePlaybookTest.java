package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.SubnetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has this machine's Ansible resolve what an inventory leaves open; skipped where there is none. */
class ResolvePlaybookTest {
    private static final LocalCommandLine HERE =
            new LocalCommandLine(Path.of("").toAbsolutePath());
    private static final Path PASSWORD = Path.of("src/test/resources/second-lab/vault-password");

    /** The address is 198.18.10.3/24. */
    private static final String ENCRYPTED = """
            ---
            lab_addresses:
              shared:
                v4: !vault |
                  $ANSIBLE_VAULT;1.1;AES256
                  66303236393235323766383137313362613366643466396665353432656264643837336334623231
                  3733643136303333363665313563356366356435646338340a643330636466373332636239643766
                  34326566623165313338383731626635616438383231666262303139336565393264633432363866
                  3062346433386635320a343130313332633166663238653263363761616265636365613566626534
                  3836
                v6: "2001:db8:{{ 5 * 2 }}::3/64"
              second: {v4: 198.18.20.3/24, v6: "2001:db8:20::3/64"}
              isolated: {v4: 198.18.30.3/24, v6: "2001:db8:30::3/64"}
            """;

    private final List<PlayResult> heard = new ArrayList<>();

    @TempDir
    Path inventory;

    @BeforeAll
    static void needAnsible() {
        assumeThatCode(() -> HERE.run(List.of("ansible-playbook", "--version"), Map.of(), Duration.ofSeconds(30)))
                .doesNotThrowAnyException();
    }

    @BeforeEach
    void copyAnInventory() throws IOException {
        Files.copy(Path.of("inventory/embedded/hosts.yml"), inventory.resolve("hosts.yml"));
    }

    private void variables(String host, String yaml) throws IOException {
        Files.writeString(
                Files.createDirectories(inventory.resolve("host_vars")).resolve(host + ".yml"), yaml);
    }

    private Inventory read(Map<String, String> environment) {
        return new Ansible(HERE, List.of(inventory.toString()), List.of(), environment, heard::add).inventory();
    }

    @Test
    void theSuiteSeesWhatAnsibleSees() throws Exception {
        variables("peer", ENCRYPTED);
        variables("g1", "lab_management_address: '{{ ansible_host }}/24'\n");
        variables("kvm1", """
                ansible_port: "{{ site_port }}"
                lab_emulated: "{{ site_port == 22 }}"
                lab_management_interfaces: "{{ site_nics[:2] }}"
                lab_name: "{% if true %}rack-{{ 'a' | upper }}{% endif %}"
                lab_uplink: "{{ site_nics[2] }}"
                site_nics: [eth0, mgmt0, eth4]
                site_port: 22
                """);
        Inventory read = read(
                Map.of("ANSIBLE_VAULT_PASSWORD_FILE", PASSWORD.toAbsolutePath().toString()));
        read.check();
        Layout layout = read.layout("mvlab-1-");

        assertThat(layout.uplink()).isEqualTo("eth4");
        assertThat(layout.name()).isEqualTo("rack-A");
        assertThat(layout.emulated()).isTrue();
        assertThat(layout.host().ssh().port()).isEqualTo(22);
        assertThat(layout.address(layout.peer().orElseThrow(), SubnetName.SHARED, IpFamily.V4))
                .isEqualTo("198.18.10.3");
        assertThat(layout.address(layout.peer().orElseThrow(), SubnetName.SHARED, IpFamily.V6))
                .isEqualTo("2001:db8:10::3");
        assertThat(read.resolved("kvm1"))
                .containsOnlyKeys("lab_emulated", "lab_management_interfaces", "lab_name", "lab_uplink");
        assertThat(read.resolved("g1")).hasToString("{lab_management_address=\"198.18.0.11/24\"}");
        assertThat(read.resolved("peer")).as("not what was encrypted").isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void whatCannotBeResolvedIsToldWithItsHostAndVariable() throws Exception {
        variables("peer", ENCRYPTED);
        variables("kvm1", """
                ansible_port: "{{ site_port }}"
                lab_name: "{{ site_name"
                lab_uplink: "{{ site_nic }}"
                site_nic: eth4
                """);

        assertThatThrownBy(() -> read(Map.of()).check())
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "3 problems",
                        "kvm1: ansible_port cannot be resolved by Ansible, which says: 'site_port' is undefined; correct it",
                        "kvm1: lab_name cannot be resolved by Ansible, which says: ",
                        "peer: lab_addresses cannot be resolved by Ansible, which says: ",
                        "give the vault's password, by -Dlab.vault.password.file")
                .message()
                .doesNotContain("lab_uplink");
        assertThat(heard).isEmpty();
    }
}
