package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProverTest {
    private static final Path PATH = new Path(End.HOST, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.ICMP);
    private static final Path CONTROL = new Path(End.PEER, End.GUEST, SubnetName.SHARED, IpFamily.V4, Protocol.ICMP);
    private static final List<Witness> HELD = List.of(before(true), after(true));

    @Test
    void answerMakesThePathReachable() {
        assertThat(Prover.judge(probe(true, true, ""), HELD).verdict()).isEqualTo(PathVerdict.REACHABLE);
    }

    @Test
    void answerNeedsNeitherWitnessesNorCapture() {
        assertThat(Prover.judge(probe(true, false, ""), List.of()).verdict()).isEqualTo(PathVerdict.REACHABLE);
    }

    @Test
    void silenceWithFramesOutAndWitnessesBeforeAndAfterMakesThePathBlocked() {
        Proof proof = Prover.judge(silent(), HELD);

        assertThat(proof.verdict()).isEqualTo(PathVerdict.BLOCKED);
        assertThat(proof.reason()).contains("3.0 s", "2 witnesses held");
        assertThat(proof.witnesses()).isEqualTo(HELD);
    }

    @Test
    void silenceWithoutWitnessesDecidesNothing() {
        inconclusive(silent(), List.of(), "no witness was asked");
    }

    @Test
    void silenceWithWitnessesBeforeOnlyDecidesNothing() {
        inconclusive(silent(), List.of(before(true)), "no witness ran AFTER");
    }

    @Test
    void silenceWithWitnessesAfterOnlyDecidesNothing() {
        inconclusive(silent(), List.of(after(true)), "no witness ran BEFORE");
    }

    @ParameterizedTest
    @CsvSource({"false, true, BEFORE", "true, false, AFTER"})
    void fallenWitnessDecidesNothingAndIsNamed(boolean before, boolean after, String when) {
        inconclusive(
                silent(),
                List.of(before(before), after(after)),
                "did not hold",
                "peer -> guest, shared subnet, IPv4 ICMP (" + when + ")");
    }

    @Test
    void oneFallenWitnessAmongManyIsEnough() {
        inconclusive(silent(), List.of(before(true), after(true), before(true), after(false)), "did not hold");
    }

    @Test
    void silenceOfSenderThatSentNothingDecidesNothing() {
        inconclusive(probe(false, false, ""), HELD, "no frame of the probe was seen leaving");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ping: sendmsg: Operation not permitted", "sh: ping: not found", "connect: Invalid argument"})
    void failureOfTheSendersOwnDecidesNothing(String detail) {
        inconclusive(probe(false, true, detail), HELD, "sender itself refused", detail);
    }

    @Test
    void refusalMeansThatFramesPassAndDecidesNothing() {
        inconclusive(probe(false, true, "connect: Connection refused"), HELD, "frames do pass", "Connection refused");
    }

    @Test
    void proofShowsProbeAndEveryWitness() {
        assertThat(Prover.judge(silent(), HELD).describe().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("host -> guest, shared subnet, IPv4 ICMP  BLOCKED"),
                        line -> assertThat(line).startsWith("  because "),
                        line -> assertThat(line).contains("probe", "silent", "leaving: yes", "3.0 s"),
                        line -> assertThat(line).contains("witness BEFORE", "peer -> guest", "answered"),
                        line -> assertThat(line).contains("witness AFTER", "peer -> guest", "answered"));
    }

    private static void inconclusive(ProbeResult probe, List<Witness> witnesses, String... named) {
        Proof proof = Prover.judge(probe, witnesses);
        assertThat(proof.verdict()).isEqualTo(PathVerdict.INCONCLUSIVE);
        assertThat(proof.reason()).contains(named);
    }

    private static ProbeResult silent() {
        return probe(false, true, "100% packet loss");
    }

    private static ProbeResult probe(boolean answered, boolean frameSent, String detail) {
        return new ProbeResult(PATH, answered, frameSent, detail, Duration.ofSeconds(3));
    }

    private static Witness before(boolean held) {
        return witness(Witness.When.BEFORE, held);
    }

    private static Witness after(boolean held) {
        return witness(Witness.When.AFTER, held);
    }

    private static Witness witness(Witness.When when, boolean held) {
        return new Witness(when, new ProbeResult(CONTROL, held, true, "", Duration.ofSeconds(1)));
    }
}
