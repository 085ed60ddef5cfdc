package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.safety.Change;
import io.github.macvtaplab.safety.Journal;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Change the KVM host's state under test, and put it back. Management interfaces are left alone. */
public final class HostState {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** What the names of the bridges begin with that the role 'wiring' makes. */
    private static final String OUR_DEVICES = "mvl";

    private final Shell shell;
    private final Layout layout;
    private final Journal journal;
    private final AtomicInteger tables = new AtomicInteger();

    /** Make one for the KVM host of a lab. */
    public HostState(Shell shell, Layout layout, Journal journal) {
        this.shell = shell;
        this.layout = layout;
        this.journal = journal;
    }

    /** Set the uplink down. */
    public Change uplinkDown() {
        // An interface that goes down loses its IPv6 addresses, unless the host keeps them, and every route that
        // somebody gave it.
        return journal.change(
                layout.host(),
                "uplink-down",
                List.of(layout.uplink()),
                """
                ip link set dev %1$s up || exit 1
                for address in $(ip -6 -o addr show dev %1$s scope global | awk '{ print $4 }' | tr '\\n' ' '); do
                    ip -o addr show dev %1$s | grep -qF " \\$address " || ip addr add "\\$address" dev %1$s nodad || exit 1
                done
                $(for family in -4 -6; do
                    ip "$family" -o route show table all dev %1$s | grep -v -e 'proto kernel' -e 'proto ra' -e '^local' \\
                        -e '^broadcast' -e '^multicast' -e '^anycast' | sed -E 's/ (linkdown|dead|offload|rt_offload|trap)( |$)/ /g' \\
                        | sed "s/^/ip $family route replace /; s/\\$/ dev %1$s/"
                done)
                """.formatted(layout.uplink()),
                "ip link set dev %s down".formatted(layout.uplink()));
    }

    /**
     * Drop all that the host's firewall sees of the interfaces under test: input and forward. All others are left alone, as other
     * people's traffic may pass there. What a bridge of the run hands from port to port is not routed, and passes; the firewall
     * sees that only on a host with br_netfilter.
     */
    public Change firewallDropsAll() {
        // One table for each change: taking one back must not take back another, as that of a lab broken on purpose.
        String table = "macvtap_lab_drop_" + tables.incrementAndGet();
        return journal.change(
                layout.host(),
                table,
                List.of(),
                "nft delete table inet %1$s 2>/dev/null || ! nft list table inet %1$s 2>/dev/null".formatted(table),
                """
                nft -f - <<NFT
                table inet %1$s {
                    chain input {
                        type filter hook input priority -10; policy accept;
                        iifname { "%2$s" } drop
                        iifname "%3$s*" drop
                    }
                    chain forward {
                        type filter hook forward priority -10; policy accept;
                        iifname "%3$s*" oifname "%3$s*" accept
                        iifname { "%2$s" } drop
                        iifname "%3$s*" drop
                        oifname { "%2$s" } drop
                        oifname "%3$s*" drop
                    }
                }
                NFT
                """.formatted(table, String.join("\", \"", layout.uplinks()), OUR_DEVICES));
    }

    /** Drop every IP packet that a bridge would forward from or to the uplink; other ports, the bridges' own frames and ARP pass. */
    public Change bridgeFilterDropsAll() {
        return journal.change(
                layout.host(),
                "macvtap_lab_filter",
                List.of(),
                "nft delete table bridge macvtap_lab_filter 2>/dev/null || ! nft list table bridge macvtap_lab_filter 2>/dev/null",
                """
                nft -f - <<NFT
                table bridge macvtap_lab_filter {
                    chain forward {
                        type filter hook forward priority 0; policy accept;
                        iifname "%1$s" ether type { ip, ip6 } drop
                        oifname "%1$s" ether type { ip, ip6 } drop
                    }
                }
                NFT
                """.formatted(layout.uplink()));
    }

    /** Take the second uplink's addresses away: the host's half of the second subnet is missing. */
    public Change withoutSecondAddress() {
        List<String> addresses = Arrays.stream(IpFamily.values())
                .map(family -> layout.addressWithPrefix(layout.host(), SubnetName.SECOND, family))
                .toList();
        String device = secondUplink();
        return journal.change(
                layout.host(),
                "second-address",
                List.of(device),
                addresses.stream()
                        .map(address ->
                                "ip -o addr show dev %2$s | grep -qF ' %1$s ' || ip addr add %1$s dev %2$s%3$s || exit 1"
                                        .formatted(address, device, address.contains(":") ? " nodad" : ""))
                        .collect(Collectors.joining("\n")),
                addresses.stream()
                        .map(address -> "ip addr del %s dev %s".formatted(address, device))
                        .collect(Collectors.joining(" && ")));
    }

    /** Give the second uplink an IPv4 address in the <em>shared</em> subnet instead of its own: the inventory's spare one. */
    public Change secondUplinkInSharedSubnet() {
        Change missing = withoutSecondAddress();
        String address = spareSharedAddress();
        String device = secondUplink();
        Change given;
        try {
            given = journal.change(
                    layout.host(),
                    "spare-address",
                    List.of(device),
                    "! ip -o addr show dev %2$s | grep -qF ' %1$s ' || ip addr del %1$s dev %2$s"
                            .formatted(address, device),
                    "ip addr add %s dev %s".formatted(address, device));
        } catch (LabException e) {
            missing.close();
            throw e;
        }
        return () -> {
            given.close();
            missing.close();
        };
    }

    /** Move the uplink's interrupts to CPUs that no guest gets, where there are such. */
    public Optional<Change> interruptsApart() {
        return Interrupts.apart(shell, journal, layout);
    }

    /**
     * The address that {@link #secondUplinkInSharedSubnet()} gives, with prefix length.
     *
     * @throws LabException if the host has no second uplink
     */
    public String spareSharedAddress() {
        return layout.spareSharedAddress().orElseThrow(LabPart.SECOND_UPLINK::absent);
    }

    private String secondUplink() {
        return layout.secondUplink().orElseThrow(LabPart.SECOND_UPLINK::absent);
    }

    /** The device by which the host's own routes lead to an address. */
    public String routeTo(String address) {
        return run("ip -o route get %s | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p'".formatted(address))
                .strip();
    }

    private String run(String script) {
        CommandResult result = shell.run(layout.host(), script, DEADLINE);
        if (result.exitStatus() != 0) {
            throw new LabException("%s: '%s' failed: %s"
                    .formatted(
                            result.node(),
                            script.lines().findFirst().orElse(""),
                            result.stderr().strip()));
        }
        return result.stdout();
    }
}
