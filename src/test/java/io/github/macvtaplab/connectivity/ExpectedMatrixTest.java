package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the expected matrix against what was measured by hand before any code existed, and how its file is read. */
class ExpectedMatrixTest {
    private static final ExpectedMatrix MATRIX = ExpectedMatrix.load();

    private static PathVerdict expected(
            Situation situation, End from, End to, SubnetName subnet, Neighbours neighbours) {
        return MATRIX.expect(situation, new Path(from, to, subnet, IpFamily.V4, Protocol.ICMP), neighbours)
                .verdict();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # mode, hairpin, uplink, firewall, host-guest shared, host-guest second, guest-guest, peer-guest
            BRIDGE,  OFF, UP,           NONE, BLOCKED,   REACHABLE, REACHABLE, REACHABLE
            BRIDGE,  ON,  UP,           NONE, REACHABLE, REACHABLE, REACHABLE, REACHABLE
            VEPA,    OFF, UP,           NONE, BLOCKED,   REACHABLE, BLOCKED,   REACHABLE
            VEPA,    ON,  UP,           NONE, REACHABLE, REACHABLE, REACHABLE, REACHABLE
            PRIVATE, OFF, UP,           NONE, BLOCKED,   REACHABLE, BLOCKED,   REACHABLE
            PRIVATE, ON,  UP,           NONE, REACHABLE, REACHABLE, BLOCKED,   REACHABLE
            BRIDGE,  OFF, CARRIER_LOST, NONE, BLOCKED,   BLOCKED,   BLOCKED,   BLOCKED
            BRIDGE,  OFF, DOWN,         NONE, BLOCKED,   BLOCKED,   BLOCKED,   BLOCKED
            BRIDGE,  OFF, UP,           DROP, BLOCKED,   BLOCKED,   REACHABLE, REACHABLE
            """)
    void saysWhatWasMeasuredByHand(
            MacvtapMode mode,
            Hairpin hairpin,
            Uplink uplink,
            Firewall firewall,
            PathVerdict shared,
            PathVerdict second,
            PathVerdict guests,
            PathVerdict peer) {
        Situation situation = Situation.plain(Wiring.macvtap(mode), Second.BOTH).with(hairpin, uplink, firewall);

        assertThat(expected(situation, End.HOST, End.GUEST, SubnetName.SHARED, Neighbours.ASKED))
                .isEqualTo(shared);
        assertThat(expected(situation, End.GUEST, End.HOST, SubnetName.SECOND, Neighbours.ASKED))
                .isEqualTo(second);
        assertThat(expected(situation, End.GUEST, End.GUEST2, SubnetName.SHARED, Neighbours.ASKED))
                .isEqualTo(guests);
        assertThat(expected(situation, End.PEER, End.GUEST2, SubnetName.SHARED, Neighbours.ASKED))
                .isEqualTo(peer);
    }

    @Test
    void privateModeLetsGuestsThroughUnderHairpinOnceTheyKnowEachOther() {
        Situation situation = Situation.plain(Wiring.macvtap(MacvtapMode.PRIVATE), Second.BOTH)
                .with(Hairpin.ON, Uplink.UP, Firewall.NONE);

        assertThat(expected(situation, End.GUEST, End.GUEST2, SubnetName.SHARED, Neighbours.GIVEN))
                .isEqualTo(PathVerdict.REACHABLE);
    }

    @Test
    void firstRuleThatMatchesDecides() throws JsonProcessingException {
        ExpectedMatrix matrix = read("""
                rules:
                  - {id: first, pair: host=guest, verdict: BLOCKED, why: one., source: here}
                  - {id: second, verdict: REACHABLE, why: two., source: there}
                """);
        Situation situation = Situation.plain(Wiring.linuxBridge(), Second.BOTH);

        assertThat(rule(matrix, situation, End.GUEST2, End.HOST)).isEqualTo("first");
        assertThat(rule(matrix, situation, End.PEER, End.HOST)).isEqualTo("second");
    }

    private static String rule(ExpectedMatrix matrix, Situation situation, End from, End to) {
        return matrix.expect(
                        situation, new Path(from, to, SubnetName.SHARED, IpFamily.V6, Protocol.TCP), Neighbours.ASKED)
                .rule();
    }

    @Test
    void pathThatNoRuleIsAboutIsAnError() throws JsonProcessingException {
        ExpectedMatrix matrix =
                read("rules: [{id: one, pair: host-guest, verdict: BLOCKED, why: because., source: here}]");

        assertThatThrownBy(() -> rule(matrix, Situation.plain(Wiring.linuxBridge(), Second.BOTH), End.GUEST, End.HOST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no rule");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {id: odd, verdict: BLOCKED, why: x., source: y, colour: red} | unknown field colour
            {id: odd, verdict: BLOCKED, source: y}                       | no why
            {id: odd, verdict: BLOCKED, why: x.}                         | no source
            {id: odd, why: x., source: y}                                | no verdict
            """)
    void ruleThatIsWrongIsRefusedByName(String rule, String complaint) {
        assertThatThrownBy(() -> read("rules: [" + rule + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rule 'odd' of the expected matrix: " + complaint);
    }

    @Test
    void everyConnectivityClaimButTheLowerDevicesHasRule() {
        assertThat(MATRIX.claims()).allMatch(claim -> !claim.performance()).hasSize(7);
    }

    @Test
    void ruleIdsDiffer() {
        assertThat(MATRIX.rules()).doesNotHaveDuplicates().allMatch(id -> id.equals(id.toLowerCase(Locale.ROOT)));
    }

    private static ExpectedMatrix read(String yaml) throws JsonProcessingException {
        return ExpectedMatrix.read(YAMLMapper.builder().build().readTree(yaml));
    }
}
