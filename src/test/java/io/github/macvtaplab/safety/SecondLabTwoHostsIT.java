package io.github.macvtaplab.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Has traffic between the guests of two KVM hosts of the second lab, and looks whether both are as they were. */
@Tag("lab")
@Tag("safety")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OnSecondLab.Progress.class)
class SecondLabTwoHostsIT {
    private static final Duration WHOLE_RACE = Duration.ofMinutes(30);
    private static final String BOTH = "hv-a,hv-b";
    private static final String ACROSS = "guest-to-guest-across-hosts";

    @SuppressWarnings("NullAway.Init")
    private static SecondLab lab;

    private static String before = "";
    private static List<String> unrelated = List.of();

    @BeforeAll
    static void up() {
        lab = SecondLab.up(2);
        before = lab.state();
        unrelated = unrelatedGuests();
        assertThat(unrelated).as("processes of the unrelated guests").hasSize(2).doesNotContain("");
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @BeforeEach
    void stateIsAsAtTheBeginning() {
        assertThat(lab.state()).isEqualTo(before).contains("== hv-b", "swp3");
    }

    @AfterEach
    void unrelatedGuestsAreUntouched() {
        assertThat(unrelatedGuests()).isEqualTo(unrelated);
    }

    private static List<String> unrelatedGuests() {
        return List.of(lab.unrelatedGuest(), lab.unrelatedGuestOfOtherHost());
    }

    private static SuiteRun run(String testClass, String hosts, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "lab.host";
        all[1] = hosts;
        System.arraycopy(more, 0, all, 2, more.length);
        return OnSecondLab.run(lab, testClass, Map.of(), all);
    }

    @Test
    @Order(1)
    void whoIsNotAskedForIsNotTouched() {
        lab.otherHost("pause");
        try (SuiteRun run = run("NeedsLowerDeviceIT", "hv-a")) {
            assertThat(run.end(OnSecondLab.WHOLE_RUN)).as(run.text()).isZero();
        } finally {
            lab.otherHost("unpause");
        }
        assertThat(lab.onOtherHost("ls /var/lib/macvtap-lab-undo 2>/dev/null || echo none"))
                .isEqualTo("none\n");
    }

    @Test
    @Order(2)
    void trafficPassesBothHostsAndLeavesThemAsTheyWere() throws IOException {
        Path reports = Files.createTempDirectory(Files.createDirectories(Path.of("target/second-lab")), "two-hosts");
        try (SuiteRun run =
                run("PerformanceIT", BOTH, "lab.performance.places", ACROSS, "lab.reports", reports.toString())) {
            assertThat(run.end(WHOLE_RACE)).as(run.text()).isZero();
            assertThat(run.text())
                    .contains("guard      hv-b: ", "vm-a vm-b vm-c ready", "hv-a tor far hv-b are as they were");
        }
        assertThat(lab.state()).isEqualTo(before);

        List<JsonNode> samples = samples(reports);
        assertThat(samples)
                .extracting(sample -> sample.path("wiring").asText())
                .contains("macvtap-bridge", "linux-bridge", "openvswitch");
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.path("place").asText()).isEqualTo(ACROSS);
            assertThat(attested(sample))
                    .contains("vm-a", "vm-c")
                    .anyMatch(device -> device.matches("hv-a (macvtap|vnet)\\d+"))
                    .anyMatch(device -> device.matches("hv-b (macvtap|vnet)\\d+"))
                    .contains("hv-a data0", "hv-b data0");
            assertThat(sample.path("conditions").path("hv-b kernel").asText()).isNotEmpty();
            assertThat(sample.path("conditions").path("CPU of").asText()).contains("read on hv-a alone, not on hv-b");
        });
        assertThat(reports.resolve("latest/index.html")).content().contains(ACROSS, "hv-b");
    }

    /** The devices that the bytes of a sample have passed; of guests' NICs the guest, as their names are its kernel's. */
    private static List<String> attested(JsonNode sample) {
        return StreamSupport.stream(sample.path("attested").spliterator(), false)
                .map(device -> device.path("device").asText().replaceFirst("^(vm-.) .*", "$1"))
                .toList();
    }

    private static List<JsonNode> samples(Path reports) throws IOException {
        try (var lines = JsonMapper.builder()
                .build()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(reports.resolve("latest/samples.jsonl").toFile())) {
            return lines.readAll();
        }
    }

    @Test
    @Order(3)
    void killedWhileBothAreWiredBothPutThemselvesBack() {
        try (SuiteRun run = run("PerformanceIT", BOTH, "lab.performance.places", ACROSS)) {
            run.says(" on hv-b ", WHOLE_RACE);
            assertThat(lab.onOtherHost("virsh -q --connect qemu:///system list --name"))
                    .contains("mvlab-");
            run.kill();
        }
        Awaitility.await("both hosts as they were")
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(OnSecondLab.DEADLINE_SECONDS + 30))
                .untilAsserted(() -> assertThat(lab.state()).isEqualTo(before));
    }

    @Test
    @Order(4)
    void otherHostIsGuardedAsTheTestedOneIs() throws IOException {
        Path bad = lab.inventory().resolveSibling("wrong.yml");
        Files.writeString(
                bad,
                Files.readString(lab.inventory())
                        .replaceFirst("(?s)( hv-b:.*?)lab_uplink: data0", "$1lab_uplink: wan0"));
        try (SuiteRun run = run("NeedsLowerDeviceIT", BOTH, "lab.inventory", bad.toString())) {
            assertThat(run.end(OnSecondLab.WHOLE_RUN)).as(run.text()).isNotZero();
            assertThat(run.text()).contains("wan0 of hv-b must not be tested with: SSH comes in by it");
        }
        assertThat(lab.state()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void hostsWithUnequalMtuAreNotCompared() {
        lab.onOtherHost("ip link set dev data0 mtu 1400");
        try (SuiteRun run = run("PerformanceIT", BOTH, "lab.performance.places", ACROSS)) {
            assertThat(run.end(WHOLE_RACE)).as(run.text()).isZero();
            assertThat(run.text().lines().filter(line -> line.startsWith("refused")))
                    .as(run.text())
                    .singleElement()
                    .asString()
                    .endsWith(
                            "guest-to-guest-across-hosts with 1 pairs is left out: expected the uplinks of both KVM hosts to be equal; hv-a has MTU 1500, hv-b has MTU 1400");
        } finally {
            lab.onOtherHost("ip link set dev data0 mtu 1500");
        }
    }
}
