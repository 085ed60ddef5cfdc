package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.output;
import static io.github.macvtaplab.workload.Recordings.said;
import static io.github.macvtaplab.workload.Recordings.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.workload.Exchange.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class Iperf3Test {
    private static final Load TWO_STREAMS = new Load("198.18.10.11", 2, Duration.ofSeconds(1));

    private final Iperf3 reads = new Iperf3(new Exchange.Stream(30720, Direction.GUEST_READS));
    private final Iperf3 writes = new Iperf3(new Exchange.Stream(30720, Direction.GUEST_WRITES));

    @Test
    void countsWhatTheGuestReceived() {
        Traffic traffic = reads.parse(TWO_STREAMS, output("iperf3-2-streams-guest-reads.json"));

        assertThat(traffic.bytes()).isEqualTo(71_959_664L);
        assertThat(traffic.rate()).isCloseTo(0.567996298, within(1e-6));
        assertThat(traffic.window()).isEqualTo(Duration.ofNanos(1_013_523_000L));
    }

    @Test
    void countsWhatThePeerReceivedWhereTheGuestWrites() {
        Traffic traffic = writes.parse(TWO_STREAMS, output("iperf3-2-streams-guest-writes.json"));

        assertThat(traffic.rate()).isCloseTo(0.411608486, within(1e-6));
    }

    @Test
    void turnsRoundForTheGuestToWrite() {
        assertThat(reads.script(TWO_STREAMS)).contains("-P 2 -l 30720 -J </dev/null");
        assertThat(writes.script(TWO_STREAMS)).contains("-P 2 -l 30720 -J -R </dev/null");
    }

    @Test
    void takesNoRefusedConnectionForASampleThoughTheExitStatusIs0() {
        assertThatThrownBy(() -> reads.parse(TWO_STREAMS, output("iperf3-refused.json")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith("iperf3 on peer: expected streams to 198.18.10.11, saw unable to connect");
    }

    @Test
    void takesZeroBytesForAnError() {
        String idle = text("iperf3-2-streams-guest-reads.json").replaceAll("\"bytes\":\\t\\d+", "\"bytes\":\t0");

        assertThatThrownBy(() -> reads.parse(TWO_STREAMS, said(0, idle, "")))
                .hasMessageContaining("expected bytes received from 198.18.10.11, saw 0 bytes");
    }

    @Test
    void takesFewerStreamsThanWantedForAnError() {
        Load three = new Load("198.18.10.11", 3, Duration.ofSeconds(1));

        assertThatThrownBy(() -> reads.parse(three, output("iperf3-2-streams-guest-reads.json")))
                .hasMessageContaining("expected 3 streams, saw 2 in its report");
    }

    @Test
    void saysWhatToInstallWhereTheToolIsMissing() {
        assertThatThrownBy(() -> reads.parse(TWO_STREAMS, said(127, "", "sh: 1: iperf3: not found")))
                .hasMessageContaining("saw exit status 127")
                .hasMessageEndingWith("Install iperf3 on peer.");
    }

    @Test
    void takesSilenceForAnError() {
        assertThatThrownBy(() -> reads.parse(TWO_STREAMS, said(124, "", "")))
                .hasMessageContaining("expected a report in JSON, saw exit status 124");
    }
}
