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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@LabTest
@Order(3)
@SuppressWarnings("try") // the resource is a state of the lab: closing it is all that is done with it
@Claim(ClaimId.HAIRPIN_SWITCH)
class HairpinSwitchIT {
    @Test
    void hairpinModeOpensBothWaysAndNothingElseDoes(Bench bench) {
        try (var wired = bench.wire(Wiring.macvtap(MacvtapMode.BRIDGE))) {
            assertThat(wired.path(HOST, GUEST).andBack()).isBlocked();
            try (var hairpin = bench.hairpin()) {
                assertThat(wired.path(HOST, GUEST).andBack()).isReachable();
            }
            assertThat(wired.path(HOST, GUEST).andBack()).isBlocked();
        }
    }
}
