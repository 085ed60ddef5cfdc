package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.HOST;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@LabTest
@Order(9)
@Claim(ClaimId.SECOND_SUBNET)
class SecondSubnetIT {
    @Test
    void secondSubnetOpensBothWaysWhileTheSharedOneStaysBlocked(Bench bench) {
        try (var wired = bench.wireWithSecondNic(Wiring.macvtap(MacvtapMode.BRIDGE))) {
            assertThat(wired.path(HOST, GUEST).andBack().over(SubnetName.SECOND))
                    .isReachable();
            // With hairpin on this would be open too, and the second subnet would prove nothing.
            assertThat(wired.path(HOST, GUEST).andBack()).isBlocked();
        }
    }
}
