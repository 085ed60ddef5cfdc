package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.macvtaplab.junit.MatrixPlan;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Firewall;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.Wiring;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that claims.yml and expected-matrix.yml speak of the same claims, and that mistakes in the file are named. */
class ClaimNeedsTest {
    private static final ClaimNeeds NEEDS = ClaimNeeds.load();
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final Situation PLAIN = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);

    @Test
    void everyClaimOfTheMatrixIsThereAndNoOther() {
        assertThat(NEEDS.claims()).containsExactlyInAnyOrderElementsOf(MATRIX.claims());
    }

    /** A situation that is needed and has no cell would never be missed. */
    @ParameterizedTest
    @EnumSource(ClaimId.class)
    void everySituationThatAClaimNeedsHasCellsThatBearOnIt(ClaimId claim) {
        if (!NEEDS.claims().contains(claim)) {
            assertThat(MATRIX.claims()).doesNotContain(claim);
            return;
        }
        assertThat(MatrixPlan.situations())
                .filteredOn(situation -> NEEDS.needs(claim, situation))
                .isNotEmpty()
                .filteredOn(situation -> situation.firewall() == Firewall.NONE)
                .allSatisfy(situation -> assertThat(SituationPaths.of(situation))
                        .anyMatch(path -> Arrays.stream(Neighbours.values())
                                .map(neighbours -> MATRIX.expect(situation, path, neighbours))
                                .anyMatch(expected -> expected.claims().contains(claim))));
    }

    @Test
    void hairpinThatWasNotOnCostsTheHairpinsClaimAlone() {
        Situation on = PLAIN.with(Hairpin.ON);

        assertThat(NEEDS.needs(ClaimId.HAIRPIN_SWITCH, on)).isTrue();
        assertThat(Set.of(ClaimId.EXPOSED, ClaimId.SECOND_SUBNET, ClaimId.HOST_GUEST_BLOCKED))
                .noneMatch(claim -> NEEDS.needs(claim, on));
    }

    @Test
    void carrierThatWasNotLostCostsTheActiveUplinksClaimAlone() {
        Situation lost = PLAIN.with(Hairpin.OFF, Uplink.CARRIER_LOST, Firewall.NONE);

        assertThat(NEEDS.claims())
                .filteredOn(claim -> NEEDS.needs(claim, lost))
                .containsExactly(ClaimId.NEEDS_ACTIVE_UPLINK);
    }

    @Test
    void isolatedBridgeIsTheContrastOfOneClaim() {
        Situation isolated = Situation.plain(Wiring.isolatedBridge(), Second.UNUSED);

        assertThat(NEEDS.claims())
                .filteredOn(claim -> NEEDS.isContrast(claim, isolated))
                .containsExactly(ClaimId.NO_HOST_ONLY_ISOLATION);
        assertThat(NEEDS.isContrast(ClaimId.NO_HOST_ONLY_ISOLATION, PLAIN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {id: EXPOSED, shown-by: {wirings: [linux-bridge]}}            | unknown field 'wirings'
            {id: EXPOSED, shown-by: {wiring: [macvtap-bridges]}}          | valid:
            {id: EXPOSED, shown-by: {uplink: [UP]}}                       | uplink is ["UP"]
            {id: EXPOSED}                                                 | no shown-by
            {id: EXPOSED, shown-by: {uplink: [up]}, contrats: {}}         | unknown field 'contrats'
            {id: EXPOSURE, shown-by: {uplink: [up]}}                      | claim 'EXPOSURE' of claims.yml
            """)
    void mistakesAreNamed(String entry, String message) throws JsonProcessingException {
        var document = YAMLMapper.builder().build().readTree("claims: [" + entry + "]");

        assertThatThrownBy(() -> ClaimNeeds.read(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
