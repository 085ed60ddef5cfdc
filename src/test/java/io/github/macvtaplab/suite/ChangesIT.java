package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.CareTest;
import io.github.macvtaplab.junit.NeedsPart;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.safety.Change;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes every kind of change that the suite makes to a lab, for the tests that end it half way: see safety.SecondLabIT. */
@CareTest
@NeedsPart({LabPart.SWITCH, LabPart.SECOND_UPLINK})
@Tag("changes")
@SuppressWarnings("try") // a change is a state of the lab: closing it is all that is done with it
class ChangesIT {
    @Test
    void everyKindOfChange(Bench bench) {
        int made = 0;
        try (var wired = bench.wireWithSecondNic(Wiring.macvtap(MacvtapMode.BRIDGE));
                Change hairpin = bench.hairpin();
                Change firewall = bench.firewallDropsAll()) {
            made += 3;
            try (Change lost = bench.carrierLost()) {
                made++;
            }
        }
        try (Change down = bench.uplinkDown()) {
            made++;
        }
        try (Change moved = bench.secondUplinkInSharedSubnet()) {
            made++;
        }
        for (Wiring wiring : new Wiring[] {
            Wiring.linuxBridge(), Wiring.openVswitch(), Wiring.isolatedBridge(), Wiring.macvtap(MacvtapMode.PASSTHROUGH)
        }) {
            try (var wired = bench.wire(wiring);
                    Change filter = bench.bridgeFilterDropsAll()) {
                made++;
            }
        }
        bench.say("changes", made + " kinds of change made and taken back");
        assertThat(made).isEqualTo(10);
    }
}
