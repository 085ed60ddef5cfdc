package io.github.macvtaplab.claims;

import static io.github.macvtaplab.model.ClaimVerdict.HOLDS;
import static io.github.macvtaplab.model.ClaimVerdict.INCONCLUSIVE;
import static io.github.macvtaplab.model.ClaimVerdict.NOT_RUN;
import static io.github.macvtaplab.model.ClaimVerdict.REFUTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimRegisterTest {
    private static final ClaimId CLAIM = ClaimId.EXPOSED;

    private final ClaimRegister register = new ClaimRegister();

    @Test
    void claimThatNoTestLookedAtIsNotRun() {
        observe(ClaimId.HAIRPIN_SWITCH, HOLDS, "opened");

        assertThat(register.verdict(CLAIM)).isEqualTo(NOT_RUN);
    }

    @Test
    void claimThatIsNotRunSaysWhyNot() {
        register.skip(CLAIM, "the lab has no peer");

        assertThat(register.summary(CLAIM)).isEqualTo("the lab has no peer");
    }

    @Test
    void claimsThatWereNotRunAreCountedApart() {
        observe(ClaimId.HAIRPIN_SWITCH, HOLDS, "opened");

        assertThat(register.counts()).isEqualTo("1 HOLDS, 0 INCONCLUSIVE, 0 REFUTED, 11 not run");
    }

    @Test
    void nothingIsSaidOfClaimsNotRunWhereAllWere() {
        for (ClaimId claim : ClaimId.values()) {
            observe(claim, claim.performance() ? INCONCLUSIVE : HOLDS, "seen");
        }

        assertThat(register.counts()).isEqualTo("8 HOLDS, 4 INCONCLUSIVE, 0 REFUTED");
    }

    @Test
    void claimWithoutObservationsSaysSo() {
        assertThat(register.summary(CLAIM)).isEqualTo("no test looked at it");
    }

    @Test
    void claimHoldsWhenAllObservationsHold() {
        observe(HOLDS, "a");
        observe(HOLDS, "b");

        assertThat(register.verdict(CLAIM)).isEqualTo(HOLDS);
    }

    @Test
    void oneUndecidedObservationMakesTheClaimInconclusive() {
        observe(HOLDS, "a");
        observe(INCONCLUSIVE, "b");
        observe(HOLDS, "c");

        assertThat(register.verdict(CLAIM)).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void refutationOutweighsEverythingElse() {
        observe(REFUTED, "a");
        observe(INCONCLUSIVE, "b");
        observe(HOLDS, "c");

        assertThat(register.verdict(CLAIM)).isEqualTo(REFUTED);
    }

    @Test
    void summaryOfRefutedClaimIsThatOfTheFirstRefutation() {
        observe(HOLDS, "fine");
        observe(INCONCLUSIVE, "witness lost");
        observe(REFUTED, "the first way was open");
        observe(REFUTED, "the second way was open");

        assertThat(register.summary(CLAIM)).isEqualTo("the first way was open");
    }

    @Test
    void summaryIsTheFirstLineThatSaysSomething() {
        observe(INCONCLUSIVE, "\n  expected g1 to answer  \nsaw nothing");

        assertThat(register.summary(CLAIM)).isEqualTo("expected g1 to answer");
    }

    @Test
    void summaryOfUndecidedClaimIsNotShortened() {
        String reason = "no answer from g1 ".repeat(10).strip();
        observe(INCONCLUSIVE, reason);

        assertThat(register.summary(CLAIM)).isEqualTo(reason);
    }

    @Test
    void summaryOfHoldingClaimJoinsWhatDiffers() {
        observe(HOLDS, "4 paths blocked");
        observe(HOLDS, "4 paths blocked");
        observe(HOLDS, "8 witnesses");

        assertThat(register.summary(CLAIM)).isEqualTo("4 paths blocked; 8 witnesses");
    }

    @Test
    void longSummaryOfHoldingClaimSaysHowMuchIsMissing() {
        IntStream.range(0, 5).forEach(i -> observe(HOLDS, "finding number " + i + " of this test"));

        assertThat(register.summary(CLAIM))
                .isEqualTo("finding number 0 of this test; finding number 1 of this test (and 3 more)");
    }

    @Test
    void summaryOfEmptyReasonSaysThatThereIsNone() {
        observe(INCONCLUSIVE, " \n");

        assertThat(register.summary(CLAIM)).isEqualTo("no reason given");
    }

    @Test
    void holdingClaimHasNoDecisiveObservation() {
        observe(HOLDS, "a");

        assertThat(register.decisive(CLAIM)).isEmpty();
    }

    @Test
    void observationsOfManyThreadsAreAllKept() {
        IntStream.range(0, 1000).parallel().forEach(i -> observe(HOLDS, "finding " + i));

        assertThat(register.observations(CLAIM)).hasSize(1000);
    }

    private void observe(ClaimVerdict verdict, String summary) {
        observe(CLAIM, verdict, summary);
    }

    private void observe(ClaimId claim, ClaimVerdict verdict, String summary) {
        register.add(new Observation(claim, verdict, "ExposedIT.test", summary));
    }
}
