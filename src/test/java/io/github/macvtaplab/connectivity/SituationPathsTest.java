package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.MatrixPlan;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks which paths a situation is about. */
class SituationPathsTest {
    private static final Wiring BRIDGE = Wiring.macvtap(MacvtapMode.BRIDGE);

    private static List<Path> second(Situation situation) {
        return SituationPaths.of(situation).stream()
                .filter(path -> path.subnet() == SubnetName.SECOND)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("io.github.macvtaplab.junit.MatrixPlan#situations")
    void noPathComesTwice(Situation situation) {
        assertThat(SituationPaths.of(situation)).isNotEmpty().doesNotHaveDuplicates();
    }

    /** Each way has 11 paths: 5 protocols in both families, and broadcast in one. */
    @ParameterizedTest
    @CsvSource({"BRIDGE, BOTH, 12, 12", "BRIDGE, NOT_IN_HOST, 12, 6", "PASSTHROUGH, UNUSED, 6, 2"})
    void everyEndReachesOutToEveryOther(MacvtapMode mode, Second where, int sharedWays, int secondWays) {
        Situation situation = Situation.plain(Wiring.macvtap(mode), where);
        int toNobody = where == Second.NOT_IN_HOST ? 2 * 2 * 4 : 0;

        assertThat(SituationPaths.of(situation)).hasSize(11 * (sharedWays + secondWays) + toNobody);
        assertThat(second(situation)).hasSize(11 * secondWays + toNobody);
    }

    @Test
    void guestsOfAnIsolatedBridgeAreOnItAlone() {
        assertThat(SituationPaths.of(Situation.plain(Wiring.isolatedBridge(), Second.UNUSED)))
                .filteredOn(path -> path.from() == End.GUEST || path.to() == End.GUEST2)
                .extracting(Path::subnet)
                .containsOnly(SubnetName.ISOLATED);
    }

    @Test
    void addressesThatNobodyHasAreAskedForByTheOthersSideAlone() {
        assertThat(second(Situation.plain(BRIDGE, Second.NOT_IN_GUEST)))
                .filteredOn(path -> path.to() == End.GUEST || path.to() == End.GUEST2)
                .extracting(Path::from)
                .containsOnly(End.HOST);
        assertThat(second(Situation.plain(BRIDGE, Second.NOT_IN_HOST)))
                .filteredOn(path -> path.to() == End.HOST)
                .extracting(Path::from)
                .containsOnly(End.GUEST, End.GUEST2);
        assertThat(second(Situation.plain(BRIDGE, Second.NOT_IN_HOST)))
                .extracting(Path::from)
                .doesNotContain(End.HOST);
    }

    @Test
    void secondUplinkInTheSharedSubnetIsReachedForByIpv4() {
        assertThat(second(Situation.plain(BRIDGE, Second.IN_SHARED_SUBNET)))
                .isNotEmpty()
                .allMatch(path -> path.to() == End.HOST
                        && path.family() == IpFamily.V4
                        && Protocol.EXCHANGES.contains(path.protocol()));
    }

    @Test
    void whereTheSecondNicsAreDecidesAndNothingElse() {
        assertThat(MatrixPlan.situations())
                .allSatisfy(situation -> assertThat(SituationPaths.of(situation))
                        .isEqualTo(SituationPaths.of(Situation.plain(situation.wiring(), situation.second()))));
    }
}
