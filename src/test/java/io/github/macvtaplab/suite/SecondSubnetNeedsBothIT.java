package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.HOST;
import static io.github.macvtaplab.model.End.PEER;
import static io.github.macvtaplab.model.SubnetName.SECOND;
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

@LabTest
@Order(8)
@SuppressWarnings("try") // the resource is a state of the lab: closing it is all that is done with it
@Claim(ClaimId.SECOND_SUBNET_NEEDS_BOTH)
class SecondSubnetNeedsBothIT {
    @Test
    void guestCannotReachHostThatHasNoSecondAddress(Bench bench) {
        try (var wired = bench.wireWithSecondNic(Wiring.macvtap(MacvtapMode.BRIDGE));
                var missing = bench.withoutSecondAddress()) {
            assertThat(wired.path(GUEST, HOST)
                            .over(SECOND)
                            .witnessedBy(new Control(GUEST, PEER, SECOND), new Control(PEER, HOST, SHARED)))
                    .isBlocked();
        }
    }

    @Test
    void hostCannotReachGuestWhoseSecondInterfaceIsInTheSharedSubnet(Bench bench) {
        String inShared = bench.layout().spareSharedAddress();
        try (var wired = bench.wire(Wiring.macvtap(MacvtapMode.BRIDGE));
                var moved = bench.secondUplinkInSharedSubnet(inShared)) {
            assertThat(wired.path(HOST, GUEST)).isBlocked();
        }
    }

    @Test
    void hostCannotReachGuestThatHasNoSecondNic(Bench bench) {
        try (var wired = bench.wire(Wiring.macvtap(MacvtapMode.BRIDGE))) {
            assertThat(wired.path(HOST, GUEST)
                            .over(SECOND)
                            .witnessedBy(new Control(HOST, PEER, SECOND), new Control(PEER, GUEST, SHARED)))
                    .isBlocked();
        }
    }
}
