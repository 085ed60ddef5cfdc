package io.github.macvtaplab.provision.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which packets of the tests rules stop; the rules are written as {@code nft -j list ruleset} prints them. */
class RuleSetTest {
    private static final String ACCEPT = "{'accept': null}";
    private static final String BY_DATA0 =
            "{'match': {'op': '==', 'left': {'meta': {'key': 'iifname'}}, 'right': 'data0'}}";

    /** One base chain of hook input, a chain 'zone' without a hook, and their rules. */
    private static RuleSet rules(String policy, String... expressions) throws IOException {
        StringBuilder json = new StringBuilder("[{'metainfo': {'version': '1.0.6'}},"
                + "{'chain': {'family': 'inet', 'table': 'site', 'name': 'input', 'hook': 'input', 'policy': '" + policy
                + "'}},"
                + "{'chain': {'family': 'inet', 'table': 'site', 'name': 'zone'}}");
        for (String expression : expressions) {
            String[] parts = expression.startsWith("zone: ")
                    ? new String[] {"zone", expression.substring(6)}
                    : new String[] {"input", expression};
            json.append(",{'rule': {'family': 'inet', 'table': 'site', 'chain': '%s', 'handle': 5, 'expr': [%s]}}"
                    .formatted(parts[0], parts[1]));
        }
        return new RuleSet(
                new ObjectMapper().readTree(json.append("]").toString().replace('\'', '"')));
    }

    private static String how(RuleSet rules, Packet packet) {
        return rules.stops("input", packet).map(RuleSet.Stop::how).orElse("passes");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nothing                       | {'counter': {'packets': 1, 'bytes': 2}} | passes | passes
            all                           | {'counter': null}, {'drop': null} | drop | drop
            another interface             | {'match': {'op': '==', 'left': {'meta': {'key': 'iifname'}}, 'right': 'wan0*'}}, {'drop': null} | passes | passes
            all interfaces but another    | {'match': {'op': '!=', 'left': {'meta': {'key': 'iifname'}}, 'right': 'lo'}}, {'reject': null} | reject | reject
            a set of interfaces           | {'match': {'op': '==', 'left': {'meta': {'key': 'iifname'}}, 'right': {'set': ['data*', 'x']}}}, {'drop': null} | drop | drop
            ports of TCP                  | {'match': {'op': '==', 'left': {'payload': {'protocol': 'tcp', 'field': 'dport'}}, 'right': {'set': [22, {'range': [7000, 7100]}]}}}, {'drop': null} | drop | passes
            a port of SSH                 | {'match': {'op': '==', 'left': {'payload': {'protocol': 'tcp', 'field': 'dport'}}, 'right': 2222}}, {'drop': null} | passes | passes
            UDP                           | {'match': {'op': '==', 'left': {'meta': {'key': 'l4proto'}}, 'right': 'udp'}}, {'drop': null} | passes | drop
            invalid packets               | {'match': {'op': 'in', 'left': {'ct': {'key': 'state'}}, 'right': 'invalid'}}, {'drop': null} | passes | passes
            what an extension looks at    | {'xt': null}, {'drop': null} | passes | passes
            an unknown match              | {'match': {'op': '==', 'left': {'fib': {}}, 'right': 1}}, {'drop': null} | passes | passes
            what is forwarded             | {'match': {'op': '==', 'left': {'meta': {'key': 'oifname'}}, 'right': 'data0'}}, {'drop': null} | passes | passes
            the map's entry               | {'vmap': {'key': {'meta': {'key': 'iifname'}}, 'data': {'set': [['lo', {'accept': null}], ['data0', {'drop': null}]]}}} | drop | drop
            """)
    void aRuleStopsWhatItNames(String what, String expression, String tcp, String udp) throws IOException {
        RuleSet rules = rules("accept", expression);

        assertThat(how(rules, new Packet("data0", "", "ipv4", "tcp", 7007))).isEqualTo(tcp);
        assertThat(how(rules, new Packet("data0", "", "ipv4", "udp", 7008))).isEqualTo(udp);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            the policy alone              | {'counter': null}          | {'counter': null}                 | policy drop
            accepted before the policy    | ACCEPT                     | {'counter': null}                 | passes
            a jump that comes back        | {'jump': {'target': 'zone'}} | {'return': null}                | policy drop
            a jump that rejects           | {'jump': {'target': 'zone'}} | BY_DATA0, {'reject': null}      | reject
            a jump that accepts           | {'jump': {'target': 'zone'}} | BY_DATA0, ACCEPT                | passes
            a jump into itself            | {'jump': {'target': 'zone'}} | {'jump': {'target': 'zone'}}    | policy drop
            """)
    void aPolicyStopsWhatNoRuleLetPass(String what, String input, String zone, String expected) throws IOException {
        RuleSet rules = rules(
                "drop",
                input.replace("ACCEPT", ACCEPT),
                "zone: " + zone.replace("ACCEPT", ACCEPT).replace("BY_DATA0", BY_DATA0));

        assertThat(how(rules, new Packet("data0", "", "ipv6", "ipv6-icmp", 0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ip, ipv4, true", "ip, ipv6, false", "ip6, ipv6, true", "ip6, ipv4, false", "bridge, ipv4, false"})
    void aTableStopsItsOwnFamily(String family, String ip, boolean stops) throws IOException {
        RuleSet rules = new RuleSet(new ObjectMapper().readTree("""
                [{"chain": {"family": "%s", "table": "filter", "name": "FORWARD", "hook": "forward", "policy": "drop"}}]
                """.formatted(family)));

        assertThat(rules.stops("forward", new Packet("mvlbr0", "mvlbr0", ip, "tcp", 7007)))
                .isEqualTo(
                        stops
                                ? Optional.of(new RuleSet.Stop(family, "filter", "FORWARD", "policy drop"))
                                : Optional.empty());
        assertThat(rules.stops("input", new Packet("mvlbr0", "", ip, "tcp", 7007)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            :INPUT ACCEPT [0:0]                                       | ''
            :INPUT DROP [0:0]                                         | policy DROP
            :INPUT DROP [0:0];-A INPUT -i data0 -j ACCEPT             | ''
            :INPUT DROP [0:0];-A INPUT -i eth0 -j ACCEPT              | policy DROP
            :INPUT ACCEPT [0:0];-A INPUT -j REJECT --reject-with icmp-host-prohibited | REJECT
            :INPUT ACCEPT [0:0];-A INPUT -p tcp -j DROP               | ''
            """)
    void theOlderRulesStopToo(String saved, String expected) {
        assertThat(LegacyRules.stops(String.join("\n", List.of(saved.split(";"))), "INPUT", "data0"))
                .isEqualTo(expected);
    }
}
