package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.LayoutForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks what is told to the KVM host, and what takes it back; every run of the matrix does it for real. */
class HostStateTest {
    /** One change as it was told to the journal. */
    private record Told(String key, List<String> devices, String undo, String script) {}

    private final List<Told> told = new ArrayList<>();
    private final List<String> takenBack = new ArrayList<>();
    private final HostState host = without();

    @Test
    void takingOneDropBackLeavesAnotherInPlace() {
        host.firewallDropsAll();
        host.firewallDropsAll().close();

        assertThat(told.get(1).key()).isNotEqualTo(told.get(0).key());
        assertThat(takenBack).containsExactly(told.get(1).key());
        assertThat(told.get(1).undo())
                .contains("nft delete table inet " + told.get(1).key());
    }

    @Test
    void firewallDropsNothingButWhatComesByTheInterfacesUnderTest() {
        host.firewallDropsAll();

        assertThat(told.get(0).script())
                .contains("policy accept", "iifname { \"uplink0\", \"uplink1\" } drop", "iifname \"mvl*\" drop")
                .doesNotContain("policy drop");
    }

    @Test
    void firewallPassesWhatABridgeOfTheRunForwards() {
        host.firewallDropsAll();

        assertThat(told.get(0).script())
                .containsSubsequence("hook forward", "iifname \"mvl*\" oifname \"mvl*\" accept", "drop");
    }

    @Test
    void firewallOfAHostWithoutASecondUplinkDropsWhatComesByTheFirst() {
        without(LabPart.SECOND_UPLINK).firewallDropsAll();

        assertThat(told.get(0).script()).contains("iifname { \"uplink0\" } drop", "oifname { \"uplink0\" } drop");
    }

    @Test
    void secondUplinkThatIsNotThereCannotBeChanged() {
        HostState without = without(LabPart.SECOND_UPLINK);

        assertThatThrownBy(without::withoutSecondAddress)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("lab_second_uplink");
        assertThatThrownBy(without::secondUplinkInSharedSubnet)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("lab_second_uplink");
        assertThat(told).isEmpty();
    }

    @Test
    void eachChangeOfAnInterfaceNamesIt() {
        host.uplinkDown();
        host.secondUplinkInSharedSubnet();

        assertThat(told)
                .extracting(Told::devices)
                .containsExactly(List.of("uplink0"), List.of("uplink1"), List.of("uplink1"));
    }

    @Test
    void whatMovesAnAddressIsTakenBackLastFirst() {
        host.secondUplinkInSharedSubnet().close();

        assertThat(told).extracting(Told::key).containsExactly("second-address", "spare-address");
        assertThat(takenBack).containsExactly("spare-address", "second-address");
    }

    private HostState without(LabPart... parts) {
        return new HostState(
                (node, script, deadline) -> new CommandResult(node.name(), script, 0, "", "", Duration.ZERO),
                LayoutForTests.without(parts),
                (node, key, devices, undo, script) -> {
                    told.add(new Told(key, devices, undo, script));
                    return () -> takenBack.add(key);
                });
    }
}
