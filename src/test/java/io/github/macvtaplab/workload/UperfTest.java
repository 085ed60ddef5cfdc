package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.output;
import static io.github.macvtaplab.workload.Recordings.said;
import static io.github.macvtaplab.workload.Recordings.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks against what uperf printed that was compiled from versions of <a href="https://github.com/uperf/uperf">its source files</a> which
 * call themselves 1.0.7 (TCP alone, with small changes to fit them together), run by the script of this class on a loopback interface.
 * The form of its lines is that of {@code print_summary} and {@code print_goodbye_stat} in {@code src/print.c} there; others' raw output
 * looks the same, as in issue 807 of cloud-bulldozer/benchmark-operator.
 */
class UperfTest {
    private static final String RECORDED = "uperf-10-threads.txt";
    private static final Load TEN = new Load("127.0.0.1", 10, Duration.ofSeconds(1));

    private final Uperf uperf = new Uperf(new Exchange.RequestResponse(200, 1000));

    @TempDir
    private Path directory;

    @Test
    void measuresBetweenTheFirstReportWithAllConnectionsAndTheLastInTime() {
        Traffic traffic = uperf.parse(TEN, output(RECORDED));

        // 0.1003 s from the beginning 28147 operations, 0.9048 s from it 254629; two of them are a transaction.
        assertThat(traffic.window().toNanos() / 1e9).isCloseTo(0.804205, within(1e-6));
        assertThat(traffic.rate()).isCloseTo((254_629 - 28_147) / 2.0 / 0.804205, within(1.0));
    }

    @Test
    void countsBytesBothWays() {
        Traffic traffic = uperf.parse(TEN, output(RECORDED));

        // 319,597,800 bytes in 532,665 operations are 266,334 requests and three responses less; ten of each were
        // before.
        assertThat(traffic.toServer()).isEqualTo((266_334 + 10) * 200);
        assertThat(traffic.fromServer()).isEqualTo((266_331 + 10) * 1000);
        assertThat(traffic.amount()).isEqualTo(266_341);
        assertThat(traffic.detail()).isEqualTo("request 200 B, response 1000 B, no headers");
    }

    @Test
    void countsOneByteForOneOn250Connections() {
        Traffic traffic = new Uperf(new Exchange.RequestResponse(1, 1))
                .parse(new Load("127.0.0.1", 250, Duration.ofSeconds(1)), output("uperf-250-threads-1x1.txt"));

        assertThat(traffic.toServer()).isEqualTo(306_628 / 2 + 250);
        assertThat(traffic.fromServer()).isEqualTo(306_628 / 2 + 250);
    }

    /** The counters of a loopback interface, less headers, had this much more than uperf's figures: 1 and 250 connections of 1 x 1 byte. */
    @Test
    void leavesRoomForWhatBothEndsTellEachOther() {
        Traffic many = new Uperf(new Exchange.RequestResponse(1, 1))
                .parse(new Load("127.0.0.1", 250, Duration.ofSeconds(1)), output("uperf-250-threads-1x1.txt"));

        assertThat(many.unaccounted()).isBetween(84_503L, 2 * 84_503L);
        assertThat(uperf.parse(TEN, output(RECORDED)).unaccounted()).isBetween(8_796L, 4 * 8_796L);
    }

    @Test
    void takesAMissingServerForAnErrorThatShowsItsWords() {
        assertThatThrownBy(() -> uperf.parse(TEN, said(1, text("uperf-no-server.txt"), "")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith(
                        "uperf on peer: expected transactions with 127.0.0.1, saw exit status 1"
                                + " Error connecting to 127.0.0.1; ** TCP: Cannot connect to 127.0.0.1:12867 Connection refused");
    }

    @Test
    void takesAServerThatDiesForAnErrorThatShowsItsComplaintsAlone() {
        assertThatThrownBy(() -> uperf.parse(TEN, said(1, text("uperf-server-killed.txt"), "")))
                .hasMessageContaining(
                        "saw exit status 1 *** Slave aborted! ***; Wrong goodbye magic:; Error saying goodbye with"
                                + " 127.0.0.1; WARNING: 1 Errors detected during run.");
    }

    /** It exits 0 then, and its figures look well. */
    @Test
    void takesAServerThatStandsStillForAnError() {
        assertThatThrownBy(() -> uperf.parse(TEN, output("uperf-server-stopped.txt")))
                .hasMessageContaining(
                        "expected a server at 127.0.0.1 that has counted what the client has, saw 0 operations by the"
                                + " server, 272804 by the client; Error saying goodbye with 127.0.0.1");
    }

    @Test
    void takesAServerThatCountsOtherwiseForAnError() {
        String other = text(RECORDED).replace("      532718 ", "      532618 ");

        assertThatThrownBy(() -> uperf.parse(TEN, said(0, other, "")))
                .hasMessageContaining("saw 532618 operations by the server, 532715 by the client");
    }

    @Test
    void takesAMissingProgramForAnError() {
        assertThatThrownBy(() -> uperf.parse(TEN, said(127, "", "uperf: not found\n")))
                .hasMessageContaining("exit status 127 uperf: not found")
                .hasMessageEndingWith("Install uperf on peer.");
    }

    @Test
    void takesOtherSizesForAnError() {
        assertThatThrownBy(() -> new Uperf(new Exchange.RequestResponse(200, 30_720)).parse(TEN, output(RECORDED)))
                .hasMessageContaining(
                        "expected writes of 200 and reads of 30720 bytes, saw 319597800 bytes in 532665 writes and reads");
        assertThatThrownBy(() -> new Uperf(new Exchange.RequestResponse(1, 1)).parse(TEN, output(RECORDED)))
                .hasMessageContaining("expected writes of 1 and reads of 1 bytes");
    }

    @Test
    void takesFewerThreadsForAnError() {
        assertThatThrownBy(() -> uperf.parse(new Load("127.0.0.1", 50, Duration.ofSeconds(1)), output(RECORDED)))
                .hasMessageContaining("expected 50 threads that start");
    }

    @Test
    void takesNoBytesForAnError() {
        String idle = text(RECORDED).replaceAll("name:Txn2 nr_bytes:\\d+ nr_ops:\\d+", "name:Txn2 nr_bytes:0 nr_ops:0");

        assertThatThrownBy(() -> uperf.parse(TEN, said(0, idle, "")))
                .hasMessageContaining("expected transactions with 127.0.0.1, saw 0 bytes in 0 writes and reads");
    }

    /** As the server's threads end early, or somebody sets the clock. */
    @Test
    void takesTransactionsThatWereOverTooSoonForAnError() {
        List<String> lines = text(RECORDED).lines().toList();
        String brief =
                String.join("\n", lines.subList(0, 8)) + "\n" + String.join("\n", lines.subList(23, lines.size()));

        assertThatThrownBy(() -> uperf.parse(TEN, said(0, brief, "")))
                .hasMessageContaining("expected transactions for at least 0.5 s, saw 0.2 s");
    }

    /** Versions before 1.0.7 do not all know {@code -R}; what they print is rounded. */
    @Test
    void takesAReportWithoutRawFiguresForAnError() {
        String rounded = text(RECORDED)
                .replaceAll("(?m)^timestamp_ms:.*$", "Txn2     304.79MB /   2.11(s) =     1.21Gb/s     252352op/s");

        assertThatThrownBy(() -> uperf.parse(TEN, said(0, rounded, "")))
                .hasMessageContaining(
                        "expected raw reports of transactions, as uperf 1.0.7 and later give, saw Starting 10 threads");
    }

    @Test
    void takesASecondMoreThanAskedForAsItMayEndASecondEarly() {
        assertThat(uperf.script(TEN)).contains("duration=\"2s\"", "uperf -R -i 100ms -P 12867");
        assertThat(uperf.script(new Load("127.0.0.1", 10, Duration.ofMinutes(5))))
                .contains("duration=\"301s\"", "uperf -R -i 1500ms -P 12867");
    }

    @Test
    void servesOnThePortThatItsClientIsTold() {
        assertThat(uperf.serving().programs())
                .containsExactly(new Serving.Program(List.of("uperf", "-s", "-P", "12867"), 12867));
    }

    /** A program of this name that does no more than show what it is told. */
    private String scriptWithAProgramThatShowsItsProfile() throws IOException, InterruptedException {
        Path program = Files.createFile(
                directory.resolve("uperf"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, "#!/bin/sh\nwhile [ $# -gt 1 ]; do shift; done\ncat \"$1\"\n");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", uperf.script(TEN)).redirectErrorStream(true);
        builder.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
        builder.environment()
                .put("TMPDIR", Files.createDirectory(directory.resolve("tmp")).toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static List<String> flowops(Element transaction) {
        NodeList flowops = transaction.getElementsByTagName("flowop");
        return IntStream.range(0, flowops.getLength())
                .mapToObj(i -> (Element) flowops.item(i))
                .map(flowop -> (flowop.getAttribute("type") + " " + flowop.getAttribute("options")).strip())
                .toList();
    }

    @Test
    void profileIsXmlWithOneExchangeBeforeTheTransactionsThatCount() throws Exception {
        String profile = scriptWithAProgramThatShowsItsProfile();

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(profile.getBytes(StandardCharsets.UTF_8)));
        NodeList transactions = document.getElementsByTagName("transaction");
        assertThat(((Element) document.getElementsByTagName("group").item(0)).getAttribute("nthreads"))
                .isEqualTo("10");
        assertThat(IntStream.range(0, transactions.getLength()).mapToObj(i -> flowops((Element) transactions.item(i))))
                .containsExactly(
                        List.of(
                                "connect remotehost=127.0.0.1 protocol=tcp tcp_nodelay",
                                "write size=200",
                                "read size=1000"),
                        List.of("write size=200", "read size=1000"),
                        List.of("disconnect"));
    }

    @Test
    void leavesNoProfileBehind() throws Exception {
        scriptWithAProgramThatShowsItsProfile();

        try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }
}
