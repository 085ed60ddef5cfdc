package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.claims.ClaimChoice;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.workload.Level;
import io.github.macvtaplab.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks which claims are skipped in labs that lack parts, and that it is said. */
class ScopeTest {
    private static final String NO_SWITCH = "the inventory has no switch whose port could be set (group 'switches')";
    private static final String NO_PEER = "the inventory has no peer (group 'peers')";
    private static final String NO_SECOND = "the inventory gives the KVM host no second uplink (lab_second_uplink)";
    private static final String NO_OTHER = "the run has one KVM host (lab.host=kvm1,kvm2 names two)";
    private static final String NO_TRAFFIC =
            NO_PEER + "; lab.performance.level 'glance' has traffic guest-to-peer alone, choose another";

    private final ClaimRegister register = new ClaimRegister();
    private final List<String> said = new ArrayList<>();
    private final Console console = new Console() {
        @Override
        public void line(String topic, String text) {
            said.add(topic + " | " + text);
        }

        @Override
        public void line(String topic, String text, Duration took) {
            throw new AssertionError("what is not done takes no time: " + text);
        }
    };

    /** Of a run with one KVM host, as most are. */
    private static Scope without(String level, LabPart... parts) {
        Set<LabPart> lacking = EnumSet.of(LabPart.OTHER_HOST, parts);
        return scope(lacking, Workloads.load().level(level), ClaimId.values());
    }

    private static Scope ofTwoHosts(String level) {
        return scope(Set.of(), Workloads.load().level(level), ClaimId.values());
    }

    private static Scope scope(Set<LabPart> lacking, Level level, ClaimId... asked) {
        return new Scope(lacking, level, new ClaimChoice(ExpectedMatrix.load(), Set.of(asked)));
    }

    private static List<ClaimId> skipped(Scope scope) {
        return Arrays.stream(ClaimId.values())
                .filter(claim -> scope.missing(claim).isPresent())
                .toList();
    }

    @Test
    void wholeLabSkipsNothingAndSaysNothing() {
        without("glance").announce(register, console);

        assertThat(skipped(without("glance"))).isEmpty();
        assertThat(said).isEmpty();
        assertThat(register.summary(ClaimId.EXPOSED)).isEqualTo("no test looked at it");
    }

    @Test
    void withoutASwitchHairpinModeIsSkipped() {
        without("glance", LabPart.SWITCH).announce(register, console);

        assertThat(said)
                .containsExactly(
                        "skipped | hairpin mode and loss of carrier: " + NO_SWITCH,
                        "skipped | HAIRPIN-SWITCH: " + NO_SWITCH);
    }

    @Test
    void withoutASecondUplinkItsTwoClaimsAreSkipped() {
        without("glance", LabPart.SECOND_UPLINK).announce(register, console);

        assertThat(said)
                .containsExactly(
                        "skipped | what passes the host's second uplink, or has its only witness there: " + NO_SECOND,
                        "skipped | SECOND-SUBNET: " + NO_SECOND,
                        "skipped | SECOND-SUBNET-NEEDS-BOTH: " + NO_SECOND);
    }

    @Test
    void withoutAPeerAllIsSkippedThatIsSeenFromOutsideAlone() {
        without("nightly", LabPart.PEER).announce(register, console);

        assertThat(said)
                .containsExactly(
                        "skipped | what the peer takes part in, or alone could be the witness of: " + NO_PEER,
                        "skipped | HOST-GUEST-BLOCKED: " + NO_PEER,
                        "skipped | SECOND-SUBNET-NEEDS-BOTH: " + NO_PEER,
                        "skipped | EXPOSED: " + NO_PEER,
                        "skipped | NO-HOST-ONLY-ISOLATION: " + NO_PEER,
                        "skipped | traffic guest-to-peer: " + NO_PEER,
                        "skipped | traffic guest-to-guest-across-hosts: " + NO_OTHER);
    }

    @Test
    void withTwoHostsNothingOfThatIsSkipped() {
        ofTwoHosts("nightly").announce(register, console);

        assertThat(said).isEmpty();
    }

    @Test
    void anotherHostThatNoTrafficIsAskedForWithIsSaidToBeOfNoUse() {
        ofTwoHosts("glance").announce(register, console);

        assertThat(said)
                .containsExactly(
                        "skipped | traffic between guests of two KVM hosts: lab.performance.level 'glance' has none; ask for it with lab.performance.places=guest-to-guest-across-hosts");
    }

    @Test
    void whereOnlyTheOtherHostIsAskedForPerformanceNeedsIt() {
        Level across = Workloads.load().level("glance").at(List.of(Place.ACROSS_HOSTS));

        assertThat(scope(Set.of(), across, ClaimId.values()).missing(ClaimId.THROUGHPUT))
                .isEmpty();
        assertThat(scope(Set.of(LabPart.OTHER_HOST), across, ClaimId.values()).missing(ClaimId.THROUGHPUT))
                .contains(
                        NO_OTHER
                                + "; lab.performance.level 'glance' has traffic guest-to-guest-across-hosts alone, choose another");
    }

    @Test
    void claimThatIsNotAskedForIsLeftOutWithoutALine() {
        Scope scope =
                scope(Set.of(LabPart.OTHER_HOST, LabPart.PEER), Workloads.load().level("glance"), ClaimId.EXPOSED);

        scope.announce(register, console);

        assertThat(said).hasSize(2).anyMatch(line -> line.contains("EXPOSED: " + NO_PEER));
        assertThat(register.summary(ClaimId.EXPOSED)).isEqualTo(NO_PEER);
        assertThat(register.summary(ClaimId.THROUGHPUT)).isEqualTo("not asked for (lab.claims)");
    }

    @Test
    void theClaimsTableSaysWhy() {
        without("glance", LabPart.PEER).announce(register, console);

        assertThat(register.summary(ClaimId.EXPOSED)).isEqualTo(NO_PEER);
        assertThat(register.summary(ClaimId.THROUGHPUT)).isEqualTo(NO_TRAFFIC);
        assertThat(register.summary(ClaimId.HAIRPIN_SWITCH)).isEqualTo("no test looked at it");
    }

    @ParameterizedTest
    @EnumSource(names = {"THROUGHPUT", "CPU_EFFICIENCY", "TRANSACTIONS_10_50", "SCALES_FASTER"})
    void trafficBetweenGuestsIsEnoughForAClaimAboutPerformance(ClaimId claim) {
        assertThat(without("glance", LabPart.PEER).missing(claim)).contains(NO_TRAFFIC);
        assertThat(without("nightly", LabPart.PEER).missing(claim)).isEmpty();
    }

    @Test
    void whereSeveralPartsAreMissingEachIsNamed() {
        Scope scope = without("nightly", LabPart.PEER, LabPart.SECOND_UPLINK, LabPart.SWITCH);

        assertThat(scope.missing(ClaimId.SECOND_SUBNET_NEEDS_BOTH)).contains(NO_PEER + ", and " + NO_SECOND);
        assertThat(skipped(scope))
                .containsExactly(
                        ClaimId.HOST_GUEST_BLOCKED,
                        ClaimId.HAIRPIN_SWITCH,
                        ClaimId.SECOND_SUBNET,
                        ClaimId.SECOND_SUBNET_NEEDS_BOTH,
                        ClaimId.EXPOSED,
                        ClaimId.NO_HOST_ONLY_ISOLATION);
    }
}
