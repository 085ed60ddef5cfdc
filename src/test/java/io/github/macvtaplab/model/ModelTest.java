package io.github.macvtaplab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.workload.SamplesForTests;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {

    @Test
    void thereAreEightClaimsAboutConnectivityAndFourAboutPerformance() {
        assertThat(Arrays.stream(ClaimId.values()).filter(ClaimId::performance)).hasSize(4);
        assertThat(Arrays.stream(ClaimId.values()).filter(claim -> !claim.performance()))
                .hasSize(8);
    }

    @Test
    void anIdIsWrittenWithHyphens() {
        assertThat(ClaimId.TRANSACTIONS_10_50.id()).isEqualTo("TRANSACTIONS-10-50");
    }

    @Test
    void refutedOutweighsInconclusiveOutweighsHolds() {
        assertThat(ClaimVerdict.HOLDS.and(ClaimVerdict.INCONCLUSIVE)).isEqualTo(ClaimVerdict.INCONCLUSIVE);
        assertThat(ClaimVerdict.REFUTED.and(ClaimVerdict.INCONCLUSIVE)).isEqualTo(ClaimVerdict.REFUTED);
    }

    @ParameterizedTest
    @EnumSource
    void notRunOutweighsNothing(ClaimVerdict other) {
        assertThat(other.and(ClaimVerdict.NOT_RUN)).isEqualTo(other);
        assertThat(ClaimVerdict.NOT_RUN.and(other)).isEqualTo(other);
    }

    @Test
    void nothingWasObservedWhereNothingWasRun() {
        assertThatThrownBy(() -> new Observation(ClaimId.EXPOSED, ClaimVerdict.NOT_RUN, "ExposedIT.reached", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ExposedIT.reached observed nothing of EXPOSED: NOT_RUN is no observation");
    }

    @Test
    void aWiringHasTheLabelThatPlaybooksUse() {
        assertThat(Wiring.macvtap(MacvtapMode.VEPA).label()).isEqualTo("macvtap-vepa");
    }

    @Test
    void aPathReadsAsAPhrase() {
        assertThat(new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.ICMP).reversed())
                .hasToString("guest->host shared ipv4 icmp");
    }

    @Test
    void aFailedCommandNamesNodeExitStatusAndError() {
        var result = new CommandResult("kvm1", "virsh list", 3, "", "no libvirtd\n", Duration.ofMillis(5));
        assertThatThrownBy(result::orThrow)
                .hasMessage("expected exit status 0 on kvm1, got 3 from: virsh list\nno libvirtd");
    }

    @Test
    void aSampleRefusesWhatIsNoNumber() {
        assertThatThrownBy(() -> SamplesForTests.sample(
                        "linux-bridge", SamplesForTests.load("str-readx30k", 1), 0, Double.NaN, 0))
                .hasMessage("a sample needs a finite rate > 0, got NaN");
    }

    @Test
    void aSampleOfNothingIsRefused() {
        assertThatThrownBy(
                        () -> SamplesForTests.sample("linux-bridge", SamplesForTests.load("str-readx30k", 1), 0, 0, 0))
                .hasMessage("a sample needs a finite rate > 0, got 0.0");
    }
}
