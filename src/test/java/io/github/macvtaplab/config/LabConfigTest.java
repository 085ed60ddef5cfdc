package io.github.macvtaplab.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.config.PerformanceConfig.RequestResponseTool;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabConfigTest {

    @Test
    void theDefaultIsTheWholeEmbeddedLab() {
        assertThat(LabConfig.from(Map.of()))
                .isEqualTo(new LabConfig(
                        Path.of("inventory/embedded"),
                        List.of(),
                        AnsibleChoice.CONTAINER,
                        AcceleratorChoice.AUTO,
                        Fault.NONE,
                        Duration.ofMinutes(3),
                        Path.of("reports"),
                        SuiteChoice.STANDARD,
                        EnumSet.allOf(ClaimId.class),
                        new SafetyConfig(Duration.ofMinutes(10), Duration.ofSeconds(60), KeepChoice.NEVER),
                        Optional.empty(),
                        Optional.empty(),
                        Path.of(""),
                        "unknown",
                        new PerformanceConfig(
                                PerformanceConfig.LevelChoice.GLANCE,
                                List.of(),
                                List.of(),
                                PerformanceConfig.Gate.OFF,
                                OptionalLong.empty(),
                                PerformanceConfig.HistoryChoice.ON)));
    }

    @Test
    void someClaimsCanBeAskedFor() {
        assertThat(LabConfig.from(Map.of("lab.claims", "EXPOSED, HAIRPIN-SWITCH"))
                        .claims())
                .containsExactlyInAnyOrder(ClaimId.EXPOSED, ClaimId.HAIRPIN_SWITCH);
    }

    @Test
    void anUnknownClaimIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.claims", "HAIRPIN-SWITCH,exposd")))
                .isInstanceOf(LabConfigException.class)
                .hasMessage("lab.claims is 'HAIRPIN-SWITCH,exposd', and 'exposd' is unknown (nearest: EXPOSED); valid:"
                        + " HOST-GUEST-BLOCKED, HAIRPIN-SWITCH, SECOND-SUBNET, SECOND-SUBNET-NEEDS-BOTH,"
                        + " NEEDS-LOWER-DEVICE, NEEDS-ACTIVE-UPLINK, EXPOSED, NO-HOST-ONLY-ISOLATION, THROUGHPUT,"
                        + " CPU-EFFICIENCY, TRANSACTIONS-10-50, SCALES-FASTER; several with commas between");
    }

    @Test
    void claimsAreNoChoiceAmongTheTestsOfTheSuiteItself() {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.claims", "EXPOSED", "lab.suite", "sabotage")))
                .isInstanceOf(LabConfigException.class)
                .hasMessageStartingWith("lab.claims chooses among the tests of lab.suite=standard");
    }

    @ParameterizedTest
    @CsvSource({"EXPOSED, 1", "THROUGHPUT, 2", "'EXPOSED,THROUGHPUT', 2", "'', 2"})
    void theSecondHostIsInUseOnlyForTraffic(String claims, int hosts) {
        assertThat(LabConfig.from(Map.of("lab.host", "kvm1,kvm2", "lab.claims", claims))
                        .hostsInUse())
                .hasSize(hosts);
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.acelerator", "kvm")))
                .isInstanceOf(LabConfigException.class)
                .hasMessage(
                        "unknown property 'lab.acelerator' (nearest: lab.accelerator); valid: lab.inventory,"
                                + " lab.host, lab.ansible, lab.accelerator, lab.fault, lab.boot.deadline, lab.reports, lab.suite, lab.claims,"
                                + " lab.performance.level, lab.performance.places, lab.performance.rr, lab.performance.gate,"
                                + " lab.performance.seed, lab.history, lab.lease.wait, lab.undo.deadline, lab.keep, lab.vault.password.file");
    }

    @Test
    void aBadChoiceIsRefusedWithTheValidOnes() {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.accelerator", "foo")))
                .isInstanceOf(LabConfigException.class)
                .hasMessage("lab.accelerator is 'foo'; valid: auto, kvm, tcg");
    }

    @Test
    void aFaultIsWrittenWithHyphens() {
        assertThat(LabConfig.from(Map.of("lab.fault", "host-firewall-drop")).fault())
                .isEqualTo(Fault.HOST_FIREWALL_DROP);
    }

    @ParameterizedTest
    @CsvSource({"180, 180", "90s, 90", "5m, 300", "PT2M, 120"})
    void aDeadlineHasManySpellings(String text, long seconds) {
        assertThat(LabConfig.from(Map.of("lab.boot.deadline", text)).bootDeadline())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "", "PT-1S", "99999999999999999999"})
    void aDeadlineThatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.boot.deadline", text)))
                .isInstanceOf(LabConfigException.class)
                .hasMessageStartingWith("lab.boot.deadline is '" + text + "'; valid: a time above 0");
    }

    @Test
    void anAbsoluteReportsPathIsRefusedBecauseMavenWritesBesideIt() {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.reports", "/srv/reports")))
                .hasMessage("lab.reports is '/srv/reports'; valid: a path relative to the project's directory");
    }

    @Test
    void whatIsNotOursIsLeftAlone() {
        assertThat(LabConfig.from(Map.of("label", "x", "java.home", "y"))).isEqualTo(LabConfig.from(Map.of()));
    }

    @Test
    void hostsAreChosenByTheirNames() {
        assertThat(LabConfig.from(Map.of("lab.host", "kvm2")).hosts()).containsExactly("kvm2");
        assertThat(LabConfig.from(Map.of("lab.host", "kvm2, kvm1")).hosts()).containsExactly("kvm2", "kvm1");
        assertThat(LabConfig.from(Map.of("lab.host", "")).hosts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kvm1,", "kvm1,kvm1", ","})
    void namesThatAreNotOneEachAreRefused(String text) {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.host", text)))
                .hasMessage("lab.host is '" + text + "'; valid: names with commas between, each once");
    }

    @Test
    void aRunHasTwoHostsAtMost() {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.host", "kvm1,kvm2,kvm3")))
                .hasMessage("lab.host is 'kvm1,kvm2,kvm3'; valid: names with commas between, each once, at most 2");
    }

    @Test
    void placesAreChosenByTheirNames() {
        assertThat(LabConfig.from(Map.of("lab.performance.places", "guest-to-guest-across-hosts,guest-to-peer"))
                        .performance()
                        .places())
                .containsExactly(Place.ACROSS_HOSTS, Place.GUEST_TO_PEER);
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.performance.places", "guest-to-moon")))
                .hasMessage(
                        "lab.performance.places is 'guest-to-moon', and 'guest-to-moon' is unknown (nearest: guest-to-peer); valid: guest-to-peer, guest-to-guest, guest-to-guest-across-hosts; several with commas between");
    }

    @Test
    void toolsForRequestResponseAreChosenByTheirNamesOrLeftToTheNodes() {
        assertThat(LabConfig.from(Map.of("lab.performance.rr", "wrk,netperf"))
                        .performance()
                        .requestResponse())
                .containsExactly(RequestResponseTool.WRK, RequestResponseTool.NETPERF);
        assertThat(LabConfig.from(Map.of("lab.performance.rr", "auto"))
                        .performance()
                        .requestResponse())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"iperf3, iperf3, uperf", "'auto,wrk', auto, wrk", "WRK, WRK, wrk"})
    void toolForRequestResponseThatThereIsNotIsRefused(String text, String unknown, String nearest) {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.performance.rr", text)))
                .hasMessage(
                        "lab.performance.rr is '%s', and '%s' is unknown (nearest: %s); valid: auto; or uperf, wrk, netperf,"
                                + " several with commas between",
                        text, unknown, nearest);
    }

    @Test
    void anotherInventoryIsNotTheEmbeddedLab() {
        assertThat(LabConfig.from(Map.of("lab.inventory", "inventory/lab7")).embedded())
                .isFalse();
    }

    @Test
    void seedIsAWholeNumber() {
        assertThat(LabConfig.from(Map.of("lab.performance.seed", "42"))
                        .performance()
                        .seed())
                .hasValue(42);
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.performance.seed", "-1")))
                .hasMessage("lab.performance.seed is '-1'; valid: a whole number from 0 to 999999999999999999");
    }

    @Test
    void levelThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> LabConfig.from(Map.of("lab.performance.level", "quick")))
                .hasMessage("lab.performance.level is 'quick'; valid: glance, smoke, nightly, paper");
    }

    @Test
    void theAgentIsTheEnvironments() {
        assertThat(LabConfig.from(Map.of(), Map.of("SSH_AUTH_SOCK", "/run/agent"))
                        .agent())
                .contains(Path.of("/run/agent"));
        assertThat(LabConfig.from(Map.of(), Map.of("SSH_AUTH_SOCK", "")).agent())
                .isEmpty();
    }
}
