package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.HOST;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Wiring;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@LabTest
@Order(5)
@Claim(ClaimId.HOST_GUEST_BLOCKED)
class HostGuestIsolationIT {
    static Stream<Wiring> softwareBridges() {
        return Stream.of(Wiring.linuxBridge(), Wiring.openVswitch());
    }

    @Test
    void hostAndGuestCannotReachEachOtherOnTheSharedSubnet(Bench bench) {
        try (var wired = bench.wire(Wiring.macvtap(MacvtapMode.BRIDGE))) {
            assertThat(wired.path(HOST, GUEST).andBack()).isBlocked();
        }
    }

    @ParameterizedTest
    @MethodSource("softwareBridges")
    void hostAndGuestReachEachOtherOverSoftwareBridge(Wiring bridge, Bench bench) {
        try (var wired = bench.wire(bridge)) {
            assertThat(wired.path(HOST, GUEST).andBack()).isReachableAsControl();
        }
    }
}
