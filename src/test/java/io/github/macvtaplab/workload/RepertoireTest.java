package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.GUEST;
import static io.github.macvtaplab.workload.Recordings.HOST;
import static io.github.macvtaplab.workload.Recordings.PEER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.shell.Conversation;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks what is left out on nodes that lack a tool; runs of the embedded lab, which lacks netperf, show the same. */
class RepertoireTest {
    private static final LaneSide.Nic NIC = new LaneSide.Nic(GUEST, "eth0", "macvtap0");
    private static final Lane LANE = new Lane(
            new LaneSide(HOST, "uplink0", List.of(NIC), List.of("g1"), List.of("macvtap0")),
            Place.GUEST_TO_PEER,
            List.of(new Lane.Pair(PEER, NIC, "198.18.10.11")),
            false,
            Optional.empty());
    private static final List<Profile> ALL = Workloads.load().profiles();

    private final List<String> skipped = new ArrayList<>();

    /** Nodes that have some programs. */
    private record Programs(Set<String> programs) implements Shell {
        @Override
        public CommandResult run(Node node, String script, Duration deadline) {
            boolean has = programs.stream()
                    .anyMatch(program ->
                            (node.name() + ": " + script).equals(program.replace(": ", ": command -v '") + "'"));
            return new CommandResult(node.name(), script, has ? 0 : 1, "", "", Duration.ZERO);
        }

        @Override
        public Conversation converse(Node node, String command) {
            throw new UnsupportedOperationException(command);
        }
    }

    private List<Profile> on(String... programs) {
        return on(List.of(), programs);
    }

    private List<Profile> on(List<Tool> asked, String... programs) {
        return new Repertoire(new Programs(Set.of(programs)), LANE)
                .of(ALL.stream().map(profile -> profile.by(asked)).toList(), skipped::add);
    }

    private static List<String> tools(List<Profile> profiles) {
        return profiles.stream()
                .map(profile -> profile.name() + " " + profile.tool().name())
                .toList();
    }

    @Test
    void profileWhoseToolsAreMissingIsSkippedWithTheReason() {
        assertThat(tools(on()))
                .containsExactly(
                        "rr1c-200x1000 wrk",
                        "rr1c-200x30k wrk",
                        "str-readx30k iperf3",
                        "str-writex30k iperf3",
                        "http-smallest wrk");
        assertThat(skipped)
                .containsExactly(
                        "skipped rr1c-1x1: it needs uperf or netperf, and there is no uperf on peer, no uperf on g1, no netperf on peer,"
                                + " no netserver on g1");
    }

    @Test
    void uperfOnBothEndsMakesAllOfTheDocumentsRequestResponse() {
        assertThat(tools(on("peer: uperf", "g1: uperf", "peer: netperf", "g1: netserver")))
                .containsExactly(
                        "rr1c-1x1 uperf",
                        "rr1c-200x1000 uperf",
                        "rr1c-200x30k uperf",
                        "str-readx30k iperf3",
                        "str-writex30k iperf3",
                        "http-smallest wrk");
        assertThat(skipped).isEmpty();
    }

    @Test
    void netperfMakesOneByteForOneWhereThereIsNoUperf() {
        assertThat(tools(on("peer: netperf", "g1: netserver"))).contains("rr1c-1x1 netperf", "rr1c-200x1000 wrk");
        assertThat(skipped).isEmpty();
    }

    @Test
    void halfAToolIsNone() {
        assertThat(on("peer: netperf")).hasSize(ALL.size() - 1);
        assertThat(skipped)
                .containsExactly(
                        "skipped rr1c-1x1: it needs uperf or netperf, and there is no uperf on peer, no uperf on g1, no netserver on g1");
    }

    @Test
    void toolThatOneEndLacksIsNamedWhereAnotherTakesItsPlace() {
        assertThat(tools(on("peer: uperf"))).contains("rr1c-200x1000 wrk");
        assertThat(skipped).contains("rr1c-200x1000 is made by wrk, as there is no uperf on g1");
    }

    @Test
    void toolThatIsAskedForIsTakenBeforeTheBest() {
        assertThat(tools(on(
                        List.of(Tool.WRK, Tool.NETPERF),
                        "peer: uperf",
                        "g1: uperf",
                        "peer: wrk",
                        "g1: nginx",
                        "peer: netperf",
                        "g1: netserver")))
                .contains("rr1c-1x1 netperf", "rr1c-200x1000 wrk", "rr1c-200x30k wrk", "str-readx30k iperf3");
        assertThat(skipped).isEmpty();
    }

    @Test
    void profileThatNoneOfTheToolsAskedForCanMakeIsSkipped() {
        assertThat(tools(on(List.of(Tool.UPERF), "peer: uperf", "g1: uperf"))).doesNotContain("http-smallest wrk");
        assertThat(skipped).containsExactly("skipped http-smallest: it needs wrk, and uperf was asked for");
    }

    @Test
    void toolThatIsAskedForAndMissingIsAnError() {
        assertThatThrownBy(() -> on(List.of(Tool.UPERF), "peer: uperf"))
                .isInstanceOf(WorkloadException.class)
                .hasMessage(
                        "g1: expected uperf, which was asked for, for rr1c-1x1, saw no uperf on g1; install it, or set"
                                + " lab.performance.rr to other tools.");
    }

    /** Preflight looks for wrk, but a lab that is asked for it by name shall not begin without it. */
    @Test
    void askingForTheUsualToolMakesItsAbsenceAnErrorToo() {
        assertThatThrownBy(() -> on(List.of(Tool.WRK), "peer: wrk")).hasMessageContaining("no nginx on g1");
    }
}
