package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Checks what the prober sends to which node, and how it reads what comes back. */
class ProberTest {
    private static final Path PATH = path(End.HOST, End.GUEST);
    private static final Path THERE = path(End.PEER, End.GUEST);
    private static final Path HERE = path(End.HOST, End.PEER);

    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    @Test
    void answerAndFrameAreReadFromTheCommandsOutput() {
        ProbeResult result = probe("answered=yes\nsent=1\ndetail=1 received\n");

        assertThat(result.answered()).isTrue();
        assertThat(result.frameSent()).isTrue();
        assertThat(result.detail()).isEqualTo("1 received");
    }

    @Test
    void silenceWithoutFrameIsReadFromTheCommandsOutput() {
        ProbeResult result = probe("answered=no\nsent=0\ndetail=Operation not permitted\n");

        assertThat(result.answered()).isFalse();
        assertThat(result.frameSent()).isFalse();
        assertThat(result.failedAtHome()).isTrue();
    }

    @Test
    void probeWithoutResultIsBrokenNotSilent() {
        assertThatThrownBy(() -> probe(""))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "host",
                        "host -> guest, shared subnet, IPv4 ICMP",
                        "exit status 1",
                        "the capture does not start");
    }

    @Test
    void probeThatDoesNotCountItsFramesHasNoneSeen() {
        assertThat(probe("answered=no\n").frameSent()).isFalse();
    }

    @Test
    void resultsComeInTheOrderOfThePaths() {
        try (Prober prober = new Prober(shell("answered=yes\nsent=1\n"))) {
            assertThat(prober.probe(new Lab(), List.of(HERE, PATH, THERE), Duration.ofSeconds(1)))
                    .extracting(ProbeResult::path)
                    .containsExactly(HERE, PATH, THERE);
        }
    }

    @Test
    void neighboursAreForgottenOnTheTestDevicesOfBothEndsOnly() {
        try (Prober prober = new Prober(shell(""))) {
            prober.flushNeighbours(new Lab(), List.of(PATH));
        }

        assertThat(ran).hasSize(2).allMatch(command -> command.contains("ip neigh flush dev \"$dev\""));
        assertThat(ran).anyMatch(command -> command.startsWith("host: for dev in host-shared;"));
        assertThat(ran).anyMatch(command -> command.startsWith("guest: for dev in guest-shared;"));
    }

    @Test
    void neighboursThatCannotBeForgottenAreAnError() {
        Shell failing = (node, script, deadline) ->
                new CommandResult(node.name(), script, 1, "", "Cannot find device", Duration.ZERO);
        try (Prober prober = new Prober(failing)) {
            assertThatThrownBy(() -> prober.flushNeighbours(new Lab(), List.of(PATH)))
                    .isInstanceOf(LabException.class)
                    .hasMessageContainingAll("neighbour caches", "Cannot find device");
        }
    }

    @Test
    void proofForgetsNeighboursBeforeTheWitnessesAndAgainBeforeTheProbe() {
        try (Prober prober = new Prober(shell("answered=yes\nsent=1\n"))) {
            new Prover(prober).prove(new Lab(), List.of(PATH), path -> List.of(THERE, HERE));
        }

        // Three ends are flushed, two witnesses run; then again, and the probe; then the two witnesses.
        assertThat(ran.stream().map(command -> command.contains("neigh flush") ? "flush" : "probe"))
                .containsExactly(
                        "flush", "flush", "flush", "probe", "probe", "flush", "flush", "flush", "probe", "probe",
                        "probe");
        assertThat(ran.stream().skip(8).findFirst())
                .hasValueSatisfying(
                        command -> assertThat(command).startsWith("host: ").contains("192.0.2.2"));
    }

    @Test
    void proofGivesEachPathItsWitnessesFromBothSides() {
        Shell silentToGuest = (node, script, deadline) -> new CommandResult(
                node.name(),
                script,
                0,
                "host".equals(node.name()) && script.contains("192.0.2.2")
                        ? "answered=no\nsent=1\n"
                        : "answered=yes\nsent=1\n",
                "",
                Duration.ZERO);
        try (Prober prober = new Prober(silentToGuest)) {
            List<Proof> proofs = new Prover(prober).prove(new Lab(), List.of(PATH), path -> List.of(THERE, HERE));

            assertThat(proofs).singleElement().satisfies(proof -> {
                assertThat(proof.verdict()).isEqualTo(PathVerdict.BLOCKED);
                assertThat(proof.witnesses())
                        .extracting(Witness::when)
                        .containsExactly(
                                Witness.When.BEFORE, Witness.When.AFTER, Witness.When.BEFORE, Witness.When.AFTER);
            });
        }
    }

    @Test
    void lookWithoutWitnessesNeverCallsPathBlocked() {
        try (Prober prober = new Prober(shell("answered=no\nsent=1\n"))) {
            assertThat(new Prover(prober).open(new Lab(), List.of(PATH)))
                    .extracting(Proof::verdict)
                    .containsExactly(PathVerdict.INCONCLUSIVE);
        }
    }

    private ProbeResult probe(String stdout) {
        try (Prober prober = new Prober(shell(stdout))) {
            return prober.probe(new Lab(), List.of(PATH), Duration.ofSeconds(1)).get(0);
        }
    }

    private Shell shell(String stdout) {
        return (node, script, deadline) -> {
            ran.add(node.name() + ": " + script);
            boolean flush = script.contains("neigh flush");
            return flush || !stdout.isEmpty()
                    ? new CommandResult(node.name(), script, 0, flush ? "" : stdout, "", Duration.ZERO)
                    : new CommandResult(node.name(), script, 1, "", "the capture does not start", Duration.ZERO);
        };
    }

    private static Path path(End from, End to) {
        return new Path(from, to, SubnetName.SHARED, IpFamily.V4, Protocol.ICMP);
    }

    private static String name(End end) {
        return end.name().toLowerCase(Locale.ROOT);
    }

    private static final class Lab implements Topology {
        @Override
        public Node node(End end) {
            return new Node(name(end), NodeRole.PEER, new SshAddress("192.0.2.100", 22, "root"), Optional.empty());
        }

        @Override
        public String address(End end, SubnetName subnet, IpFamily family) {
            return switch (end) {
                case HOST -> "192.0.2.1";
                case GUEST -> "192.0.2.2";
                case GUEST2 -> "192.0.2.3";
                case PEER -> "192.0.2.4";
            };
        }

        @Override
        public String device(End end, SubnetName subnet) {
            return name(end) + "-" + subnet.name().toLowerCase(Locale.ROOT);
        }
    }
}
