package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.said;
import static io.github.macvtaplab.workload.Recordings.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.workload.Exchange.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Iperf3Test {
    private static final Load TWO_STREAMS = new Load("198.18.10.11", 2, Duration.ofSeconds(1));

    private static final Load MANY = new Load("198.18.10.11", 126, Duration.ofSeconds(1));

    private final Iperf3 reads = new Iperf3(new Exchange.Stream(30720, Direction.GUEST_READS));
    private final Iperf3 writes = new Iperf3(new Exchange.Stream(30720, Direction.GUEST_WRITES));

    /** The output of the script around a recorded report, of processes whose bytes began to move at the given times. */
    private static CommandResult ran(String report, double... starts) {
        StringBuilder text = new StringBuilder();
        for (double start : starts) {
            String course = starts.length == 1
                    ? "[]"
                    : "[[0,50],[%s,60],[%s,4000060],[%s,8000060],[9,8000070]]".formatted(start, start + 0.5, start + 1);
            text.append("{\"status\":0,\"course\":%s,\"report\":%s}\n".formatted(course, report));
        }
        return said(0, text.toString(), "");
    }

    /** The recorded report of two streams, as if it were one of 63. */
    private static String sixtyThreeStreams() {
        return text("iperf3-2-streams-guest-reads.json")
                .replaceFirst(
                        "\"streams\":\\s*\\[\\s*\\{\\s*\"sender\"",
                        "\"streams\": [" + "{},".repeat(61) + "{ \"sender\"");
    }

    private static CommandResult recorded(String name) {
        return ran(text(name), 1);
    }

    @Test
    void countsWhatTheGuestReceived() {
        Traffic traffic = reads.parse(TWO_STREAMS, recorded("iperf3-2-streams-guest-reads.json"));

        assertThat(traffic.toServer()).isEqualTo(71_959_664L);
        assertThat(traffic.fromServer()).isZero();
        assertThat(traffic.rate()).isCloseTo(0.567996298, within(1e-6));
        assertThat(traffic.window()).isEqualTo(Duration.ofNanos(1_013_523_000L));
    }

    @Test
    void countsWhatThePeerReceivedWhereTheGuestWrites() {
        Traffic traffic = writes.parse(TWO_STREAMS, recorded("iperf3-2-streams-guest-writes.json"));

        assertThat(traffic.rate()).isCloseTo(0.411608486, within(1e-6));
    }

    @Test
    void turnsRoundForTheGuestToWrite() {
        assertThat(reads.script(TWO_STREAMS)).contains("-l 30720 -i 0.5 -J </dev/null");
        assertThat(writes.script(TWO_STREAMS)).contains("-l 30720 -i 0.5 -J -R </dev/null");
    }

    @Test
    void takesNoRefusedConnectionForASampleThoughTheExitStatusIs0() {
        assertThatThrownBy(() -> reads.parse(TWO_STREAMS, recorded("iperf3-refused.json")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith("iperf3 on peer: expected streams to 198.18.10.11, saw unable to connect");
    }

    @Test
    void takesZeroBytesForAnError() {
        String idle = text("iperf3-2-streams-guest-reads.json").replaceAll("\"bytes\":\\t\\d+", "\"bytes\":\t0");

        assertThatThrownBy(() -> reads.parse(TWO_STREAMS, ran(idle, 1)))
                .hasMessageContaining("expected bytes received from 198.18.10.11, saw 0 bytes");
    }

    @Test
    void takesFewerStreamsThanWantedForAnError() {
        Load three = new Load("198.18.10.11", 3, Duration.ofSeconds(1));

        assertThatThrownBy(() -> reads.parse(three, recorded("iperf3-2-streams-guest-reads.json")))
                .hasMessageContaining("expected 3 streams, saw 2 in its report");
    }

    @Test
    void whatTheGuestHasSentAndThePeerHasNotGotMayHavePassedTheNic() {
        Traffic traffic = writes.parse(TWO_STREAMS, recorded("iperf3-2-streams-guest-writes.json"));

        assertThat(traffic.fromServer()).isEqualTo(Math.round(traffic.amount() * 1e9 / 8));
        assertThat(traffic.unaccounted()).isPositive();
        assertThat(traffic.toServer()).isZero();
    }

    @Test
    void severalProcessesRunLongerThanTheSample() {
        assertThat(reads.script(new Load("198.18.10.11", 250, Duration.ofSeconds(20))))
                .contains(" -t 22 ", " -i 1 ", "/proc/%s/io");
        assertThat(reads.script(new Load("198.18.10.11", 1, Duration.ofMinutes(5))))
                .contains(" -t 300 ", " -i 15 ")
                .doesNotContain("/proc");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "125, 125", "126, 63 63", "250, 125 125"})
    void moreStreamsThanAProcessCanMakeAreShared(int connections, String shares) {
        assertThat(reads.script(new Load("198.18.10.11", connections, Duration.ofSeconds(1))))
                .contains("for streams in " + shares + "; do");
    }

    @Test
    void reportsOfSeveralProcessesAreAddedUp() {

        Traffic traffic = reads.parse(MANY, ran(sixtyThreeStreams(), 1, 1.02));

        assertThat(traffic.toServer()).isEqualTo(2 * 71_959_664L);
        assertThat(traffic.rate()).isCloseTo(2 * 71_959_664L * 8 / 1e9, within(0.02));
        assertThat(traffic.window().toMillis()).isEqualTo(980);
        assertThat(traffic.detail()).contains("2 processes, measured in the 1.0 s that they have in common");
    }

    @Test
    void processesThatDoNotRunAtTheSameTimeAreNoSample() {

        assertThatThrownBy(() -> reads.parse(MANY, ran(sixtyThreeStreams(), 1, 1.6)))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("expected 2 processes that run at the same time for at least 0.5 s, saw 0.4 s");
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
