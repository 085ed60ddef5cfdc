package io.github.macvtaplab.connectivity;

import static io.github.macvtaplab.connectivity.Witness.Role.SENDER;
import static io.github.macvtaplab.connectivity.Witness.Role.TARGET;
import static io.github.macvtaplab.connectivity.Witness.When.AFTER;
import static io.github.macvtaplab.connectivity.Witness.When.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.ProbeResult.Responder;
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
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a verdict rests on everything that it has to rest on. */
class ProverTest {
    private static final Path PATH = new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);
    private static final Path TO_TARGET = new Path(End.PEER, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);
    private static final Path FROM_SENDER = new Path(End.HOST, End.PEER, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);
    private static final Attestation SOUND = new Attestation(Map.of(), List.of(), Map.of(), Map.of());
    private static final List<Witness> ALL_HELD = List.of(
            new Witness(TARGET, BEFORE, TO_TARGET, true, ""),
            new Witness(TARGET, AFTER, TO_TARGET, true, ""),
            new Witness(SENDER, BEFORE, FROM_SENDER, true, ""),
            new Witness(SENDER, AFTER, FROM_SENDER, true, ""));

    private static ProbeResult probe(
            SortedMap<Integer, Double> answers, int tagsOut, int asksOut, Responder by, List<String> errors) {
        return new ProbeResult(
                PATH,
                Neighbours.ASKED,
                answers,
                4,
                Duration.ofMillis(750),
                tagsOut,
                asksOut,
                by,
                "52:54:00:12:01:11",
                "g1",
                errors);
    }

    private static ProbeResult silent(int tagsOut, int asksOut, String... errors) {
        return probe(new TreeMap<>(), tagsOut, asksOut, new Responder("", ""), List.of(errors));
    }

    private static ProbeResult answeredBy(String node, String mac) {
        return probe(new TreeMap<>(Map.of(1, 0.02)), 1, 1, new Responder(node, mac), List.of());
    }

    @Test
    void answerOfTheRightNodeIsReachable() {
        Proof proof = Prover.judge(answeredBy("g1", "52:54:00:12:01:11"), List.of(), SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.REACHABLE);
    }

    /** A copy of the lab on the same segment has the same names and MAC addresses. */
    @Test
    void answerOfTheSameNodeOfAnotherRunIsNoAnswer() {
        ProbeResult probe = new ProbeResult(
                PATH,
                Neighbours.ASKED,
                new TreeMap<>(Map.of(1, 0.02)),
                4,
                Duration.ofMillis(750),
                1,
                1,
                new Responder("0badcafe/g1", "52:54:00:12:01:11"),
                "52:54:00:12:01:11",
                "a1b2c3d4/g1",
                List.of());

        Proof proof = Prover.judge(probe, ALL_HELD, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("somebody else answered", "expected a1b2c3d4/g1", "seen 0badcafe/g1");
    }

    @Test
    void answerOfAnotherNodeIsNoAnswer() {
        Proof proof = Prover.judge(answeredBy("peer", ""), ALL_HELD, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("somebody else answered").contains("peer");
    }

    @Test
    void answerFromAnotherMacAddressIsNoAnswer() {
        Proof proof = Prover.judge(answeredBy("", "52:54:00:12:02:11"), ALL_HELD, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("52:54:00:12:02:11");
    }

    @Test
    void silenceWithFramesSentAndAllWitnessesIsBlocked() {
        assertThat(Prover.judge(silent(4, 0), ALL_HELD, SOUND).verdict()).isEqualTo(PathVerdict.BLOCKED);
    }

    @Test
    void requestForTheNeighbourCountsAsFrameSent() {
        assertThat(Prover.judge(silent(0, 2), ALL_HELD, SOUND).verdict()).isEqualTo(PathVerdict.BLOCKED);
    }

    @Test
    void silenceWithoutFrameSentIsNotBlocked() {
        Proof proof = Prover.judge(silent(0, 0), ALL_HELD, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("no frame of the probe was seen leaving the sender");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anyWitnessThatFellLeavesItUndecided(int which) {
        List<Witness> witnesses = new ArrayList<>(ALL_HELD);
        Witness fallen = witnesses.get(which);
        witnesses.set(which, new Witness(fallen.role(), fallen.when(), fallen.path(), false, ""));

        Proof proof = Prover.judge(silent(4, 0), witnesses, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("did not hold").contains(fallen.describe());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anyWitnessThatIsMissingLeavesItUndecided(int which) {
        List<Witness> witnesses = new ArrayList<>(ALL_HELD);
        Witness missing = witnesses.remove(which);

        Proof proof = Prover.judge(silent(4, 0), witnesses, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason())
                .isEqualTo("no witness of the %s ran %s"
                        .formatted(missing.role() == TARGET ? "target" : "sender", missing.when()));
    }

    @Test
    void refusalMeansThatFramesPass() {
        Proof proof = Prover.judge(silent(1, 0, "Connection refused"), ALL_HELD, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("refusal");
    }

    @Test
    void senderThatRefusesToSendSaysNothingAboutThePath() {
        Proof proof = Prover.judge(silent(0, 0, "Operation not permitted"), ALL_HELD, SOUND);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("the sender itself refused").contains("Operation not permitted");
    }

    @Test
    void deviceThatWasTakenDownNeedsNoFrame() {
        Attestation down = new Attestation(Map.of(), List.of(), Map.of(), Map.of(End.HOST, List.of(SubnetName.SHARED)));

        assertThat(Prover.judge(silent(0, 0), ALL_HELD, down).verdict()).isEqualTo(PathVerdict.BLOCKED);
    }

    @Test
    void otherWiringThanThoughtLeavesEvenAnAnswerUndecided() {
        Attestation wrong = new Attestation(Map.of(), List.of("it is a tun, port of mvlbr0"), Map.of(), Map.of());

        Proof proof = Prover.judge(answeredBy("g1", ""), ALL_HELD, wrong);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains("mvlbr0");
    }
}
