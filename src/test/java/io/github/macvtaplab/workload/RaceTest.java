package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.GUEST;
import static io.github.macvtaplab.workload.Recordings.HOST;
import static io.github.macvtaplab.workload.Recordings.PEER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceTest {
    private static final RacePlan PLAN = new RacePlan(
            List.of(Wiring.linuxBridge(), Wiring.openVswitch()),
            List.of(Profile.STREAM_READ, Profile.REQUEST_RESPONSE),
            List.of(2),
            2,
            Duration.ofSeconds(1));

    private final List<String> lines = new ArrayList<>();
    private int cpuReadings;

    @Test
    void samplesEveryCellOfThePlan() {
        Figures figures = race(this::answer).run(PLAN);

        assertThat(figures.samples()).hasSize(8);
        assertThat(figures.measurements())
                .extracting(Measurement::profile, Measurement::wiring)
                .hasSize(4)
                .doesNotHaveDuplicates();
        assertThat(figures.offloads()).containsEntry("openvswitch", "offloads on: g1 gro+tx, peer gro+tx");
    }

    @Test
    void tellsWhatEachCellReached() {
        race(this::answer).run(PLAN);

        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("sample linux-bridge   rr1c-200x1000   2 conn  2035 transactions/s");
    }

    @Test
    void statesTheCpuCostPerThousandTransactions() {
        Figures figures = race(this::answer).run(PLAN);

        // Two seconds of CPU time lie between two readings of the answers below; the recording has 2238 transactions.
        assertThat(figures.measurement("linux-bridge", "rr1c-200x1000", 2)
                        .orElseThrow()
                        .cpuMedian())
                .isCloseTo(2.0 / 2.238, within(1e-9));
    }

    @Test
    void statesInEachSampleThatTheLoadGeneratorIsCountedToo() {
        assertThat(race(this::answer).run(PLAN).samples())
                .allSatisfy(
                        sample -> assertThat(sample.conditions()).contains("load generator and idle floor included"));
    }

    @Test
    void stopsWhereTheGuestDoesNotAnswer() {
        Race race = race((node, script, deadline) -> new CommandResult(
                node.name(), script, script.contains("ping") ? 1 : 0, "", "", Duration.ofSeconds(20)));

        assertThatThrownBy(() -> race.run(PLAN))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("peer: expected 198.18.10.11 (g1) to answer ping over linux-bridge");
    }

    private Race race(Shell shell) {
        return new Race(
                shell, Ground.EMULATED, wiring -> new Lane(wiring, HOST, PEER, GUEST, "198.18.10.11"), console());
    }

    private CommandResult answer(Node node, String script, Duration deadline) {
        String stdout = "";
        if (script.contains("/proc/stat")) {
            cpuReadings++;
            stdout = "100\n%d.50 1.00\ncpu  %d 0 0 0 0 0 0 0 0 0\n".formatted(cpuReadings, cpuReadings * 200);
        } else if (script.contains("iperf3")) {
            stdout = Recordings.text("iperf3-2-streams-guest-reads.json");
        } else if (script.contains("wrk")) {
            stdout = Recordings.text("wrk-10-connections.txt");
        } else if (script.contains("ethtool")) {
            stdout = "tx-checksumming: on\n\ttx-checksum-ipv4: on\ngeneric-receive-offload: on\nrx-vlan-offload: on\n";
        }
        return new CommandResult(node.name(), script, 0, stdout, "", Duration.ofSeconds(1));
    }

    private Console console() {
        return new Console() {
            @Override
            public void line(String topic, String text) {
                lines.add(topic + " " + text);
            }

            @Override
            public void line(String topic, String text, Duration took) {
                line(topic, text);
            }
        };
    }
}
