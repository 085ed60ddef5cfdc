package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.Witness.Role;
import io.github.macvtaplab.connectivity.Witness.When;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks the prover where neighbours are given or the lab is not as described, and what a proof tells its reader. */
class ProofTest {
    private static final Path HOST_TO_GUEST =
            new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);
    private static final Path HOST_TO_PEER = new Path(End.HOST, End.PEER, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);

    private static List<Witness> witnesses(boolean held) {
        List<Witness> witnesses = new ArrayList<>();
        for (Role role : Role.values()) {
            for (When when : When.values()) {
                witnesses.add(new Witness(role, when, HOST_TO_PEER, held, ""));
            }
        }
        return witnesses;
    }

    private static Attestation noting(String note, String wrongWiring) {
        return new Attestation(
                Map.of(End.GUEST, List.of(note)),
                wrongWiring.isEmpty() ? List.of() : List.of(wrongWiring),
                Map.of(),
                Map.of());
    }

    @Test
    void requestForTheNeighbourIsNoProbeWhereTheNeighbourIsGiven() {
        ProbeResult onlyAsked = new ProbeResult(
                HOST_TO_GUEST,
                Neighbours.GIVEN,
                new TreeMap<>(),
                1,
                Duration.ofMillis(350),
                0,
                2,
                new ProbeResult.Responder("", ""),
                "",
                "g1",
                List.of());

        Proof proof = Prover.judge(onlyAsked, witnesses(true), RoundsForTests.SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("no frame of the probe was seen leaving");
    }

    @Test
    void answerToAnEarlierAttemptIsNoneToTheOneWithGivenNeighbours() {
        ProbeResult early = RoundsForTests.result(HOST_TO_GUEST, Neighbours.GIVEN, 0, 1, ProbeResult.AFTER);

        assertThat(Prover.judge(early, witnesses(true), RoundsForTests.SOUND).verdict())
                .isEqualTo(PathVerdict.BLOCKED);
    }

    @Test
    void answerThatTheWitnessAloneGotIsNoneToTheProbe() {
        ProbeResult late = RoundsForTests.result(HOST_TO_GUEST, Neighbours.ASKED, ProbeResult.AFTER);

        assertThat(Prover.judge(late, witnesses(true), RoundsForTests.SOUND).verdict())
                .isEqualTo(PathVerdict.BLOCKED);
    }

    @Test
    void whatIsOddAtTheEndsIsPointedOutWhereNoVerdictIsReached() {
        Proof proof = Prover.judge(
                RoundsForTests.result(HOST_TO_GUEST, Neighbours.ASKED),
                witnesses(false),
                noting("ens2 of g1 is set down", ""));

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).endsWith(". Look at: ens2 of g1 is set down");
    }

    @Test
    void whatIsOddElsewhereIsNotPointedOut() {
        assertThat(Prover.judge(
                                RoundsForTests.result(HOST_TO_PEER, Neighbours.ASKED),
                                witnesses(false),
                                noting("ens2 of g1 is set down", ""))
                        .reason())
                .doesNotContain("Look at");
    }

    @Test
    void wrongWiringOfTheGuestsDoesNotConcernHostAndPeer() {
        assertThat(Prover.judge(
                                RoundsForTests.result(HOST_TO_PEER, Neighbours.ASKED, 1),
                                witnesses(true),
                                noting("", "it is a tun"))
                        .verdict())
                .isEqualTo(PathVerdict.REACHABLE);
    }

    @Test
    void readerSeesAttemptsFramesAndFallenWitnesses() {
        assertThat(Prover.judge(
                                RoundsForTests.result(HOST_TO_GUEST, Neighbours.ASKED),
                                witnesses(false),
                                RoundsForTests.SOUND)
                        .describe())
                .contains(
                        "INCONCLUSIVE",
                        "answered: none (of 3 attempts in 0.8 s)",
                        "3 with tag, 1 neighbour requests",
                        "witness of the target",
                        "witness of the sender",
                        "DID NOT HOLD");
    }

    @Test
    void answeredAttemptsAreNamed() {
        assertThat(RoundsForTests.result(HOST_TO_GUEST, Neighbours.ASKED, 0, 2, 5, 6, 7)
                        .answeredAttempts())
                .isEqualTo("before 2 after given last");
    }
}
