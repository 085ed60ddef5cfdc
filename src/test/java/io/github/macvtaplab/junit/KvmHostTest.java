package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.LayoutForTests;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.GuestSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Checks what playbooks are told of each of a run's KVM hosts. */
class KvmHostTest {
    private static final Layout WHOLE = LayoutForTests.without();

    private static KvmHost host(Layout layout) {
        return new KvmHost(
                layout,
                new GuestSource("/srv/image", Optional.empty(), Optional.empty(), "/srv/guests"),
                () -> CompletableFuture.completedFuture(Accelerator.asked("tcg")));
    }

    @Test
    void eachHasItsOwnGuests() {
        assertThat(host(WHOLE).variables()).containsEntry("lab_guests", List.of("g1", "g2"));
        assertThat(host(WHOLE.other().orElseThrow()).variables()).containsEntry("lab_guests", List.of("g3"));
    }

    @Test
    void switchAndPeerArePreparedWithTheTestedOne() {
        assertThat(host(WHOLE).nodes()).containsExactly("kvm1", "switch", "peer");
        assertThat(host(WHOLE.other().orElseThrow()).nodes()).containsExactly("kvm2");
    }

    @Test
    void aSecondUplinkThatIsNoPartOfTheRunIsNotToldOf() {
        assertThat(host(WHOLE).variables()).doesNotContainKey("lab_second_uplink");
        assertThat(host(WHOLE.other().orElseThrow()).variables()).containsEntry("lab_second_uplink", "");
        assertThat(host(LayoutForTests.without(LabPart.SECOND_UPLINK)).variables())
                .containsEntry("lab_second_uplink", "");
    }
}
