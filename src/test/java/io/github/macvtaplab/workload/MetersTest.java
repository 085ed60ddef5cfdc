package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.SshServerForTests;
import io.github.macvtaplab.shell.SshShell;
import io.github.macvtaplab.workload.Meters.Ran;
import io.github.macvtaplab.workload.Meters.Series;
import io.github.macvtaplab.workload.Meters.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks the meter itself, running on this machine behind an SSH server of the test's own. Needs python3, and /run writable. */
@Timeout(90)
class MetersTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SshServerForTests server = new SshServerForTests("kvm1");
    private final Node node = server.node();
    private final SshShell shell = new SshShell(SshServerForTests.credentials(Map.of("kvm1", server.hostKey())));
    private final Meters meters = new Meters(shell);

    @BeforeEach
    void needsRun() {
        assumeThat(Files.isWritable(Path.of("/run"))).isTrue();
    }

    @AfterEach
    void stop() throws IOException {
        meters.close();
        shell.close();
        server.close();
    }

    private List<Ran> run(String... scripts) {
        return meters.run(Map.of(node, List.of(scripts)), LIMIT).getOrDefault(node, List.of());
    }

    private Series series(Watch watch, String script) {
        meters.begin(Map.of(node, watch), Duration.ofMillis(100));
        run(script);
        return meters.end(List.of(node)).values().iterator().next();
    }

    @Test
    void scriptsRunAtTheSameTime() {
        List<Ran> ran = run("sleep 1; echo one", "sleep 1; echo two >&2; exit 3");

        assertThat(ran.get(0).result().stdout()).isEqualTo("one\n");
        assertThat(ran.get(1).result().stderr()).isEqualTo("two\n");
        assertThat(ran.get(1).result().exitStatus()).isEqualTo(3);
        assertThat(ran.get(1).start()).isLessThan(ran.get(0).end() - 0.5);
    }

    @Test
    void scriptThatDoesNotEndIsEnded() {
        List<Ran> ran = meters.run(Map.of(node, List.of("sleep 60")), Duration.ofSeconds(1))
                .getOrDefault(node, List.of());

        assertThat(ran.get(0).result().exitStatus()).isNotZero();
        assertThat(ran.get(0).result().took()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void countersAreReadWhileAScriptRuns() {
        Series series = series(new Watch(List.of("lo"), List.of("no guest")), "sleep 1");

        assertThat(series.readings()).hasSizeGreaterThan(6);
        assertThat(series.first().devices()).containsOnlyKeys("lo");
    }

    @Test
    void cpuTimeIsSplitWithoutRemainder() {
        Series series = series(new Watch(List.of(), List.of("no guest")), "timeout 1 sh -c 'while :; do :; done'");

        Map<CpuComponent, Double> spent = series.last().cpuSince(series.first());
        assertThat(spent).containsOnlyKeys(CpuComponent.values());
        // The loop is nobody's but the rest's.
        assertThat(spent.get(CpuComponent.REST)).isBetween(0.5, 60.0);
    }

    @Test
    void nodeWhoseCpusAreNotAskedForIsReadTwice() {
        assertThat(series(new Watch(List.of(Meters.ALL), List.of()), "sleep 1").readings())
                .hasSize(2)
                .allSatisfy(reading -> assertThat(reading.cpu()).isEmpty());
    }

    @Test
    void readingCostsLessThanOnePercentOfACpu() {
        Series series = series(new Watch(List.of("lo"), List.of("no guest")), "sleep 3");

        assertThat(series.own() / (series.last().seconds() - series.first().seconds()))
                .isLessThan(0.01);
    }

    @Test
    void clockThatIsSetDuringARunMakesItWorthNothing() throws IOException {
        var answer = new ObjectMapper()
                .readTree("{\"status\":0,\"out\":\"\",\"err\":\"\",\"start\":10,\"end\":12,\"step\":-3600.5}");

        assertThatThrownBy(() -> Meters.ran(node, "a tool", answer))
                .isInstanceOf(WorkloadException.class)
                .hasMessage("kvm1: expected a clock that nobody sets during a run, saw it was moved by -3600.50 s;"
                        + " see what keeps the time there (chrony, ntpd, the hypervisor).");
    }

    @Test
    void serverRunsUntilItIsEnded() {
        Serving.Program program = new Serving.Program(
                List.of("python3", "-m", "http.server", "18997", "--bind", "127.0.0.1", "-d", "@"), 18_997);

        meters.serve(Map.of(node, new Serving(Map.of("7", 7), List.of(program))));
        String fetch =
                "python3 -c 'import urllib.request as r; print(r.urlopen(\"http://127.0.0.1:18997/7\").read().decode())'";
        String got = run(fetch).get(0).result().stdout();
        meters.unserve(List.of(node));

        assertThat(got).isEqualTo("xxxxxxx\n");
        assertThat(run(fetch).get(0).result().exitStatus()).isNotZero();
    }

    @Test
    void programThatIsNotThereIsNamedWithItsNode() {
        Serving serving = new Serving(Map.of(), List.of(new Serving.Program(List.of("no-such-server"), 18_998)));

        assertThatThrownBy(() -> meters.serve(Map.of(node, serving)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the meter of kvm1 cannot do 'serve'")
                .hasMessageContaining("there is no program 'no-such-server' on this node");
    }

    @Test
    void serverThatDoesNotListenSaysWhatItSaid() {
        Serving serving =
                new Serving(Map.of(), List.of(new Serving.Program(List.of("sh", "-c", "echo cannot bind"), 18_999)));

        assertThatThrownBy(() -> meters.serve(Map.of(node, serving)))
                .hasMessageContaining("sh does not listen on port 18999: cannot bind");
    }
}
