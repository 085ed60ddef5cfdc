package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.fingerprint.SwitchFingerprint;
import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.NeedsPart;
import io.github.macvtaplab.junit.SabotageTest;
import io.github.macvtaplab.junit.WiredLab;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bends the embedded lab's switch, and asks what the fingerprint has learned of it. */
@SabotageTest
@NeedsPart({LabPart.SWITCH, LabPart.PEER, LabPart.SECOND_UPLINK})
class SegmentIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A segment that does something with frames, and facts that the fingerprint has to name then. */
    enum Segment {
        WHOLE("true", "true", """
                reach uplink second=yes; reach uplink peer=yes; reach second peer=yes; learns=yes;
                pass uplink own broadcast=yes; pass uplink guest broadcast=yes; pass uplink foreign unicast=yes;
                pass uplink own long=yes; pass uplink own vlan=yes; pass uplink own arp=yes; pass uplink own nd=yes;
                pass uplink guest arp=yes; pass uplink own multicast6=yes; pass uplink own unknown=yes;
                reflect uplink own broadcast=no; reflect uplink guest unicast=no"""),
        HAIRPIN("bridge link set dev ${port} hairpin on", "bridge link set dev ${port} hairpin off", """
                reflect uplink own broadcast=yes; reflect uplink guest unicast=yes; reflect uplink foreign broadcast=yes;
                reflect second own broadcast=no"""),
        PORT_SECURITY(
                "nft 'table bridge segment { chain f { type filter hook prerouting priority 0;"
                        + " iifname ${port} ether saddr != ${uplinkmac} drop; }; }'",
                "nft delete table bridge segment",
                """
                pass uplink own broadcast=yes; pass uplink own unicast=yes; pass uplink guest broadcast=no;
                pass uplink guest unicast=no; pass uplink foreign broadcast=no; pass second foreign broadcast=yes;
                reflect uplink own broadcast=no; reflect uplink guest broadcast=untried; reach uplink peer=yes"""),
        ISOLATED(
                "bridge link set dev ${port} isolated on; bridge link set dev ${secondport} isolated on",
                "bridge link set dev ${port} isolated off; bridge link set dev ${secondport} isolated off",
                "reach uplink second=no; reach uplink peer=yes; reach second peer=yes; pass uplink own broadcast second=no"),
        NO_FLOODING(
                "bridge link set dev ${port} flood off",
                "bridge link set dev ${port} flood on",
                "pass peer own unknown uplink=no; pass peer own unicast uplink=yes; pass peer own broadcast uplink=yes"),
        NO_BROADCASTS(
                "bridge link set dev ${port} bcast_flood off",
                "bridge link set dev ${port} bcast_flood on",
                "pass peer own broadcast uplink=no; pass peer own unicast uplink=yes; reach uplink peer=yes"),
        SNOOPING(
                "ip link set dev ${bridge} type bridge mcast_snooping 1; for p in ${port} ${secondport} ${peerport}; do"
                        + " bridge link set dev $p mcast_flood off; done",
                "ip link set dev ${bridge} type bridge mcast_snooping 0; for p in ${port} ${secondport} ${peerport}; do"
                        + " bridge link set dev $p mcast_flood on; done",
                "pass uplink own multicast4=no; pass uplink own multicast6=no; pass uplink own broadcast=yes"),
        NO_VLANS(
                "nft 'table bridge segment { chain f { type filter hook prerouting priority 0; ether type vlan drop; }; }'",
                "nft delete table bridge segment",
                "pass uplink own vlan=no; pass uplink own broadcast=yes"),
        SHORT_FRAMES(
                "nft 'table bridge segment { chain f { type filter hook prerouting priority 0; meta length > 1400 drop; }; }'",
                "nft delete table bridge segment",
                "pass uplink own long=no; pass uplink own unicast=yes");

        private final String breaking;
        private final String mending;
        private final String facts;

        Segment(String breaking, String mending, String facts) {
            this.breaking = breaking;
            this.mending = mending;
            this.facts = facts;
        }

        Map<String, String> facts() {
            return Arrays.stream(facts.split(";", -1))
                    .map(fact -> fact.strip().split("=", -1))
                    .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void segmentIsLearned(Segment segment, Bench bench) {
        WiredLab lab = bench.wireForRehearsal();
        SwitchFingerprint fingerprint;
        long start;
        double took;
        run(bench, bench.layout().lanSwitch(), segment.breaking);
        try {
            lab.awaitForwarding();
            start = System.nanoTime();
            fingerprint = lab.fingerprint();
            took = (System.nanoTime() - start) / 1e9;
        } finally {
            run(bench, bench.layout().lanSwitch(), segment.mending);
        }
        Map<String, String> facts = fingerprint.facts();
        bench.say("segment", "%-13s %.1f s: %s".formatted(segment, took, fingerprint.describe()));
        Map<String, String> seen = new LinkedHashMap<>();
        segment.facts().keySet().forEach(name -> seen.put(name, facts.getOrDefault(name, "")));
        assertThat(seen).as(facts.toString()).isEqualTo(segment.facts());
        assertThat(facts.keySet()).noneMatch(name -> name.startsWith("stranger") || name.startsWith("answers"));
        assertThat(took).as("seconds that the fingerprint took").isLessThan(2.5);
    }

    @Test
    void duplicateAddressIsNamedWithItsMacAddress(Bench bench) {
        WiredLab lab = bench.wireForRehearsal();
        String address = lab.address(End.GUEST, SubnetName.SHARED, IpFamily.V4);
        String six = lab.address(End.GUEST, SubnetName.SHARED, IpFamily.V6);
        String nic = bench.layout().peerNic().orElseThrow();
        assertThat(lab.strangers().facts()).isEmpty();
        Map<String, String> before;
        Map<String, String> wired;
        run(
                bench,
                lab.node(End.PEER),
                "ip addr add %s/32 dev %s; ip addr add %s/128 dev %s nodad".formatted(address, nic, six, nic));
        try {
            before = lab.strangers().facts();
            wired = lab.fingerprint().facts();
        } finally {
            run(
                    bench,
                    lab.node(End.PEER),
                    "ip addr del %s/32 dev %s; ip addr del %s/128 dev %s".formatted(address, nic, six, nic));
        }
        bench.say("segment", "duplicate address: " + before);
        String mac = run(bench, lab.node(End.PEER), "cat /sys/class/net/%s/address".formatted(nic))
                .strip();
        assertThat(before).containsOnly(Map.entry("stranger " + address, mac), Map.entry("stranger " + six, mac));
        assertThat(wired).containsAllEntriesOf(before);
    }

    @Test
    void deafPortIsWaitedFor(Bench bench) {
        WiredLab lab = bench.wireForRehearsal();
        Duration healthy = lab.awaitForwarding();
        Duration second = lab.awaitForwarding();
        Duration deaf;
        run(
                bench,
                bench.layout().lanSwitch(),
                "ip link set dev ${bridge} type bridge stp_state 1 forward_delay 200; sleep 5");
        try {
            run(
                    bench,
                    bench.layout().lanSwitch(),
                    "ip link set dev ${port} down; sleep 0.5; ip link set dev ${port} up");
            deaf = lab.awaitForwarding();
        } finally {
            run(bench, bench.layout().lanSwitch(), "ip link set dev ${bridge} type bridge stp_state 0; sleep 1");
        }
        bench.say(
                "segment",
                "frames passed after %d ms, %d ms; with spanning tree after %d ms"
                        .formatted(healthy.toMillis(), second.toMillis(), deaf.toMillis()));
        assertThat(second).isLessThan(Duration.ofMillis(150));
        assertThat(deaf).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
    }

    private static String run(Bench bench, Node node, String script) {
        Map<String, String> words = Map.of(
                "port", bench.layout().uplinkPort(),
                "secondport", bench.layout().switchPorts().getOrDefault(Cable.SECOND_UPLINK, ""),
                "peerport", bench.layout().switchPorts().getOrDefault(Cable.PEER, ""),
                "bridge", bench.switchBridge(),
                "uplinkmac", bench.macOfUplink());
        var result = bench.shell().run(node, StringSubstitutor.replace(script, words), LIMIT);
        assertThat(result.succeeded())
                .as("%s on %s: %s", script, node, result.stderr())
                .isTrue();
        return result.stdout();
    }
}
