package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.model.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String OFFLOADS = "offloads on: g1 none, peer none";

    private final Figures figures = new Figures(
            Ground.EMULATED,
            List.of(
                    sample("macvtap-bridge", 1, 0, 0.60, 2.0),
                    sample("macvtap-bridge", 1, 1, 0.66, 2.2),
                    sample("macvtap-bridge", 10, 0, 0.90, 3.0),
                    sample("linux-bridge", 1, 0, 0.50, 4.2),
                    sample("linux-bridge", 10, 0, 0.45, 3.0)),
            Map.of("macvtap-bridge", OFFLOADS, "linux-bridge", OFFLOADS));

    private static Sample sample(String wiring, int connections, int index, double rate, double cpu) {
        return new Sample(
                wiring,
                "str-readx30k",
                connections,
                index,
                Duration.ofSeconds(2),
                rate,
                "Gbit/s",
                cpu,
                "CPU s/Gbit",
                "made up");
    }

    @Test
    void aMeasurementSumsUpTheSamplesOfOneCell() {
        Measurement cell =
                figures.measurement("macvtap-bridge", "str-readx30k", 1).orElseThrow();

        assertThat(cell.n()).isEqualTo(2);
        assertThat(cell.median()).isCloseTo(0.63, within(1e-9));
        assertThat(cell.min()).isEqualTo(0.60);
        assertThat(cell.max()).isEqualTo(0.66);
        assertThat(cell.cpuMedian()).isCloseTo(2.1, within(1e-9));
    }

    @Test
    void aMeasurementRefusesSamplesOfTwoWirings() {
        List<Sample> mixed = List.of(figures.samples().get(0), figures.samples().get(3));

        assertThatThrownBy(() -> Measurement.of(mixed)).hasMessageContaining("samples of one kind");
    }

    @Test
    void macvtapIsComparedAtTheSameLoadOnly() {
        assertThat(figures.comparisons()).hasSize(2).allSatisfy(pair -> {
            assertThat(pair.macvtap().wiring()).isEqualTo("macvtap-bridge");
            assertThat(pair.rival().wiring()).isEqualTo("linux-bridge");
        });
    }

    @Test
    void aRatioAboveOneMeansThatMacvtapDoesMore() {
        Comparison atOne = figures.comparisons().get(0);

        assertThat(atOne.rateRatio()).isCloseTo(1.26, within(1e-9));
        assertThat(atOne.cpuRatio()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theTableSaysThatAnEmulatedLabIsNotJudged() {
        String table = FiguresTable.render(figures);

        assertThat(table)
                .startsWith("emulated lab: figures shown, not judged")
                .containsPattern("macvtap-bridge : linux-bridge +2:1 +1\\.26 +0\\.50  emulated, not judged")
                .containsPattern("str-readx30k +10  macvtap-bridge +2:1 +1\\.43 +emulated, not judged");
    }

    @Test
    void theTableSaysWhereOffloadsDiffer() {
        Figures unfair = new Figures(
                Ground.EMULATED,
                figures.samples(),
                Map.of("macvtap-bridge", OFFLOADS, "linux-bridge", "offloads on: g1 tso"));

        assertThat(FiguresTable.render(unfair)).contains("The offloads differ");
    }
}
