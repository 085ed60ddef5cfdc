package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.connectivity.Witness;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.report.ConsoleLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks what a bench remembers; nothing of it starts a lab. */
class BenchTest {
    private static final Path PATH = new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.ICMP);
    private static final ProbeResult PROBE = new ProbeResult(
            PATH,
            Neighbours.ASKED,
            new TreeMap<>(),
            4,
            Duration.ofSeconds(1),
            4,
            0,
            new ProbeResult.Responder("", ""),
            "",
            "g1",
            List.of());

    private final Bench bench = new Bench(new LabSession(LabConfig.from(Map.of()), new ConsoleLines()));

    @Test
    void tallyCountsPathsByVerdictAndTheirWitnesses() {
        bench.held(List.of(proof(PathVerdict.BLOCKED, 4), proof(PathVerdict.BLOCKED, 4)));
        bench.held(List.of(proof(PathVerdict.REACHABLE, 0)));

        assertThat(bench.tally()).hasToString("2 paths blocked, 1 path reachable, 8 witnesses");
    }

    @Test
    void tallyLeavesOutWhatThereIsNoneOf() {
        bench.held(List.of(proof(PathVerdict.REACHABLE, 0)));

        assertThat(bench.tally()).hasToString("1 path reachable");
    }

    @Test
    void summaryIsTheTestsOwnWords() {
        bench.held(List.of(proof(PathVerdict.REACHABLE, 0)));
        bench.note("open to the peer: TCP 22");
        bench.note("UDP 53");

        assertThat(bench.summary()).isEqualTo("open to the peer: TCP 22, UDP 53");
    }

    @Test
    void testThatSaysNothingElseHolds() {
        assertThat(bench.verdict()).isEqualTo(ClaimVerdict.HOLDS);
    }

    @Test
    void conclusionGoesBeforePassing() {
        bench.conclude(ClaimVerdict.INCONCLUSIVE, "wires are emulated");

        assertThat(bench.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
        assertThat(bench.summary()).isEqualTo("wires are emulated");
    }

    private static Proof proof(PathVerdict verdict, int witnesses) {
        List<Witness> seen = java.util.Collections.nCopies(
                witnesses, new Witness(Witness.Role.TARGET, Witness.When.BEFORE, PATH, true, ""));
        return new Proof(PATH, verdict, "as seen", PROBE, seen);
    }
}
