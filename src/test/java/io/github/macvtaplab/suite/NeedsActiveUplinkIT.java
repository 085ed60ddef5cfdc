package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.GUEST2;
import static io.github.macvtaplab.model.End.HOST;
import static io.github.macvtaplab.model.End.PEER;
import static io.github.macvtaplab.model.SubnetName.SECOND;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.junit.PathsUnderTest.Control;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.Change;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@LabTest
@Order(4)
@SuppressWarnings("try") // the resource is a state of the lab: closing it is all that is done with it
@Claim(ClaimId.NEEDS_ACTIVE_UPLINK)
class NeedsActiveUplinkIT {
    static Stream<Named<Function<Bench, Change>>> inactiveUplinks() {
        return Stream.of(
                Named.of("carrier lost", Bench::carrierLost), Named.of("interface set down", Bench::uplinkDown));
    }

    @ParameterizedTest
    @MethodSource("inactiveUplinks")
    void guestsReachEachOtherOnlyWhileTheUplinkIsActive(Function<Bench, Change> makeInactive, Bench bench) {
        try (var wired = bench.wire(Wiring.macvtap(MacvtapMode.BRIDGE))) {
            // Witnesses in time: the same paths before and after. In between no other test NIC is of use as a witness,
            // since
            // every macvtap hangs on this uplink; that the peer answers the host shows the tools and the segment alive.
            assertThat(wired.path(GUEST, GUEST2)).isReachableAsControl();
            try (var inactive = makeInactive.apply(bench)) {
                assertThat(wired.path(GUEST, GUEST2).witnessedBy(new Control(HOST, PEER, SECOND)))
                        .isBlocked();
            }
            assertThat(wired.path(GUEST, GUEST2)).isReachableAsControl();
        }
    }
}
