package io.github.macvtaplab.suite;

import static io.github.macvtaplab.model.ClaimId.EXPOSED;
import static io.github.macvtaplab.model.ClaimId.HAIRPIN_SWITCH;
import static io.github.macvtaplab.model.ClaimId.HOST_GUEST_BLOCKED;
import static io.github.macvtaplab.model.ClaimId.NEEDS_ACTIVE_UPLINK;
import static io.github.macvtaplab.model.ClaimId.NO_HOST_ONLY_ISOLATION;
import static io.github.macvtaplab.model.ClaimId.SECOND_SUBNET;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.WiredLab;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;

/**
 * A way to break the embedded lab: what to run where, how to put it back, which claims must no longer hold then, and which must hold
 * all the same. Claims of neither kind may go either way.
 */
@SuppressWarnings("ImmutableEnumChecker") // the sets are copies that nothing can change
enum Sabotage {
    NOTHING(End.HOST, "true", "true", EnumSet.noneOf(ClaimId.class), all()),
    HAIRPIN_ON(
            null,
            "echo 1 >/sys/class/net/${port}/brport/hairpin_mode",
            "echo 0 >/sys/class/net/${port}/brport/hairpin_mode",
            EnumSet.of(HOST_GUEST_BLOCKED),
            EnumSet.of(HAIRPIN_SWITCH, SECOND_SUBNET, EXPOSED)),
    GUEST_DOWN(
            End.HOST,
            "virsh -q --connect qemu:///system suspend ${guest}",
            "virsh -q --connect qemu:///system resume ${guest}",
            all(),
            EnumSet.noneOf(ClaimId.class)),
    GUEST_NIC_DOWN(
            End.GUEST,
            "ip link set dev ${nic} down",
            "ip link set dev ${nic} up",
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH, EXPOSED),
            EnumSet.of(SECOND_SUBNET)),
    WRONG_ADDRESS(
            End.GUEST,
            "ip addr flush dev ${nic} scope global; ip addr add 198.18.10.99/24 dev ${nic}; ip addr add 2001:db8:10::99/64 dev ${nic} nodad",
            "ip addr flush dev ${nic} scope global",
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH, EXPOSED),
            EnumSet.of(SECOND_SUBNET)),
    DUPLICATE_ADDRESS(
            End.PEER,
            "ip addr add ${guest4}/32 dev ${lan}",
            "ip addr del ${guest4}/32 dev ${lan}",
            EnumSet.of(HOST_GUEST_BLOCKED, EXPOSED),
            EnumSet.of(SECOND_SUBNET)),
    HOST_FIREWALL_DROP(
            End.HOST,
            "nft 'table inet sabotage { chain in { type filter hook input priority -20; iifname { \"${uplink}\", \"${second}\" } drop; }; }'",
            "nft delete table inet sabotage",
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH, SECOND_SUBNET),
            EnumSet.of(EXPOSED, NO_HOST_ONLY_ISOLATION)),
    NETDEV_INGRESS_DROP(
            End.HOST,
            "nft 'table netdev sabotage { chain in { type filter hook ingress device \"${uplink}\" priority 0; policy drop; }; }'",
            "nft delete table netdev sabotage",
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH, SECOND_SUBNET, EXPOSED),
            EnumSet.noneOf(ClaimId.class)),
    FRAMES_LOST_IN_THE_SENDER(
            End.HOST,
            // The sender knows the guest's MAC address, and its uplink's queue swallows what is for the guest; nobody
            // is told.
            "tc qdisc add dev ${uplink} root handle 1: htb default 1 && "
                    + "tc class add dev ${uplink} parent 1: classid 1:1 htb rate 10gbit quantum 60000 && "
                    + "tc class add dev ${uplink} parent 1: classid 1:10 htb rate 10gbit quantum 60000 && "
                    + "tc qdisc add dev ${uplink} parent 1:10 blackhole && "
                    + "nft 'table inet sabotage { chain out { type filter hook output priority 0;"
                    + " ip daddr ${guest4} meta priority set 0x10010; ip6 daddr ${guest6} meta priority set 0x10010; }; }' && "
                    + "ip neigh replace ${guest4} lladdr ${mac} dev ${uplink} nud permanent && "
                    + "ip neigh replace ${guest6} lladdr ${mac} dev ${uplink} nud permanent",
            "tc qdisc del dev ${uplink} root; nft delete table inet sabotage;"
                    + " ip neigh del ${guest4} dev ${uplink}; ip neigh del ${guest6} dev ${uplink}; true",
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH),
            EnumSet.of(SECOND_SUBNET, EXPOSED)),
    SECOND_UPLINK_ON_ANOTHER_SEGMENT(
            null,
            "ip link set dev ${secondport} nomaster",
            "ip link set dev ${secondport} master br0",
            EnumSet.of(SECOND_SUBNET),
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH, EXPOSED)),
    SECOND_ADDRESS_MISSING(
            End.HOST,
            "ip addr del ${second4} dev ${second}; ip addr del ${second6} dev ${second}",
            "ip addr add ${second4} dev ${second}; ip addr add ${second6} dev ${second} nodad",
            EnumSet.of(SECOND_SUBNET),
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH, EXPOSED)),
    MACVTAP_REPLACED_BY_BRIDGE(null, "", "", all(), EnumSet.noneOf(ClaimId.class)),
    PEER_OFF(
            End.PEER,
            "ip link set dev ${lan} down",
            "ip link set dev ${lan} up; for address in ${peer6}; do"
                    + " ip addr show dev ${lan} | grep -qF \" $address \" || ip addr add $address dev ${lan} nodad; done",
            EnumSet.of(HOST_GUEST_BLOCKED, EXPOSED, NO_HOST_ONLY_ISOLATION),
            EnumSet.of(SECOND_SUBNET)),
    ARP_ANSWERED_BY_WRONG_NIC(
            End.HOST,
            "sysctl -qw net.ipv4.conf.all.arp_ignore=0 net.ipv4.conf.${second}.arp_ignore=0",
            "sysctl -qw net.ipv4.conf.all.arp_ignore=1",
            EnumSet.of(HOST_GUEST_BLOCKED),
            EnumSet.of(EXPOSED)),
    MTU_MISMATCH(
            End.PEER,
            "ip link set dev ${lan} mtu 1400",
            "ip link set dev ${lan} mtu 1500",
            EnumSet.of(HOST_GUEST_BLOCKED),
            EnumSet.of(SECOND_SUBNET)),
    IPV6_DADFAILED(
            End.GUEST,
            // The peer takes the address first; then the guest looks for a duplicate, and finds it.
            "ip addr del ${guest6}/64 dev ${nic}; sysctl -qw net.ipv6.conf.${nic}.accept_dad=1 net.ipv6.conf.${nic}.dad_transmits=1;"
                    + " ip addr add ${guest6}/64 dev ${nic}; i=0;"
                    + " until ip addr show dev ${nic} | grep -q dadfailed; do i=$((i + 1)); [ $i -lt 50 ] || exit 3; sleep 0.1; done",
            "ip addr flush dev ${nic} scope global",
            EnumSet.of(HOST_GUEST_BLOCKED, HAIRPIN_SWITCH, EXPOSED),
            EnumSet.of(SECOND_SUBNET));

    private final @Nullable End where;
    private final String breaking;
    private final String mending;
    private final Set<ClaimId> mustFall;
    private final Set<ClaimId> mustHold;

    /** Make one; no end means the switch. */
    Sabotage(@Nullable End where, String breaking, String mending, Set<ClaimId> mustFall, Set<ClaimId> mustHold) {
        this.where = where;
        this.breaking = breaking;
        this.mending = mending;
        this.mustFall = Set.copyOf(mustFall);
        this.mustHold = Set.copyOf(mustHold);
    }

    private static Set<ClaimId> all() {
        return EnumSet.of(
                HOST_GUEST_BLOCKED,
                HAIRPIN_SWITCH,
                SECOND_SUBNET,
                NEEDS_ACTIVE_UPLINK,
                EXPOSED,
                NO_HOST_ONLY_ISOLATION);
    }

    Set<ClaimId> mustFall() {
        return mustFall;
    }

    Set<ClaimId> mustHold() {
        return mustHold;
    }

    /**
     * Whether it spoils a path so that nobody can prove it blocked: its silence has another cause. For each of the three, a different
     * piece of the proof is the only one that notices.
     */
    boolean spoils(Situation situation, Path path) {
        Set<End> ends = EnumSet.of(path.from(), path.to());
        return switch (this) {
            case GUEST_NIC_DOWN -> ends.contains(End.GUEST) && path.subnet() == SubnetName.SHARED;
            case HOST_FIREWALL_DROP ->
                ends.contains(End.HOST) && path.protocol().exchange();
            // Later in the run the host has to ask for the guest's MAC address, and that request does leave.
            case FRAMES_LOST_IN_THE_SENDER ->
                situation.open()
                        && situation.hairpin() == Situation.Hairpin.OFF
                        && path.from() == End.HOST
                        && path.to() == End.GUEST
                        && path.subnet() == SubnetName.SHARED
                        && path.protocol().exchange();
            default -> false;
        };
    }

    void breakLab(Bench bench, WiredLab wired) {
        switch (this) {
            case MACVTAP_REPLACED_BY_BRIDGE -> bench.replaceMacvtapSilentlyByBridge();
            case IPV6_DADFAILED -> {
                run(bench, wired, End.PEER, "ip addr add ${guest6}/128 dev ${lan} nodad");
                run(bench, wired, where, breaking);
                run(bench, wired, End.PEER, "ip addr del ${guest6}/128 dev ${lan}");
            }
            default -> run(bench, wired, where, breaking);
        }
    }

    void mendLab(Bench bench, WiredLab wired) {
        run(bench, wired, where, mending);
    }

    private static void run(Bench bench, WiredLab wired, @Nullable End where, String script) {
        if (script.isEmpty()) {
            return;
        }
        Layout layout = bench.layout();
        String filled = StringSubstitutor.replace(
                script,
                Map.ofEntries(
                        Map.entry("port", layout.uplinkPort()),
                        Map.entry("secondport", layout.switchPorts().getOrDefault(Cable.SECOND_UPLINK, "")),
                        Map.entry("guest", layout.domain(layout.node(End.GUEST))),
                        Map.entry("nic", wired.device(End.GUEST, SubnetName.SHARED)),
                        Map.entry("guest4", wired.address(End.GUEST, SubnetName.SHARED, IpFamily.V4)),
                        Map.entry("guest6", wired.address(End.GUEST, SubnetName.SHARED, IpFamily.V6)),
                        Map.entry(
                                "mac",
                                layout.testMac()
                                        .getOrDefault(layout.node(End.GUEST).name(), "")),
                        Map.entry("lan", layout.peerNic().orElseThrow()),
                        Map.entry("uplink", layout.uplink()),
                        Map.entry("second", layout.secondUplink().orElseThrow()),
                        Map.entry("second4", layout.addressWithPrefix(layout.host(), SubnetName.SECOND, IpFamily.V4)),
                        Map.entry("second6", layout.addressWithPrefix(layout.host(), SubnetName.SECOND, IpFamily.V6)),
                        Map.entry(
                                "peer6",
                                String.join(
                                        " ",
                                        layout.addressWithPrefix(layout.node(End.PEER), SubnetName.SHARED, IpFamily.V6),
                                        layout.addressWithPrefix(layout.node(End.PEER), SubnetName.SECOND, IpFamily.V6),
                                        layout.addressWithPrefix(
                                                layout.node(End.PEER), SubnetName.ISOLATED, IpFamily.V6)))));
        var result = bench.shell()
                .run(where == null ? layout.lanSwitch() : layout.node(where), filled, Duration.ofSeconds(20));
        if (!result.succeeded()) {
            throw new LabException("the sabotage itself failed on %s: %s".formatted(result.node(), result.stderr()));
        }
    }
}
