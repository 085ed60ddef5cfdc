package io.github.macvtaplab.provision.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.LayoutForTests;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SiteFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what is made of the nodes' answers, and that the program that gives them runs; needs python3. */
class SiteLookTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STOCK = """
            {'owner': ['', ''], 'mtu': '1500', 'disable_ipv6': '0', 'rp_filter': {'all': '0', 'interface': '0'},
             'routes': [], 'port': null}""";
    private static final String PORT = """
            {'mtu': '1500', 'port': {'bridge': 'br0', 'state': '3', 'isolated': '0', 'stp': '0', 'forward_delay': '1500'}}""";

    /** What each node says, by node. */
    private final Map<String, String> said = new LinkedHashMap<>(Map.of(
            "kvm1", answer("'uplink0': %s, 'uplink1': %s".formatted(STOCK, STOCK)),
            "switch", answer("'p0': %1$s, 'p1': %1$s, 'p2': %1$s".formatted(PORT)),
            "peer", answer("'lan0': " + STOCK)));

    private static String answer(String devices) {
        return """
                {'devices': {%s}, 'bridge_netfilter': {'iptables': '0', 'ip6tables': '0', 'arptables': '0'},
                 'rules': [], 'legacy': {}, 'firewalld': false, 'ufw': false}""".formatted(devices);
    }

    private List<SiteFact> look() {
        return new SiteLook(this::answer, LayoutForTests.without(LabPart.OTHER_HOST)).look();
    }

    private CommandResult answer(Node node, String script, Duration deadline) {
        String text = said.getOrDefault(node.name(), "").replace('\'', '"');
        return new CommandResult(node.name(), script, 0, text, "", Duration.ZERO);
    }

    private void change(String node, String was, String is) {
        String before = said.getOrDefault(node, "");
        assertThat(before).contains(was);
        said.put(node, before.replaceFirst(Pattern.quote(was), is));
    }

    @Test
    void aStockLabHasNothingToRemark() {
        assertThat(look()).isEmpty();
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            kvm1   | '', ''                  | 'NetworkManager', 'connected' | network-owner | uplink0 of kvm1 belongs to NetworkManager, which takes addresses and routes away and gives others while tests run; mend it: on kvm1: nmcli device set uplink0 managed no
            peer   | '', ''                  | 'dhcpcd', 'running' | network-owner | lan0 of peer belongs to dhcpcd, which takes addresses and routes away and gives others while tests run; mend it: on peer: echo 'denyinterfaces lan0' >>/etc/dhcpcd.conf && dhcpcd --release lan0
            kvm1   | 'disable_ipv6': '0'     | 'disable_ipv6': '1' | ipv6-off | IPv6 is off on uplink0 of kvm1 (disable_ipv6=1); mend it: on kvm1: sysctl -w net.ipv6.conf.uplink0.disable_ipv6=0
            kvm1   | 'all': '0'              | 'all': '1' | rp-filter-strict | rp_filter is strict on uplink0 of kvm1; mend it: on kvm1: sysctl -w net.ipv4.conf.uplink0.rp_filter=2
            kvm1   | 'routes': []            | 'routes': ['203.0.113.0/24'] | foreign-route | uplink0 of kvm1 carries routes of the site (203.0.113.0/24), which are away for parts of a run and put back at its end
            peer   | 'mtu': '1500'           | 'mtu': '1400' | mtu | lan0 of peer has MTU 1400, and the uplink uplink0 of kvm1 has 1500: the longer frames are lost; mend it: on peer: ip link set dev lan0 mtu 1500
            switch | 'stp': '0'              | 'stp': '1' | spanning-tree | br0 of switch runs spanning tree: after each change of a link, the ports p0 are deaf for 30 s; mend it: on switch: ip link set dev br0 type bridge stp_state 0
            switch | 'state': '3'            | 'state': '4' | port-not-forwarding | the port p0 of switch does not forward (its state is 4, not 3); mend it: on switch: bridge link set dev p0 state 3
            """)
    void oneThingOutOfTheOrdinaryIsOneFact(String node, String was, String is, String id, String line) {
        change(node, was, is);

        assertThat(look()).singleElement().satisfies(fact -> {
            assertThat(fact.id()).isEqualTo(id);
            assertThat(fact.node()).isEqualTo(node);
            assertThat(fact.describe()).isEqualTo(line);
        });
    }

    @Test
    void anMtuThatAllShareIsSaidOnce() {
        said.replaceAll((node, text) -> text.replace("'mtu': '1500'", "'mtu': '9000'"));

        assertThat(look())
                .singleElement()
                .extracting(SiteFact::describe)
                .isEqualTo("the uplink uplink0 of kvm1 has MTU 9000; guests' NICs under test get it too");
    }

    @Test
    void twoInterfacesOfANodeAreOneFact() {
        change("kvm1", "'disable_ipv6': '0'", "'disable_ipv6': '1'");
        change("kvm1", "'disable_ipv6': '0'", "'disable_ipv6': '1'");

        assertThat(look()).singleElement().satisfies(fact -> {
            assertThat(fact.values()).containsEntry("device", "uplink0 uplink1");
            assertThat(fact.sentence()).contains("off on uplink0 of", "off on uplink1 of");
            assertThat(fact.cure())
                    .isEqualTo(
                            "on kvm1: sysctl -w net.ipv6.conf.uplink0.disable_ipv6=0; sysctl -w net.ipv6.conf.uplink1.disable_ipv6=0");
        });
    }

    @Test
    void isolatedPortsAreNamedTogether() {
        change("switch", "'isolated': '0'", "'isolated': '1'");
        assertThat(look()).isEmpty();
        change("switch", "'isolated': '0'", "'isolated': '1'");

        assertThat(look())
                .extracting(SiteFact::sentence)
                .containsExactly("the ports p0, p1 of switch are isolated from each other");
    }

    @Test
    void bridgeNetfilterMattersOnlyWhereAChainDropsWhatIsForwarded() {
        change("kvm1", "'iptables': '0'", "'iptables': '1'");
        assertThat(look()).isEmpty();
        change(
                "kvm1",
                "'rules': []",
                "'rules': [{'chain': {'family': 'ip', 'table': 'filter', 'name': 'FORWARD', 'hook': 'forward', 'policy': 'drop'}}]");

        assertThat(look()).singleElement().satisfies(fact -> {
            assertThat(fact.id()).isEqualTo("bridge-netfilter");
            assertThat(fact.values())
                    .containsEntry("chain", "ip filter FORWARD")
                    .containsEntry("on", "iptables");
            assertThat(fact.cure()).isEqualTo("on kvm1: sysctl -w net.bridge.bridge-nf-call-iptables=0");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ''             | input-filter    | on peer: nft insert rule inet site input iifname lan0 accept
            'firewalld'    | input-filter    | on peer: firewall-cmd --zone=trusted --change-interface=lan0
            'ufw'          | input-filter    | on peer: ufw allow in on lan0
            """)
    void whatAFirewallStopsIsNamedWithTheCommandThatOpensIt(String daemon, String id, String cure) {
        change(
                "peer",
                "'rules': []",
                "'rules': [{'chain': {'family': 'inet', 'table': 'site', 'name': 'input', 'hook': 'input', 'policy': 'drop'}}]");
        if (!daemon.equals("''")) {
            change("peer", daemon + ": false", daemon + ": true");
        }

        assertThat(look()).singleElement().satisfies(fact -> {
            assertThat(fact.id()).isEqualTo(id);
            assertThat(fact.cure()).isEqualTo(cure);
            assertThat(fact.sentence())
                    .contains(
                            "'inet site input' of peer (policy drop)", "ICMP, ICMPv6, TCP 7007 over IPv4", "UDP 7008");
        });
    }

    @Test
    void anAnswerThatIsNoJsonIsAnError() {
        said.put("peer", "Traceback");

        assertThatThrownBy(this::look)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("peer does not say in JSON");
    }

    @Test
    void theProgramRunsHere() {
        List<JsonNode> answers = new ArrayList<>();
        new SiteLook(
                        (node, script, deadline) -> {
                            CommandResult result = here(node, script.replace("\"lan0\"", "\"lo\""));
                            answers.add(parsed(result));
                            return result;
                        },
                        LayoutForTests.without(LabPart.SWITCH, LabPart.SECOND_UPLINK, LabPart.OTHER_HOST))
                .look();

        assertThat(answers).hasSize(2);
        assertThat(answers.get(1).path("devices").path("lo").path("mtu").asText())
                .isEqualTo("65536");
        assertThat(answers.get(1)
                        .path("devices")
                        .path("lo")
                        .path("owner")
                        .path(0)
                        .asText())
                .isEmpty();
        assertThat(answers.get(1).path("bridge_netfilter").has("iptables")).isTrue();
    }

    private static JsonNode parsed(CommandResult result) {
        try {
            return JSON.readTree(result.stdout());
        } catch (IOException e) {
            throw new AssertionError(result.stdout() + result.stderr(), e);
        }
    }

    private static CommandResult here(Node node, String script) {
        try {
            Process process = new ProcessBuilder("sh", "-c", script).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult(node.name(), script, process.waitFor(), out, err, Duration.ZERO);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
