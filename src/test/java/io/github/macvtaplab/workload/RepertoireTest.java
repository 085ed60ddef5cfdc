package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.GUEST;
import static io.github.macvtaplab.workload.Recordings.HOST;
import static io.github.macvtaplab.workload.Recordings.PEER;
import static org.assertj.core.api.Assertions.assertThat;

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
    private static final Lane LANE = new Lane(
            HOST,
            "uplink0",
            Place.GUEST_TO_PEER,
            List.of(new Lane.Pair(PEER, GUEST, "198.18.10.11", "eth0", "macvtap0", List.of("g1"))),
            List.of("macvtap0"),
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
        return new Repertoire(new Programs(Set.of(programs)), LANE).of(ALL, skipped::add);
    }

    @Test
    void profileWhoseToolIsMissingIsSkippedWithTheReason() {
        assertThat(on()).extracting(Profile::name).doesNotContain("rr1c-1x1").hasSize(ALL.size() - 1);
        assertThat(skipped)
                .containsExactly(
                        "skipped rr1c-1x1: it needs netperf, and there is no netperf on peer, no netserver on g1");
    }

    @Test
    void halfAToolIsNone() {
        assertThat(on("peer: netperf")).hasSize(ALL.size() - 1);
        assertThat(skipped).containsExactly("skipped rr1c-1x1: it needs netperf, and there is no netserver on g1");
    }

    @Test
    void profileWhoseToolIsThereIsRun() {
        assertThat(on("peer: netperf", "g1: netserver")).isEqualTo(ALL);
        assertThat(skipped).isEmpty();
    }
}
