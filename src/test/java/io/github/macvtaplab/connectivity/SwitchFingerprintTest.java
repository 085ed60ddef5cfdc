package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.SwitchFingerprint.Port;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks what is said of a switch, by how many devices there are to see it from. */
class SwitchFingerprintTest {
    private static final Port UPLINK = new Port("kvm1", "uplink0");
    private static final Port SECOND = new Port("kvm1", "uplink1");
    private static final Optional<Boolean> YES = Optional.of(true);
    private static final Optional<Boolean> NO = Optional.of(false);
    private static final Optional<Boolean> UNKNOWN = Optional.empty();

    private static SwitchFingerprint two(Set<Port> hearSecond) {
        Map<Port, Boolean> reflects = new LinkedHashMap<>();
        reflects.put(UPLINK, false);
        reflects.put(SECOND, false);
        Map<Port, Set<Port>> hears = new LinkedHashMap<>();
        hears.put(UPLINK, Set.of(SECOND));
        hears.put(SECOND, hearSecond);
        return new SwitchFingerprint(reflects, hears, YES, UNKNOWN, YES, NO);
    }

    @Test
    void whatTakesThreeDevicesToSeeIsSaidToBeUnknownWithTwo() {
        assertThat(two(Set.of(UPLINK)).describe())
                .isEqualTo(
                        "hairpin kvm1 uplink0 off, kvm1 uplink1 off; whether it learns MAC addresses takes three devices on it to see;"
                                + " unknown addresses are flooded;"
                                + " multicast is held back from ports that did not ask (IPv4 delivered, IPv6 held back)");
    }

    @Test
    void withOneDeviceOnlyHairpinModeIsSeen() {
        SwitchFingerprint alone = new SwitchFingerprint(
                Map.of(UPLINK, true), Map.of(UPLINK, Set.of()), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

        assertThat(alone.describe())
                .startsWith("hairpin kvm1 uplink0 on; ")
                .endsWith("unknown addresses are not tried; multicast is not tried");
        assertThat(alone.contradictions()).hasSize(1).first().asString().contains("hairpin mode", "should be off");
    }

    @Test
    void devicesThatDoNotHearEachOtherAreNotOnOneSegment() {
        assertThat(two(Set.of(UPLINK)).contradictions()).isEmpty();
        assertThat(two(Set.of()).contradictions())
                .containsExactly(
                        "kvm1 uplink0 should be on one segment with kvm1 uplink1, but does not get its broadcasts");
    }
}
