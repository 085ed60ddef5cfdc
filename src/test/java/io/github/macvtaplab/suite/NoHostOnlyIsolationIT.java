package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.HOST;
import static io.github.macvtaplab.model.End.PEER;
import static io.github.macvtaplab.model.SubnetName.ISOLATED;
import static io.github.macvtaplab.model.SubnetName.SHARED;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.junit.PathsUnderTest.Control;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Wiring;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@LabTest
@Order(7)
@Claim(ClaimId.NO_HOST_ONLY_ISOLATION)
class NoHostOnlyIsolationIT {
    @ParameterizedTest
    @EnumSource(names = {"BRIDGE", "PRIVATE", "VEPA"})
    void macvtapReachesThePeerInsteadOfTheHost(MacvtapMode mode, Bench bench) {
        try (var wired = bench.wire(Wiring.macvtap(mode))) {
            assertThat(wired.path(PEER, GUEST)).isReachable();
            assertThat(wired.path(HOST, GUEST).andBack()).isBlocked();
        }
    }

    @Test
    void isolatedBridgeReachesTheHostInsteadOfThePeer(Bench bench) {
        try (var wired = bench.wire(Wiring.isolatedBridge())) {
            assertThat(wired.path(HOST, GUEST).andBack().over(ISOLATED)).isReachableAsControl();
            assertThat(wired.path(PEER, GUEST)
                            .over(ISOLATED)
                            .witnessedBy(new Control(HOST, GUEST, ISOLATED), new Control(PEER, HOST, SHARED)))
                    .isBlocked();
        }
    }
}
