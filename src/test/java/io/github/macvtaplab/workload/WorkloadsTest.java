package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.macvtaplab.model.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the profiles and levels that there are. */
class WorkloadsTest {
    private final Workloads workloads = Workloads.load();

    @Test
    void theDocumentsProfilesAreThere() {
        assertThat(workloads.profiles())
                .extracting(Profile::name)
                .contains("rr1c-1x1", "rr1c-200x1000", "rr1c-200x30k", "str-readx30k", "str-writex30k");
    }

    @Test
    void oneByteForOneTakesAToolThatALabMayLack() {
        assertThat(workloads.profiles())
                .filteredOn(profile -> !profile.everywhere())
                .extracting(Profile::name, Profile::tools)
                .containsExactly(tuple("rr1c-1x1", List.of(Tool.UPERF, Tool.NETPERF)));
    }

    @Test
    void documentsRequestResponseIsMadeByUperfBeforeAnyOther() {
        assertThat(workloads.profiles())
                .filteredOn(profile -> profile.name().startsWith("rr1c"))
                .allSatisfy(profile -> assertThat(profile.tools()).startsWith(Tool.UPERF));
    }

    @Test
    void toolsThatAreAskedForLeaveStreamsAlone() {
        assertThat(workloads.level("smoke").by(List.of(Tool.NETPERF)).profiles())
                .extracting(Profile::name, Profile::asked)
                .contains(tuple("rr1c-200x1000", List.of(Tool.NETPERF)), tuple("str-readx30k", List.of()));
        assertThat(workloads.level("smoke").by(List.of())).isEqualTo(workloads.level("smoke"));
    }

    @Test
    void toolThatCannotMakeAProfileIsRefused() {
        assertThatThrownBy(() -> new Profile("rr", new Exchange.RequestResponse(1, 1), List.of(Tool.IPERF3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("iperf3 cannot make RequestResponse[requestBytes=1, responseBytes=1]");
    }

    @Test
    void directionsAreTheGuests() {
        assertThat(workloads.profiles())
                .contains(
                        new Profile(
                                "str-readx30k",
                                new Exchange.Stream(30_720, Exchange.Direction.GUEST_READS),
                                List.of(Tool.IPERF3)),
                        new Profile(
                                "str-writex30k",
                                new Exchange.Stream(30_720, Exchange.Direction.GUEST_WRITES),
                                List.of(Tool.IPERF3)));
    }

    @Test
    void smokeRunsEverythingAtAllLoadsThreeTimes() {
        Level smoke = workloads.level("smoke");

        assertThat(smoke.profiles()).containsExactlyElementsOf(workloads.profiles());
        assertThat(smoke.connections()).containsExactly(1, 10, 50, 250);
        assertThat(smoke.least()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void paperTakesSamplesOf300Seconds() {
        assertThat(workloads.level("paper").length()).hasSeconds(300);
    }

    @Test
    void onlyTheLongLevelsHaveTrafficAcrossHosts() {
        assertThat(workloads.levels())
                .filteredOn(level -> level.places().contains(Place.ACROSS_HOSTS))
                .extracting(Level::name)
                .containsExactly("nightly", "paper");
    }

    @Test
    void placesCanBeOthersThanTheLevels() {
        Level glance = workloads.level("glance");

        assertThat(glance.at(List.of(Place.ACROSS_HOSTS)).places()).containsExactly(Place.ACROSS_HOSTS);
        assertThat(glance.at(List.of(Place.ACROSS_HOSTS)).profiles()).isEqualTo(glance.profiles());
        assertThat(glance.at(List.of())).isEqualTo(glance);
    }

    @Test
    void levelThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> workloads.level("quick"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no level 'quick'; there are [glance, smoke, nightly, paper]");
    }
}
