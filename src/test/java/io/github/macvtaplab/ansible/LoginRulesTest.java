package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ansible_connection      | "local"                         | ansible_connection is 'local'; expected ssh, by which all nodes are reached; take it out
            lab_key_passphrase      | "secret-4a7d"                   | lab_key_passphrase is set, and no key that it could open; expected ansible_ssh_private_key_file beside it; set that, or take the passphrase out
            lab_key_passphrase      | 7                               | lab_key_passphrase is a value that is not shown; expected a password on one line, in quotes; correct it
            ansible_password        | ["secret-4a7d"]                 | ansible_password is a value that is not shown; expected a password on one line, in quotes; correct it
            ansible_ssh_pass        | "two\\nlines"                   | ansible_ssh_pass is a value that is not shown; expected a password on one line, in quotes; correct it
            """)
    void whatDoesNotFitIsOneProblem(String variable, String json, String problem) {
        TestInventory inventory = TestInventory.embedded().set("kvm1", variable, json);
        if ("7".equals(json)) {
            inventory.set("kvm1", "ansible_ssh_private_key_file", "\"~/site\"");
        }

        assertThat(inventory.problems()).containsExactly("kvm1: " + problem);
    }

    @Test
    void anOlderNameIsOneProblem() {
        assertThat(TestInventory.embedded()
                        .remove("kvm1", "ansible_user")
                        .set("kvm1", "ansible_ssh_user", "\"ops\"")
                        .problems())
                .containsExactly("kvm1: ansible_ssh_user is not read; expected ansible_user; rename it");
    }

    @ParameterizedTest
    @CsvSource({"-o ProxyJump=hop", "-o ProxyCommand='ssh hop -W %h:%p'", "-J hop"})
    void aWayThatIsNotTakenIsOneProblem(String arguments) {
        TestInventory inventory = TestInventory.embedded()
                .set("kvm1", "ansible_ssh_common_args", "\"" + arguments.replace("\"", "\\\"") + "\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "kvm1: ansible_ssh_common_args names a way to it, and is not read; expected lab_jump; name the jump host with that");
    }

    @Test
    void allThatTheContractNamesIsRight() {
        assertThat(TestInventory.embedded()
                        .set("kvm1", "ansible_ssh_user", "\"ops\"")
                        .set("kvm1", "ansible_user", "\"ops\"")
                        .set("kvm1", "ansible_connection", "\"ssh\"")
                        .set("kvm1", "ansible_ssh_common_args", "\"-o Compression=yes\"")
                        .set("kvm1", "ansible_ssh_private_key_file", "\"~/site\"")
                        .set("kvm1", "lab_key_passphrase", "\"secret-4a7d\"")
                        .set("kvm1", "ansible_password", "\"secret-4a7d\"")
                        .set("g1", "ansible_connection", "\"local\"")
                        .problems())
                .isEmpty();
    }

    @Test
    void accessLeavesSecretsOutOfItsText() {
        TestInventory inventory = TestInventory.embedded()
                .set("peer", "ansible_ssh_private_key_file", "\"~/site\"")
                .set("peer", "lab_key_passphrase", "\"passphrase-4a7d\\n\"")
                .set("peer", "ansible_ssh_pass", "\"first-4a7d\"")
                .set("peer", "ansible_ssh_password", "\"last-4a7d\"");
        Inventory read = new Inventory(inventory.tree());

        Access access = read.access(read.layout("mvlab-1-")).get("peer");

        assertThat(access)
                .extracting(Access::keyPassphrase, Access::password)
                .hasToString("[Optional[passphrase-4a7d], Optional[last-4a7d]]");
        assertThat(access).asString().contains("~/site").doesNotContain("4a7d");
    }
}
