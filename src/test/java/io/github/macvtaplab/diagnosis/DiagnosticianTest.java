package io.github.macvtaplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Deviation;
import io.github.macvtaplab.connectivity.Expectation;
import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.connectivity.Whereabouts;
import io.github.macvtaplab.connectivity.Whereabouts.Site;
import io.github.macvtaplab.connectivity.Witness;
import io.github.macvtaplab.diagnosis.Symptoms.Seen;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Firewall;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which causes are named for which facts and cells, by causes.yml and by causes that are made up. */
class DiagnosticianTest {
    private static final Situation PLAIN = Situation.plain(Wiring.macvtap(MacvtapMode.BRIDGE), Second.BOTH);
    private static final Path GUEST_TO_PEER = path(End.GUEST, End.PEER, IpFamily.V4);
    private static final Path PEER_TO_GUEST = GUEST_TO_PEER.reversed();
    private static final Path HOST_TO_GUEST = path(End.HOST, End.GUEST, IpFamily.V4);
    private static final Map<String, String> NAMES = Map.of(
            "host",
            "kvm1",
            "uplink",
            "uplink0",
            "second",
            "uplink1",
            "peer",
            "peer",
            "switch",
            "sw",
            "uplink-port",
            "p0");
    private static final List<Fact> PORT_SECURITY = List.of(
            new Fact("pass uplink own broadcast", "yes"),
            new Fact("pass uplink guest broadcast", "no"),
            new Fact("pass uplink guest unicast", "no"),
            new Fact("pass uplink foreign broadcast", "no"));

    private static Path path(End from, End to, IpFamily family) {
        return new Path(from, to, SubnetName.SHARED, family, Protocol.TCP);
    }

    private static Cell cell(
            Path path, PathVerdict expected, PathVerdict seen, Whereabouts where, Witness... witnesses) {
        return new Cell(
                PLAIN,
                path,
                Neighbours.ASKED,
                new Expectation("rule", expected, "why", "source", Set.of(ClaimId.EXPOSED)),
                new Proof(
                        path,
                        seen,
                        "reason",
                        new ProbeResult(
                                path,
                                Neighbours.ASKED,
                                new TreeMap<>(),
                                4,
                                Duration.ofSeconds(1),
                                1,
                                1,
                                new ProbeResult.Responder("", ""),
                                "",
                                "",
                                List.of()),
                        List.of(witnesses)),
                where);
    }

    private static Whereabouts left(Site site, Frame frame) {
        return new Whereabouts(
                site,
                Optional.of(frame),
                Optional.of(End.GUEST),
                Optional.of(new Place("kvm1", "uplink0")),
                "last seen at kvm1 uplink0, and not at sw p0");
    }

    private static Cell lost(Path path, Frame frame) {
        return cell(path, PathVerdict.REACHABLE, PathVerdict.BLOCKED, left(Site.SEGMENT, frame));
    }

    private static Cell fine(Path path) {
        return cell(path, PathVerdict.REACHABLE, PathVerdict.REACHABLE, Whereabouts.NOT_SOUGHT);
    }

    private static Diagnosis diagnose(List<Fact> facts, Cell... cells) {
        return new Diagnostician()
                .diagnose(new Symptoms(
                        java.util.Arrays.stream(cells)
                                .map(cell -> new Seen(cell, List.of()))
                                .toList(),
                        facts,
                        NAMES));
    }

    private static Diagnosis diagnose(String causes, List<Fact> facts, Cell... cells) throws JsonProcessingException {
        return new Diagnostician(Causes.read(YAMLMapper.builder().build().readTree(causes)))
                .diagnose(new Symptoms(
                        java.util.Arrays.stream(cells)
                                .map(cell -> new Seen(cell, List.of()))
                                .toList(),
                        facts,
                        NAMES));
    }

    @Test
    void labInWhichAllIsAsExpectedIsHealthyWhateverTheFacts() {
        assertThat(diagnose(PORT_SECURITY, fine(GUEST_TO_PEER)).healthy()).isTrue();
    }

    @Test
    void causeIsNamedWithTheLabsOwnNamesItsCureAndItsClaims() {
        Diagnosis diagnosis = diagnose(PORT_SECURITY, lost(GUEST_TO_PEER, Frame.ASK), fine(HOST_TO_GUEST));

        assertThat(diagnosis.unexplained()).isEmpty();
        assertThat(diagnosis.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.id()).isEqualTo("port-security");
            assertThat(cause.sentence())
                    .startsWith("the switch's port to uplink0 passes only frames with uplink0's own MAC");
            assertThat(cause.cells()).isEqualTo(1);
            assertThat(cause.undecided()).containsExactly(ClaimId.EXPOSED);
            assertThat(cause.evidence()).contains("pass uplink guest broadcast: no");
        });
    }

    /** A wrong name is worse than none. */
    @Test
    void causeWithoutItsFactsIsNotNamed() {
        Diagnosis diagnosis = diagnose(List.of(), lost(GUEST_TO_PEER, Frame.ASK));

        assertThat(diagnosis.causes()).isEmpty();
        assertThat(diagnosis.headline())
                .contains("1 cell: last seen at kvm1 uplink0, and not at sw p0: look between these two");
    }

    @Test
    void causeThatExplainsNoCellIsNotNamed() {
        Diagnosis diagnosis = diagnose(
                PORT_SECURITY,
                cell(HOST_TO_GUEST, PathVerdict.REACHABLE, PathVerdict.BLOCKED, left(Site.SENDER, Frame.ASK)));

        assertThat(diagnosis.causes()).isEmpty();
        assertThat(diagnosis.unexplained()).hasSize(1);
    }

    @Test
    void cellWhoseWitnessFellIsExplainedByWhatFelledTheWitness() {
        Cell waiting = cell(
                HOST_TO_GUEST,
                PathVerdict.BLOCKED,
                PathVerdict.INCONCLUSIVE,
                left(Site.UNKNOWN, Frame.ASK),
                new Witness(Witness.Role.TARGET, Witness.When.BEFORE, PEER_TO_GUEST, false, ""));

        Diagnosis diagnosis = diagnose(PORT_SECURITY, lost(PEER_TO_GUEST, Frame.TELL), waiting);

        assertThat(diagnosis.causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.cells()).isEqualTo(2));
        assertThat(diagnosis.unexplained()).isEmpty();
    }

    private static final String THREE = """
            causes:
              - {id: a, says: a, cure: c, when: {x: .*}, explains: [{family: v4}]}
              - {id: b, says: b, cure: c, when: {x: .*}, explains: [{family: v6}]}
              - {id: both, says: both, cure: c, when: {x: .*, y: .*}, explains: [{site: segment}]}
              - {id: again, says: again, cure: c, when: {x: .*}, explains: [{family: v4}]}
            """;

    @Test
    void oneCauseThatExplainsAllIsBetterThanTwo() throws JsonProcessingException {
        List<Fact> facts = List.of(new Fact("x", ""), new Fact("y", ""));

        assertThat(diagnose(
                                THREE,
                                facts,
                                lost(GUEST_TO_PEER, Frame.ASK),
                                lost(path(End.GUEST, End.PEER, IpFamily.V6), Frame.ASK))
                        .causes())
                .extracting(NamedCause::id)
                .containsExactly("both");
    }

    @Test
    void twoAreNamedWhereItTakesTwoAndOfEqualOnesTheFirst() throws JsonProcessingException {
        assertThat(diagnose(
                                THREE,
                                List.of(new Fact("x", "")),
                                lost(GUEST_TO_PEER, Frame.ASK),
                                lost(path(End.GUEST, End.PEER, IpFamily.V6), Frame.ASK))
                        .causes())
                .extracting(NamedCause::id)
                .containsExactly("a", "b");
    }

    @Test
    void wordsOfAFactsNameNarrowWhatItExplains() {
        List<Fact> facts =
                List.of(new Fact("astray guest shared v6", "ens2 of g1 has not the address 2001:db8::11/64"));
        Path six = path(End.GUEST, End.PEER, IpFamily.V6);

        Diagnosis diagnosis = diagnose(facts, lost(six, Frame.ASK), lost(GUEST_TO_PEER, Frame.ASK));

        assertThat(diagnosis.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.sentence()).isEqualTo("ens2 of g1 has not the address 2001:db8::11/64");
            assertThat(cause.cells()).isEqualTo(1);
        });
        assertThat(diagnosis.unexplained()).hasSize(1);
    }

    @Test
    void shareOfTheCellsThatMustDeviateIsAsked() {
        List<Fact> facts = List.of(new Fact("pass uplink own broadcast", "yes"));
        Path six = path(End.GUEST, End.PEER, IpFamily.V6);

        assertThat(diagnose(facts, lost(six, Frame.ASK), fine(GUEST_TO_PEER)).causes())
                .extracting(NamedCause::id)
                .containsExactly("ipv6-dropped");
        assertThat(diagnose(facts, lost(six, Frame.ASK), lost(GUEST_TO_PEER, Frame.ASK))
                        .causes())
                .isEmpty();
    }

    @Test
    void swappedPortsAreOneCauseAndNotTwo() {
        Situation on = PLAIN.with(Hairpin.ON);
        List<Seen> cells = new ArrayList<>();
        Situation cut = PLAIN.with(Hairpin.OFF, Uplink.CARRIER_LOST, Firewall.NONE);
        cells.add(new Seen(in(cut, lost(GUEST_TO_PEER, Frame.ASK)), List.of(Deviation.Kind.CARRIER_KEPT)));
        cells.add(new Seen(in(on, lost(HOST_TO_GUEST, Frame.ASK)), List.of(Deviation.Kind.DOES_NOT_REFLECT)));

        Diagnosis diagnosis = new Diagnostician()
                .diagnose(new Symptoms(
                        cells,
                        List.of(
                                new Fact("deviation carrier-kept", "seen"),
                                new Fact("deviation does-not-reflect", "seen")),
                        NAMES));

        assertThat(diagnosis.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.id()).isEqualTo("wrong-port");
            assertThat(cause.undecided())
                    .containsExactlyInAnyOrder(ClaimId.HAIRPIN_SWITCH, ClaimId.NEEDS_ACTIVE_UPLINK);
        });
    }

    private static Cell in(Situation situation, Cell cell) {
        return new Cell(situation, cell.path(), cell.neighbours(), cell.expected(), cell.seen(), cell.where());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {id: a, says: s, cure: c}                                              | nothing shows it
            {id: a, says: s, when: {x: y}}                                         | no cure
            {id: a, says: s, cure: c, when: {x: y}, explain: []}                   | unknown field explain
            {id: a, says: s, cure: c, when: {x: y}, explains: [{sight: segment}]}  | unknown field 'sight'
            {id: a, says: s, cure: c, shares: [{of: {}, deviate: some}]}           | all or none, got 'some'
            """)
    void mistakesInTheFileAreNamed(String entry, String message) {
        assertThatThrownBy(() -> diagnose("causes: [" + entry + "]", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cause 'a' of causes.yml: ")
                .hasMessageContaining(message);
    }

    @Test
    void everyWordInBracesOfTheFileCanBeFilled() {
        Set<String> known = Set.of(
                "host",
                "uplink",
                "second",
                "peer",
                "switch",
                "uplink-port",
                "second-port",
                "peer-nic",
                "guest",
                "guest2",
                "value",
                "sentence",
                "cure",
                "end",
                "1",
                "2",
                "3");
        for (Cause cause : Causes.load()) {
            assertThat(java.util.regex.Pattern.compile("\\{([a-z0-9-]+)}")
                            .matcher(cause.says() + cause.cure())
                            .results()
                            .map(word -> word.group(1)))
                    .as(cause.id())
                    .isSubsetOf(known);
        }
    }

    @Test
    void idsAreUnique() {
        assertThat(Causes.load()).extracting(Cause::id).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }
}
