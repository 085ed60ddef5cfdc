package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.SamplesForTests.load;
import static io.github.macvtaplab.workload.SamplesForTests.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks how samples are summed up. */
class FiguresTest {
    private static final List<Sample> SAMPLES = List.of(
            sample("linux-bridge", load("str-readx30k", 1), 0, 0.50, 4.2),
            sample("macvtap-bridge", load("str-readx30k", 1), 0, 0.60, 2.0),
            sample("macvtap-bridge", load("str-readx30k", 1), 1, 0.66, 2.2),
            sample("macvtap-bridge", load("str-readx30k", 10), 0, 0.90, 3.0));

    private final Figures figures = SamplesForTests.figures(SamplesForTests.PLAN, SAMPLES);

    @Test
    void measurementSumsUpTheSamplesOfOneKind() {
        Measurement cell = figures.measurements().get(0);

        assertThat(cell.kind().entrant()).isEqualTo("macvtap-bridge");
        assertThat(cell.n()).isEqualTo(2);
        assertThat(cell.median()).isCloseTo(0.63, within(1e-9));
        assertThat(cell.cpuMedian()).isCloseTo(2.1, within(1e-9));
        assertThat(cell.cpu().get(CpuComponent.GUEST_VCPU)).isCloseTo(1.05, within(1e-9));
    }

    @Test
    void measurementsAreOrderedByLoadThenEntrant() {
        assertThat(figures.measurements())
                .extracting(
                        cell -> cell.kind().entrant() + " " + cell.kind().load().connections())
                .containsExactly("macvtap-bridge 1", "linux-bridge 1", "macvtap-bridge 10");
    }

    @Test
    void measurementRefusesSamplesOfTwoWirings() {
        assertThatThrownBy(() -> Measurement.of(SAMPLES)).hasMessageContaining("samples of one kind");
    }

    @Test
    void samplesOfTwoToolsAreNeverSummedUp() {
        Figures mixed = SamplesForTests.figures(
                SamplesForTests.PLAN,
                List.of(
                        sample("macvtap-bridge", load("rr1c-200x1000", "wrk", 10), 0, 2000, 1),
                        sample("macvtap-bridge", load("rr1c-200x1000", "uperf", 10), 1, 3000, 1)));

        assertThat(mixed.measurements()).extracting(Measurement::n).containsExactly(1, 1);
        assertThat(mixed.curves()).hasSize(2);
        assertThatThrownBy(() -> Measurement.of(mixed.samples())).hasMessageContaining("samples of one kind");
    }

    @Test
    void raceIsUnfairWhereTheEquipmentDiffers() {
        Figures unfair = new Figures(
                Ground.REAL,
                SamplesForTests.PLAN,
                SAMPLES,
                Map.of("macvtap-bridge", "g1: offloads none", "linux-bridge", "g1: offloads tso"),
                List.of());

        assertThat(unfair.fair()).isFalse();
        assertThat(figures.fair()).isTrue();
    }
}
