package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoils the embedded inventory's addresses, most of the time without the subnets that it declares. */
class AddressPlanTest {
    private static final List<String> HOSTS = List.of("kvm1", "switch", "peer", "g1", "g2");
    private final TestInventory inventory = TestInventory.embedded();

    @BeforeEach
    void leaveTheSubnetsOut() {
        HOSTS.forEach(host -> inventory.remove(host, "lab_subnets"));
    }

    @Test
    void theSubnetsNeedNotBeDeclared() {
        assertThat(inventory.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            g1   | shared.v4   | "198.18.10.300/24"    | g1: lab_addresses.shared.v4 is '198.18.10.300/24'; expected an IPv4 address with prefix length, as 198.18.10.11/24; correct it
            g1   | shared.v4   | "198.18.10.11"        | g1: lab_addresses.shared.v4 is '198.18.10.11'; expected an IPv4 address with prefix length, as 198.18.10.11/24; correct it
            g1   | shared.v4   | "198.18.10.11/33"     | g1: lab_addresses.shared.v4 is '198.18.10.11/33'; expected an IPv4 address with prefix length, as 198.18.10.11/24; correct it
            g1   | shared.v4   | "2001:db8:10::11/64"  | g1: lab_addresses.shared.v4 is '2001:db8:10::11/64'; expected an IPv4 address with prefix length, as 198.18.10.11/24; correct it
            g1   | shared.v4   | "g1.example.net/24"   | g1: lab_addresses.shared.v4 is 'g1.example.net/24'; expected an IPv4 address with prefix length, as 198.18.10.11/24; correct it
            g1   | shared.v6   | "ff02::1/64"          | g1: lab_addresses.shared.v6 is 'ff02::1/64'; expected an IPv6 address with prefix length, as 2001:db8:10::11/64; correct it
            peer | isolated.v6 | null                  | peer: lab_addresses.isolated.v6 is missing; expected an IPv6 address with prefix length, as 2001:db8:10::11/64; set it
            peer | second      | null                  | peer: lab_addresses.second is missing; expected a map of v4 and v6; set it
            peer | second      | "198.18.20.3/24"      | peer: lab_addresses.second is '198.18.20.3/24'; expected a map of v4 and v6; correct it
            peer | backup      | {}                    | peer: lab_addresses has the unknown key 'backup'; the nearest valid one is 'second'; rename it, or leave it out
            g2   | shared.v4   | "198.18.11.12/24"     | g2: lab_addresses.shared.v4 is 198.18.11.12/24; expected an address of 198.18.10.0/24, as kvm1, peer, g1 have; correct it
            g2   | shared.v4   | "198.18.10.12/25"     | g2: lab_addresses.shared.v4 is 198.18.10.12/25; expected the prefix length /24, as kvm1, peer, g1 have; correct it
            g2   | shared.v4   | "198.18.10.0/24"      | g2: lab_addresses.shared.v4 is 198.18.10.0/24, the network's own address or its broadcast address; expected one that a host can have; correct it
            g2   | shared.v4   | "198.18.10.255/24"    | g2: lab_addresses.shared.v4 is 198.18.10.255/24, the network's own address or its broadcast address; expected one that a host can have; correct it
            g2   | second.v6   | "2001:db8:21::12/64"  | g2: lab_addresses.second.v6 is 2001:db8:21::12/64; expected an address of 2001:db8:20::/64, as kvm1, peer, g1 have; correct it
            g2   | second.v4   | "198.18.20.3/24"      | peer, g2: the address 198.18.20.3 is given 2 times (peer lab_addresses.second.v4, g2 lab_addresses.second.v4); expected each once; change all but one
            """)
    void aWrongAddressIsAProblem(String host, String place, String json, String problem) {
        assertThat(inventory.set(host, "lab_addresses." + place, json).problems())
                .containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource({"lab_addresses.second, scond", "lab_addresses.second.v6, ipv6"})
    void aMisspeltKeyIsTheOnlyProblem(String place, String wrong) {
        String key = place.substring(place.lastIndexOf('.') + 1);
        String at = place.substring(0, place.lastIndexOf('.'));

        assertThat(inventory.rename("peer", place, wrong).problems())
                .containsExactly(
                        "peer: %s has the unknown key '%s'; the nearest valid one is '%s'; rename it, or leave it out"
                                .formatted(at, wrong, key));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kvm1 | lab_spare_shared_address | 198.18.20.2/24  | kvm1: lab_spare_shared_address is 198.18.20.2/24; expected an address of 198.18.10.0/24, as kvm1, peer, g1, g2 have; correct it
            kvm1 | lab_spare_shared_address | 198.18.10.11/24 | kvm1, g1: the address 198.18.10.11 is given 2 times (kvm1 lab_spare_shared_address, g1 lab_addresses.shared.v4); expected each once; change all but one
            g2   | lab_management_address   | 198.18.0.11/24  | g1, g2: the address 198.18.0.11 is given 2 times (g1 lab_management_address, g2 lab_management_address); expected each once; change all but one
            g2   | lab_management_address   | 198.18.0.13/24  | g2: ansible_host is '198.18.0.12'; expected the address that the guest is given, lab_management_address 198.18.0.13/24; correct one of them
            g2   | lab_management_address   | 198.18.1.12/24  | g2: lab_management_address is 198.18.1.12/24; expected an address of 198.18.0.0/24, as g1 has; correct it
            g2   | ansible_host             | 198.18.0.11     | g2: ansible_host is '198.18.0.11'; expected the address that the guest is given, lab_management_address 198.18.0.12/24; correct one of them
            peer | ansible_host             | 198.18.0.2      | switch, peer: the address 198.18.0.2 is given 2 times (switch ansible_host, peer ansible_host); expected each once; change all but one
            peer | ansible_host             | 198.18.10.3     | peer: the address 198.18.10.3 is given 2 times (peer lab_addresses.shared.v4, peer ansible_host); expected each once; change all but one
            kvm1 | lab_management_address   | 198.18.0.11     | g1, kvm1: the address 198.18.0.11 is given 2 times (g1 lab_management_address, kvm1 lab_management_address); expected each once; change all but one
            """)
    void aWrongAddressOutsideOfTheSubnetsIsAProblem(String host, String variable, String value, String problem) {
        assertThat(inventory.set(host, variable, '"' + value + '"').problems()).containsExactly(problem);
    }

    @Test
    void theSameMistakeOnSeveralHostsIsOneProblem() {
        inventory
                .set("g1", "lab_addresses.shared.v4", "\"198.18.11.11/24\"")
                .set("g2", "lab_addresses.shared.v4", "\"198.18.11.12/24\"");

        assertThat(inventory.problems())
                .containsExactly(
                        "g1, g2: lab_addresses.shared.v4 is 198.18.11.11/24, 198.18.11.12/24; expected an address of 198.18.10.0/24, as kvm1, peer have; correct it");
    }

    @Test
    void subnetsMustNotOverlap() {
        String second = "\"198.18.10.1%d/25\"";
        inventory
                .set("kvm1", "lab_addresses.second.v4", second.formatted(31))
                .set("peer", "lab_addresses.second.v4", second.formatted(33))
                .set("g1", "lab_addresses.second.v4", second.formatted(41))
                .set("g2", "lab_addresses.second.v4", second.formatted(42));

        assertThat(inventory.problems())
                .containsExactly(
                        "the subnets shared.v4 and second.v4: their networks 198.18.10.0/24 and 198.18.10.128/25 overlap; expected a network of its own for each; correct lab_addresses (and lab_subnets) of one");
    }

    @Test
    void subnetsThatAreTheSameAreOneProblem() {
        List.of("kvm1", "peer", "g1", "g2")
                .forEach(host -> inventory.set(
                        host,
                        "lab_addresses.second.v6",
                        inventory.vars(host).at("/lab_addresses/shared/v6").toString()));

        assertThat(inventory.problems())
                .containsExactly(
                        "the subnets shared.v6 and second.v6: their networks 2001:db8:10::/64 and 2001:db8:10::/64 overlap; expected a network of its own for each; correct lab_addresses (and lab_subnets) of one");
    }

    @Test
    void subnetsMustNotOverlapTheManagementNetwork() {
        inventory
                .set("g1", "lab_management_address", "\"198.18.0.11/19\"")
                .set("g2", "lab_management_address", "\"198.18.0.12/19\"");

        assertThat(inventory.problems())
                .hasSize(3)
                .contains(
                        "the subnet shared.v4: its network 198.18.10.0/24 overlaps 198.18.0.0/19, which the guests are managed by; expected a network of its own for each; correct lab_addresses (and lab_subnets) or lab_management_address");
    }

    @Test
    void oneForwardingMachineMayLeadToSeveral() {
        inventory
                .set("switch,peer", "ansible_host", "\"198.18.0.7\"")
                .set("peer", "ansible_port", "2201")
                .set("g1,g2", "ansible_host", "\"198.18.0.7\"")
                .set("g1", "ansible_port", "2211")
                .set("g2", "ansible_port", "2212");

        assertThat(inventory.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.18.10.5/24", "198.18.10.0", "shared"})
    void aSubnetIsANetwork(String wrong) {
        TestInventory declared = TestInventory.embedded();
        declared.set(String.join(",", HOSTS), "lab_subnets.shared.v4", '"' + wrong + '"');

        assertThat(declared.problems())
                .containsExactly(
                        "kvm1, switch, peer, g1, g2: lab_subnets.shared.v4 is '%s'; expected an IPv4 network, as 198.18.10.0/24; correct it"
                                .formatted(wrong));
    }

    @Test
    void addressesAreInTheirDeclaredSubnets() {
        TestInventory declared = TestInventory.embedded().set("g2", "lab_addresses.isolated.v4", "\"198.18.31.12/24\"");

        assertThat(declared.problems())
                .containsExactly(
                        "g2: lab_addresses.isolated.v4 is 198.18.31.12/24; expected an address of 198.18.30.0/24, which is lab_subnets.isolated.v4; correct one of them");
    }

    @Test
    void aWrongSubnetIsOneProblem() {
        TestInventory declared = TestInventory.embedded();
        declared.set(String.join(",", HOSTS), "lab_subnets.second.v6", "\"2001:db8:21::/64\"");

        assertThat(declared.problems())
                .containsExactly(
                        "kvm1, peer, g1, g2: lab_addresses.second.v6 is 2001:db8:20::1/64, 2001:db8:20::3/64, 2001:db8:20::11/64, 2001:db8:20::12/64; expected an address of 2001:db8:21::/64, which is lab_subnets.second.v6; correct one of them");
    }
}
