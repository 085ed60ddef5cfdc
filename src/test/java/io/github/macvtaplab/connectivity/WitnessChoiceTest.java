package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.macvtaplab.connectivity.Witness.Role;
import io.github.macvtaplab.connectivity.Witness.When;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Firewall;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which paths speak for a probe, and what they have to have done. */
class WitnessChoiceTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();
    private static final Situation PLAIN = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);
    private static final Situation NO_CARRIER = PLAIN.with(Hairpin.OFF, Uplink.CARRIER_LOST, Firewall.NONE);
    private static final Path PROBE = shared(End.HOST, End.GUEST);

    private static Path shared(End from, End to) {
        return new Path(from, to, SubnetName.SHARED, IpFamily.V4, Protocol.UDP);
    }

    private static Path secondSubnet(End from, End to) {
        return with(shared(from, to), SubnetName.SECOND, IpFamily.V4, Protocol.UDP);
    }

    private static Path with(Path path, SubnetName subnet, IpFamily family, Protocol protocol) {
        return new Path(path.from(), path.to(), subnet, family, protocol);
    }

    private static Taken taken(Situation situation, Predicate<Path> among) {
        return RoundsForTests.asExpected(
                MATRIX,
                situation,
                SituationPaths.of(situation).stream().filter(among).toList());
    }

    private static WitnessChoice choice(Optional<Taken> before, Optional<Taken> after) {
        return new WitnessChoice(MATRIX, before, after);
    }

    private static List<Witness> choose(Taken taken, Path probe, Neighbours neighbours) {
        return choice(Optional.empty(), Optional.empty()).choose(taken, RoundsForTests.result(probe, neighbours));
    }

    private static List<Path> of(Role role, List<Witness> witnesses) {
        return witnesses.stream()
                .filter(witness -> witness.role() == role)
                .map(Witness::path)
                .distinct()
                .toList();
    }

    @Test
    void thePeerOnTheProbesOwnSubnetIsPreferred() {
        List<Witness> witnesses = choose(taken(PLAIN, path -> true), PROBE, Neighbours.ASKED);

        assertThat(witnesses)
                .extracting(Witness::role, Witness::when, Witness::path)
                .containsExactly(
                        tuple(Role.TARGET, When.BEFORE, shared(End.PEER, End.GUEST)),
                        tuple(Role.TARGET, When.AFTER, shared(End.PEER, End.GUEST)),
                        tuple(Role.SENDER, When.BEFORE, shared(End.HOST, End.PEER)),
                        tuple(Role.SENDER, When.AFTER, shared(End.HOST, End.PEER)));
    }

    @Test
    void theProbesSubnetFamilyAndToolAreKept() {
        Path probe = with(PROBE, SubnetName.SECOND, IpFamily.V6, Protocol.TCP);

        List<Witness> witnesses = choose(taken(PLAIN, path -> true), probe, Neighbours.ASKED);

        assertThat(of(Role.TARGET, witnesses))
                .containsExactly(with(shared(End.PEER, End.GUEST), SubnetName.SECOND, IpFamily.V6, Protocol.TCP));
        assertThat(of(Role.SENDER, witnesses))
                .containsExactly(with(shared(End.HOST, End.PEER), SubnetName.SECOND, IpFamily.V6, Protocol.TCP));
    }

    @Test
    void theSameFamilyGoesBeforeThePeer() {
        Taken noPeerByV4 = taken(PLAIN, path -> path.from() != End.PEER || path.family() == IpFamily.V6);

        assertThat(of(Role.TARGET, choose(noPeerByV4, PROBE, Neighbours.ASKED)))
                .containsExactly(shared(End.GUEST2, End.GUEST));
    }

    @Test
    void thePeerGoesBeforeTheProbesSubnet() {
        Situation isolated = Situation.plain(Wiring.isolatedBridge(), Second.UNUSED);
        Path probe = with(shared(End.GUEST, End.HOST), SubnetName.ISOLATED, IpFamily.V4, Protocol.UDP);

        assertThat(of(Role.TARGET, choose(taken(isolated, path -> true), probe, Neighbours.ASKED)))
                .containsExactly(shared(End.PEER, End.HOST));
    }

    @Test
    void theSameTwoEndsByAnotherSubnetAreTheLastChoice() {
        Situation passthrough = Situation.plain(Wiring.macvtap(MacvtapMode.PASSTHROUGH), Second.UNUSED);
        Path probe = shared(End.HOST, End.PEER);

        assertThat(of(Role.SENDER, choose(taken(passthrough, path -> true), probe, Neighbours.ASKED)))
                .containsExactly(with(probe, SubnetName.SECOND, IpFamily.V4, Protocol.UDP));
    }

    @Test
    void whatPassesAnotherDeviceIsNoWitnessWhereAWholeLabHasOneThatPassesTheProbes() {
        Taken noPeer = taken(PLAIN, path -> path.from() != End.PEER && path.to() != End.PEER);

        assertThat(noPeer.round().asked()).containsKey(secondSubnet(End.HOST, End.GUEST2));
        assertThat(of(Role.SENDER, choose(noPeer, PROBE, Neighbours.ASKED))).isEmpty();
    }

    @Test
    void peerOnAnotherDeviceIsNoWitnessEither() {
        Taken peerOnSecondAlone = taken(PLAIN, path -> path.from() != End.PEER || path.subnet() == SubnetName.SECOND);

        assertThat(of(Role.TARGET, choose(peerOnSecondAlone, PROBE, Neighbours.ASKED)))
                .containsExactly(shared(End.GUEST2, End.GUEST));
    }

    @Test
    void otherRoundsDoNotMakeUpForTheDeviceEither() {
        Situation vepa = Situation.plain(Wiring.macvtap(MacvtapMode.VEPA), Second.BOTH);
        Predicate<Path> noPeer = path -> path.from() != End.PEER && path.to() != End.PEER;
        Optional<Taken> plain = Optional.of(taken(vepa, noPeer));
        Taken cut = taken(vepa.with(Hairpin.OFF, Uplink.CARRIER_LOST, Firewall.NONE), noPeer);
        Path sameDevice = secondSubnet(End.GUEST, End.GUEST2);

        assertThat(choice(plain, plain)
                        .choose(cut, RoundsForTests.result(shared(End.GUEST, End.GUEST2), Neighbours.ASKED)))
                .isEmpty();
        assertThat(choice(plain, plain).choose(cut, RoundsForTests.result(sameDevice, Neighbours.ASKED)))
                .hasSize(4);
    }

    @Test
    void anyThirdEndGoesBeforeTheSameTwoEnds() {
        Taken noPeer = taken(PLAIN, path -> path.from() != End.PEER && path.to() != End.PEER);

        assertThat(of(Role.TARGET, choose(noPeer, PROBE, Neighbours.ASKED)))
                .containsExactly(shared(End.GUEST2, End.GUEST));
    }

    @Test
    void neighbourResolutionIsVouchedForByEchoes() {
        Path probe = with(PROBE, SubnetName.SHARED, IpFamily.V4, Protocol.NEIGHBOUR);

        assertThat(choose(taken(PLAIN, path -> true), probe, Neighbours.ASKED))
                .hasSize(4)
                .extracting(witness -> witness.path().protocol())
                .containsOnly(Protocol.ICMP);
    }

    @Test
    void broadcastIsVouchedForByBroadcastWhereThereIsOne() {
        Path probe = with(PROBE, SubnetName.SHARED, IpFamily.V4, Protocol.BROADCAST);

        assertThat(choose(taken(PLAIN, path -> true), probe, Neighbours.ASKED))
                .hasSize(4)
                .extracting(witness -> witness.path().protocol())
                .containsOnly(Protocol.BROADCAST);
    }

    @Test
    void broadcastIsVouchedForByDatagramsWhereNoBroadcastGetsThrough() {
        Path probe = with(PROBE, SubnetName.SHARED, IpFamily.V4, Protocol.BROADCAST);
        Taken noBroadcast = taken(PLAIN, path -> path.protocol() != Protocol.BROADCAST);

        assertThat(choose(noBroadcast, probe, Neighbours.ASKED))
                .hasSize(4)
                .extracting(witness -> witness.path().protocol())
                .containsOnly(Protocol.UDP);
    }

    @Test
    void pathThatIsExpectedToBeBlockedIsNoWitness() {
        Situation vepa = Situation.plain(Wiring.macvtap(MacvtapMode.VEPA), Second.UNUSED);
        Taken onlyTheOtherGuest = taken(vepa, path -> path.from() == End.GUEST2);

        assertThat(choose(onlyTheOtherGuest, PROBE, Neighbours.ASKED)).isEmpty();
    }

    private static List<Boolean> held(Neighbours neighbours, Integer... answered) {
        Path witness = shared(End.PEER, End.GUEST);
        Map<Path, ProbeResult> asked = new LinkedHashMap<>();
        asked.put(witness, RoundsForTests.result(witness, Neighbours.ASKED, answered));
        Round round =
                new Round(LabForTests.of(PLAIN), RoundsForTests.SOUND, asked, Map.of(), List.of(), Optional.empty());
        return choose(new Taken(PLAIN, round), PROBE, neighbours).stream()
                .map(Witness::held)
                .toList();
    }

    @Test
    void witnessThatFellSilentDoesNotHoldAfterTheProbe() {
        assertThat(held(Neighbours.ASKED, 0, 1)).containsExactly(true, false);
    }

    @Test
    void witnessThatCameLateDoesNotHoldBeforeTheProbe() {
        assertThat(held(Neighbours.ASKED, ProbeResult.AFTER)).containsExactly(false, true);
    }

    @Test
    void theAttemptAfterTheProbeStandsBeforeTheOneWithGivenNeighbours() {
        assertThat(held(Neighbours.GIVEN, ProbeResult.AFTER)).containsExactly(true, false);
        assertThat(held(Neighbours.GIVEN, 0, 1, ProbeResult.LAST)).containsExactly(false, true);
    }

    @Test
    void whereNothingIsOpenTheProbesOwnPathSpeaksFromEarlierAndLaterRounds() {
        Path guests = shared(End.GUEST, End.GUEST2);
        Optional<Taken> plain = Optional.of(taken(PLAIN, path -> true));

        List<Witness> witnesses = choice(plain, plain)
                .choose(taken(NO_CARRIER, path -> true), RoundsForTests.result(guests, Neighbours.ASKED));

        assertThat(witnesses)
                .hasSize(4)
                .allMatch(Witness::held)
                .allMatch(witness -> witness.path().equals(guests))
                .extracting(Witness::where)
                .containsOnly("hairpin off, uplink up, firewall none");
        assertThat(witnesses.get(0).describe()).endsWith("in hairpin off, uplink up, firewall none)");
    }

    @Test
    void probeThatIsBlockedThenTooHasOthersSpeakForItsTarget() {
        Optional<Taken> plain = Optional.of(taken(PLAIN, path -> true));

        List<Witness> witnesses = choice(plain, plain)
                .choose(taken(NO_CARRIER, path -> true), RoundsForTests.result(PROBE, Neighbours.ASKED));

        assertThat(of(Role.TARGET, witnesses)).containsExactly(shared(End.PEER, End.GUEST));
        // The host's second uplink still works, so that no other round is needed for the sender.
        assertThat(of(Role.SENDER, witnesses))
                .containsExactly(with(shared(End.HOST, End.PEER), SubnetName.SECOND, IpFamily.V4, Protocol.UDP));
        assertThat(witnesses)
                .filteredOn(witness -> witness.role() == Role.SENDER)
                .extracting(Witness::where)
                .containsOnly("");
    }

    @Test
    void roundThatIsMissingGivesNoWitnessOfItsSide() {
        Optional<Taken> plain = Optional.of(taken(PLAIN, path -> true));

        assertThat(choice(plain, Optional.empty())
                        .choose(
                                taken(NO_CARRIER, path -> true),
                                RoundsForTests.result(shared(End.GUEST, End.GUEST2), Neighbours.ASKED)))
                .hasSize(2)
                .extracting(Witness::when)
                .containsOnly(When.BEFORE);
    }

    @Test
    void earlierRoundThatFailedDoesNotHold() {
        Path guests = shared(End.GUEST, End.GUEST2);
        Map<Path, ProbeResult> asked = Map.of(guests, RoundsForTests.result(guests, Neighbours.ASKED));
        Taken broken = new Taken(
                PLAIN,
                new Round(LabForTests.of(PLAIN), RoundsForTests.SOUND, asked, Map.of(), List.of(), Optional.empty()));

        assertThat(choice(Optional.of(broken), Optional.empty())
                        .choose(taken(NO_CARRIER, path -> true), RoundsForTests.result(guests, Neighbours.ASKED)))
                .hasSize(2)
                .noneMatch(Witness::held);
    }

    @ParameterizedTest
    @CsvSource({"0.74, true", "0.75, false", "3.9, false"})
    void witnessThatTookLongerThanTheProbeWasListenedToDoesNotHold(double seconds, boolean holds) {
        ProbeResult silent = RoundsForTests.result(PROBE, Neighbours.ASKED);
        ProbeResult slow = RoundsForTests.answered(
                shared(End.PEER, End.GUEST), Map.of(ProbeResult.BEFORE, seconds, ProbeResult.AFTER, seconds));

        assertThat(slow.heldBefore(silent)).isEqualTo(holds);
        assertThat(slow.heldAfter(silent)).isEqualTo(holds);
        assertThat(slow.heldInTime(silent)).isEqualTo(holds);
    }
}
