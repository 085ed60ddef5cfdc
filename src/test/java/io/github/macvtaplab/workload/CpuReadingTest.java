package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.HOST;
import static io.github.macvtaplab.workload.Recordings.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuReadingTest {
    private static final String FIRST = "100\n7404.11 14271.62\ncpu  31229 0 13067 1427162 1975 0 548 36 0 0\n";

    @Test
    void countsAllButIdlingAndWaitingForStorage() {
        CpuReading reading = CpuReading.parse(HOST, said(0, FIRST, ""));

        assertThat(reading.busy()).isEqualTo(Duration.ofMillis(10 * (31229 + 13067 + 548 + 36)));
        assertThat(reading.uptime()).isEqualTo(Duration.ofMillis(7_404_110));
    }

    @Test
    void doesNotCountGuestTimeTwice() {
        CpuReading reading = CpuReading.parse(HOST, said(0, "100\n1.00 1.00\ncpu  500 0 0 0 0 0 0 0 400 0\n", ""));

        assertThat(reading.busy()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void tellsWhatWasSpentSinceAnEarlierReading() {
        CpuReading before = new CpuReading(Duration.ofSeconds(100), Duration.ofSeconds(40));
        CpuReading after = new CpuReading(Duration.ofSeconds(102), Duration.ofSeconds(43));

        assertThat(after.since(before, HOST)).isEqualTo(new CpuReading(Duration.ofSeconds(2), Duration.ofSeconds(3)));
    }

    @Test
    void refusesCountersThatRunBackwards() {
        CpuReading before = new CpuReading(Duration.ofSeconds(100), Duration.ofSeconds(40));
        CpuReading after = new CpuReading(Duration.ofSeconds(102), Duration.ofSeconds(39));

        assertThatThrownBy(() -> after.since(before, HOST))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith("kvm1: expected CPU counters that run forward");
    }

    @Test
    void refusesWhatIsNoProcStat() {
        assertThatThrownBy(() -> CpuReading.parse(HOST, said(1, "100\n", "cat: /proc/uptime: No such file")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("kvm1: expected CLK_TCK");
    }
}
