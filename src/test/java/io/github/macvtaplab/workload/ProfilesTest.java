package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Wiring;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private static final Entrant BRIDGE = Entrant.of(Wiring.linuxBridge());

    private final Profiles profiles = new Profiles();

    @Test
    void eachPlacesFirstProfileCounts() {
        profiles.add(BRIDGE, Place.ACROSS_HOSTS, "far");
        profiles.add(BRIDGE, Place.GUEST_TO_PEER, "near");
        profiles.add(BRIDGE, Place.GUEST_TO_PEER, "near, later");

        assertThat(profiles.byEntrant()).containsExactly(entry("linux-bridge", "near | far"));
    }

    @Test
    void whatIsTheSameAtSeveralPlacesIsThereOnce() {
        profiles.add(BRIDGE, Place.GUEST_TO_PEER, "near");
        profiles.add(BRIDGE, Place.GUEST_TO_GUEST, "near");

        assertThat(profiles.byEntrant()).containsExactly(entry("linux-bridge", "near"));
    }
}
