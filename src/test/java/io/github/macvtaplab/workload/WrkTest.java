package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.output;
import static io.github.macvtaplab.workload.Recordings.said;
import static io.github.macvtaplab.workload.Recordings.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WrkTest {
    private static final Load TEN = new Load("198.18.10.11", 10, Duration.ofSeconds(1));

    private final Wrk wrk = new Wrk(new Exchange.RequestResponse(200, 1000));

    @Test
    void countsWholeTransactions() {
        Traffic traffic = wrk.parse(TEN, output("wrk-10-connections.txt"));

        assertThat(traffic.amount()).isEqualTo(2238);
        // wrk's own line says: Requests/sec: 2034.86
        assertThat(traffic.rate()).isCloseTo(2034.86, within(0.01));
        assertThat(traffic.detail())
                .isEqualTo("request 200 B, response 1240 B with its header; latency p50 4.71 ms, p99 6.81 ms");
    }

    @Test
    void givesEveryConnectionToAThread() {
        assertThat(wrk.script(TEN)).contains("wrk -t 2 -c 10 -d 1s");
        assertThat(wrk.script(new Load("198.18.10.11", 5, Duration.ofSeconds(1))))
                .contains("wrk -t 1 -c 5 -d 1s");
    }

    @Test
    void countsBytesBothWays() {
        Traffic traffic = wrk.parse(TEN, output("wrk-10-connections.txt"));

        assertThat(traffic.toServer()).isEqualTo(2238 * 200);
        assertThat(traffic.fromServer()).isBetween(2238 * 1239L, 2238 * 1241L);
    }

    @Test
    void servesABodyOfTheResponsesSize() {
        assertThat(wrk.serving().files()).containsEntry("files/1000", 1000);
    }

    @Test
    void putsAnIpv6AddressInBrackets() {
        assertThat(wrk.script(new Load("2001:db8:10::11", 1, Duration.ofSeconds(1))))
                .contains("'http://[2001:db8:10::11]:8090/1000'");
    }

    @Test
    void takesAFileThatIsNotThereForAnError() {
        assertThatThrownBy(() -> wrk.parse(TEN, output("wrk-not-found.txt")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith("wrk on peer: expected every transaction with 198.18.10.11 to succeed")
                .hasMessageContaining("\"status\":1266");
    }

    @Test
    void takesAServerThatNeverAnswersForAnError() {
        assertThatThrownBy(() -> wrk.parse(TEN, output("wrk-silent-server.txt")))
                .hasMessageContaining("saw 0 responses, 0 bytes");
    }

    @Test
    void countsASlowResponseAndTakesItForNoError() {
        String slow = text("wrk-10-connections.txt").replace("\"timeout\":0", "\"timeout\":3");

        Traffic traffic = wrk.parse(TEN, said(0, slow, ""));

        assertThat(traffic.amount()).isEqualTo(2238);
        assertThat(traffic.detail()).endsWith("; 3 times a response took longer than 2 s");
    }

    @Test
    void takesARefusedConnectionForAnError() {
        assertThatThrownBy(() ->
                        wrk.parse(TEN, said(1, "unable to connect to 198.18.10.11:8081 Connection refused\n", "")))
                .hasMessageContaining("expected exit status 0, saw 1 unable to connect");
    }

    @Test
    void takesARequestOfAnotherSizeForAnError() {
        String other = text("wrk-10-connections.txt").replace("\"request_bytes\":200", "\"request_bytes\":22");

        assertThatThrownBy(() -> wrk.parse(TEN, said(0, other, "")))
                .hasMessageContaining("expected requests of 200 bytes, saw 22 bytes");
    }

    @Test
    void takesAMissingReportForAnError() {
        assertThatThrownBy(() -> wrk.parse(TEN, said(0, "Running 1s test\n", "")))
                .hasMessageContaining("expected a report in JSON, saw Running 1s test");
    }
}
