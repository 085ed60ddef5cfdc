package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoils one variable of the embedded inventory at a time. */
class VariableRulesTest {
    private final TestInventory inventory = TestInventory.embedded();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            g1     | lab_test_mac    | lab_tset_mac   | g1: unknown variable 'lab_tset_mac'; the nearest valid one is lab_test_mac; rename it, or if it is yours, to a name without 'lab_'
            switch | lab_uplink_port | lab_uplnk_port | switch: unknown variable 'lab_uplnk_port'; the nearest valid one is lab_uplink_port; rename it, or if it is yours, to a name without 'lab_'
            kvm1   | lab_addresses   | lab_adresses   | kvm1: unknown variable 'lab_adresses'; the nearest valid one is lab_addresses; rename it, or if it is yours, to a name without 'lab_'
            """)
    void aMisspeltVariableIsTheOnlyProblem(String host, String variable, String wrong, String problem) {
        assertThat(inventory.rename(host, variable, wrong).problems()).containsExactly(problem);
    }

    @Test
    void aMistakeInAGroupsVariablesIsOneProblem() {
        assertThat(inventory
                        .set("kvm1,switch,peer,g1,g2", "lab_rack_colour", "\"red\"")
                        .problems())
                .containsExactly(
                        "kvm1, switch, peer, g1, g2: unknown variable 'lab_rack_colour'; the nearest valid one is lab_guest_pool; rename it, or if it is yours, to a name without 'lab_'");
    }

    @Test
    void aHostOfNoGroupOfTheSuiteIsTheUsersOwnButLabIsOurs() {
        inventory
                .tree()
                .withObject("/_meta/hostvars/nagios")
                .put("lab_colour", "red")
                .put("colour", "red");

        assertThat(inventory.problems())
                .singleElement()
                .asString()
                .startsWith("nagios: unknown variable 'lab_colour'; the nearest valid one is ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kvm1   | lab_name                 | kvm1: lab_name is missing; expected 1 to 40 letters, digits, '.', '_' or '-'; set it
            kvm1   | lab_uplink               | kvm1: lab_uplink is missing; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); set it
            kvm1   | lab_spare_shared_address | kvm1: lab_spare_shared_address is missing; expected an IPv4 address with prefix length, as 198.18.10.11/24; set it
            kvm1   | lab_guest_image          | kvm1: lab_guest_image is missing; expected an absolute path, or an address that begins with https:// or http://, without blanks, quotes or '..'; set it
            switch | lab_peer_port            | switch: lab_peer_port is missing; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); set it
            peer   | lab_addresses            | peer: lab_addresses is missing; expected a map of shared, second and isolated, each with v4 and v6; set it
            g1     | lab_host                 | g1: lab_host is missing; expected the name of a host of this inventory; set it
            g2     | lab_management_mac       | g2: lab_management_mac is missing; expected a unicast MAC address in quotes, as "52:54:00:12:01:11"; set it
            g2     | lab_management_address   | g2: lab_management_address is missing; expected an IPv4 address with prefix length, as 198.18.10.11/24; set it
            """)
    void aMissingVariableIsAProblem(String host, String variable, String problem) {
        assertThat(inventory.remove(host, variable).problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            kvm1   | lab_name                  | "my lab"                | kvm1: lab_name is 'my lab'; expected 1 to 40 letters, digits, '.', '_' or '-'; correct it
            peer   | lab_emulated              | "yes"                   | peer: lab_emulated is 'yes'; expected true or false; correct it
            kvm1   | ansible_become            | 1                       | kvm1: ansible_become is the number 1; expected true or false; correct it
            kvm1   | ansible_port              | 65536                   | kvm1: ansible_port is the number 65536; expected a whole number from 1 to 65535; correct it
            kvm1   | ansible_port              | 22.5                    | kvm1: ansible_port is the number 22.5; expected a whole number from 1 to 65535; correct it
            peer   | ansible_host              | "-oProxyCommand=x"      | peer: ansible_host is '-oProxyCommand=x'; expected a host name or an IP address; correct it
            peer   | ansible_user              | "two words"             | peer: ansible_user is 'two words'; expected a login name, without blanks; correct it
            peer   | ansible_user              | "-oProxyCommand=x"      | peer: ansible_user is '-oProxyCommand=x'; expected a login name, without blanks; correct it
            peer   | ansible_become_password   | 1234                    | peer: ansible_become_password is a value that is not shown; expected a password on one line, in quotes; correct it
            kvm1   | ansible_sudo_pass         | "two\\nlines"            | kvm1: ansible_sudo_pass is a value that is not shown; expected a password on one line, in quotes; correct it
            peer   | ansible_host              | 198.18                  | peer: ansible_host is the number 198.18; expected a host name or an IP address; correct it
            kvm1   | lab_uplink                | "enp65s0f0np0.4000"     | kvm1: lab_uplink is 'enp65s0f0np0.4000'; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); correct it
            peer   | lab_nic                   | ["lan0"]                | peer: lab_nic is a list; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); correct it
            peer   | lab_nic                   | ""                      | peer: lab_nic is empty; expected a network interface's name (1 to 15 letters, digits, '.', '_' or '-'); set it
            kvm1   | lab_management_interfaces | "eth0"                  | kvm1: lab_management_interfaces is 'eth0'; expected a list of network interfaces' names; correct it
            kvm1   | lab_management_address    | "mgmt.example.net"      | kvm1: lab_management_address is 'mgmt.example.net'; expected an IPv4 or IPv6 address; correct it
            kvm1   | lab_guest_directory       | "guests"                | kvm1: lab_guest_directory is 'guests'; expected an absolute path, without blanks, quotes or '..'; correct it
            kvm1   | lab_guest_directory       | "/"                     | kvm1: lab_guest_directory is '/'; expected an absolute path, without blanks, quotes or '..'; correct it
            kvm1   | lab_guest_image           | "/srv/../etc/guest.img" | kvm1: lab_guest_image is '/srv/../etc/guest.img'; expected an absolute path, or an address that begins with https:// or http://, without blanks, quotes or '..'; correct it
            kvm1   | lab_guest_image           | "ftp://mirror/guest.img" | kvm1: lab_guest_image is 'ftp://mirror/guest.img'; expected an absolute path, or an address that begins with https:// or http://, without blanks, quotes or '..'; correct it
            kvm1   | lab_guest_image_sha256    | "c0ffee"                | kvm1: lab_guest_image_sha256 is 'c0ffee'; expected a SHA-256 checksum, 64 digits from 0 to f; correct it
            kvm1   | lab_guest_memory_mib      | 64                      | kvm1: lab_guest_memory_mib is the number 64; expected a whole number of MiB from 128 to 1048576; correct it
            kvm1   | lab_guest_queues          | "two"                   | kvm1: lab_guest_queues is 'two'; expected a whole number from 1 to 64; correct it
            kvm1   | lab_guest_vcpus           | 65                      | kvm1: lab_guest_vcpus is the number 65; expected a whole number from 1 to 64; correct it
            kvm1   | lab_offloads              | "off"                   | kvm1: lab_offloads is 'off'; expected true or false; correct it
            g1     | lab_test_mac              | "01:00:5e:12:01:11"     | g1: lab_test_mac is '01:00:5e:12:01:11'; expected a unicast MAC address in quotes, as "52:54:00:12:01:11"; correct it
            g1     | lab_test_mac              | 41135640671             | g1: lab_test_mac is the number 41135640671; expected a unicast MAC address in quotes, as "52:54:00:12:01:11"; correct it
            g1     | lab_host                  | ["kvm1"]                | g1: lab_host is a list; expected the name of a host of this inventory; correct it
            peer   | lab_jump                  | null                    | peer: lab_jump is empty; expected the name of a host of this inventory; set it, or leave it out
            kvm1   | lab_known_hosts           | true                    | kvm1: lab_known_hosts is true; expected a path; correct it
            g1     | lab_management_address    | "198.18.0.11"           | g1: lab_management_address is '198.18.0.11'; expected an IPv4 address with prefix length, as 198.18.10.11/24; correct it
            """)
    void aWrongValueIsAProblem(String host, String variable, String json, String problem) {
        assertThat(inventory.set(host, variable, json).problems()).containsExactly(problem);
    }

    @Test
    void anInterfaceIsUsedForOneThing() {
        assertThat(inventory.set("kvm1", "lab_second_uplink", "\"uplink0\"").problems())
                .containsExactly(
                        "kvm1: lab_uplink and lab_second_uplink are both 'uplink0'; expected a network interface for each; correct one");
    }

    @Test
    void theManagementBridgeIsNotTested() {
        assertThat(inventory.set("kvm1", "lab_second_uplink", "\"mgmt0\"").problems())
                .containsExactly(
                        "kvm1: lab_second_uplink and lab_management_bridge are both 'mgmt0'; expected a network interface for each; correct one");
    }

    @Test
    void aSwitchNeedsThreePorts() {
        inventory.set("switch", "lab_second_uplink_port", "\"p0\"").set("switch", "lab_peer_port", "\"p0\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "switch: lab_uplink_port, lab_second_uplink_port, lab_peer_port are all 'p0'; expected a network interface for each; correct one");
    }

    @Test
    void aMacAddressIsGivenOnce() {
        assertThat(inventory
                        .set("g2", "lab_second_mac", "\"52:54:00:12:01:11\"")
                        .problems())
                .containsExactly(
                        "g1, g2: the MAC address 52:54:00:12:01:11 is given 2 times (g1 lab_test_mac, g2 lab_second_mac); expected one for each NIC; change all but one");
    }

    @Test
    void aSecretIsNeverShown() {
        assertThat(inventory
                        .set("kvm1", "lab_host_key", "\"hunter2\"")
                        .set("peer", "lab_nic_password", "\"hunter2\"")
                        .problems())
                .containsExactly(
                        "kvm1: lab_host_key is a value that is not shown; expected an OpenSSH host key, as 'ssh-ed25519 AAAA...' (also ecdsa-... and ssh-rsa); correct it",
                        "peer: unknown variable 'lab_nic_password'; the nearest valid one is lab_key_passphrase; rename it, or if it is yours, to a name without 'lab_'");
    }

    @Test
    void whatIsEncryptedIsLeftToAnsible() {
        String vault = "{\"__ansible_vault\": \"$ANSIBLE_VAULT;1.1;AES256 6162\"}";

        assertThat(inventory
                        .set("kvm1", "lab_uplink", vault)
                        .set("g1", "lab_test_mac", vault)
                        .set("g1", "lab_addresses.shared.v4", vault)
                        .set("peer", "ansible_port", vault)
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab_uplink",
                "lab_name",
                "lab_addresses",
                "lab_addresses.shared",
                "lab_addresses.shared.v4",
                "lab_emulated",
                "ansible_port"
            })
    void aTemplateIsLeftToAnsible(String variable) {
        assertThat(inventory.set("kvm1", variable, "\"{{ site.value }}\"").problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            kvm1 | ansible_port    | "2222"
            kvm1 | ansible_become  | "true"
            kvm1 | ansible_host    | "2001:db8::7"
            g1   | ansible_become_pass | 1234
            peer | ansible_become_password | "typed\\n"
            peer | ansible_become_pass | "a'b\\"c {x}"
            kvm1 | ansible_user    | "SITE\\\\ops@site"
            kvm1 | lab_host_key    | "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBCa root@kvm1"
            kvm1 | lab_host_key    | "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTI="
            kvm1 | lab_host_key    | ""
            kvm1 | lab_known_hosts | "~/.ssh/known_hosts"
            kvm1 | lab_jump        | ""
            kvm1 | lab_uplink      | "bond0.100"
            kvm1 | lab_nic         | 7
            kvm1 | lab_test_mac    | "given to all, meant for guests"
            """)
    void aRightValueIsNone(String host, String variable, String json) {
        assertThat(inventory.set(host, variable, json).problems()).isEmpty();
    }
}
