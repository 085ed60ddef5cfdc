package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.output;
import static io.github.macvtaplab.workload.Recordings.said;
import static io.github.macvtaplab.workload.Recordings.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Checks against what netperf 2.7.0 printed. */
class NetperfTest {
    private static final String RECORDED = "netperf-2-processes.txt";
    private static final Load TWO = new Load("127.0.0.1", 2, Duration.ofSeconds(1));
    private static final Load ONE = new Load("127.0.0.1", 1, Duration.ofSeconds(1));

    private final Netperf netperf = new Netperf(new Exchange.RequestResponse(1, 1));

    @Test
    void addsUpItsProcesses() {
        Traffic traffic = netperf.parse(TWO, output(RECORDED));

        assertThat(traffic.rate()).isCloseTo(33_633.64 + 28_715.38, within(0.01));
        assertThat(traffic.toServer()).isEqualTo(62_349);
        assertThat(traffic.fromServer()).isEqualTo(62_349);
    }

    @Test
    void measuresInTheTimeThatAllHaveInCommon() {
        Traffic traffic = netperf.parse(TWO, output(RECORDED));

        // The first ended 0.143 s before the second, and both ran 1.00 s.
        assertThat(traffic.window().toMillis()).isBetween(856L, 858L);
        assertThat(traffic.detail())
                .isEqualTo(
                        "request 1 B, response 1 B, no headers; 2 processes, measured in the 0.9 s that they have in common");
    }

    @Test
    void takesProcessesThatRanOneAfterTheOtherForAnError() {
        String apart = text(RECORDED).replace("END=1795640243", "END=1795640244");

        assertThatThrownBy(() -> netperf.parse(TWO, said(0, apart, "")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("expected 2 processes that run at the same time for at least 0.5 s, saw 0.0 s");
    }

    @Test
    void takesAMissingServerForAnErrorThatShowsItsWords() {
        assertThatThrownBy(() -> netperf.parse(ONE, output("netperf-no-server.txt")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("expected transactions with 127.0.0.1, saw exit status 255 establish control");
    }

    @Test
    void takesAMissingProgramForAnError() {
        assertThatThrownBy(() -> netperf.parse(ONE, said(127, "", "netperf: not found\n")))
                .hasMessageContaining("expected exit status 0, saw 127 netperf: not found");
    }

    @Test
    void takesFewerReportsForAnError() {
        assertThatThrownBy(() -> netperf.parse(new Load("127.0.0.1", 3, Duration.ofSeconds(1)), output(RECORDED)))
                .hasMessageContaining("expected 3 reports, saw 2");
    }

    @Test
    void takesOtherSizesForAnError() {
        String other = text(RECORDED).replace("RESPONSE_SIZE=1\n", "RESPONSE_SIZE=1000\n");

        assertThatThrownBy(() -> netperf.parse(TWO, said(0, other, "")))
                .hasMessageContaining("expected transactions of 1 and 1 bytes")
                .hasMessageContaining("RESPONSE_SIZE=1000");
    }

    @Test
    void takesNoTransactionsForAnError() {
        String idle = text(RECORDED).replaceAll("THROUGHPUT=[0-9.]+", "THROUGHPUT=0.00");

        assertThatThrownBy(() -> netperf.parse(TWO, said(0, idle, ""))).hasMessageContaining("saw 0.0 a second");
    }
}
