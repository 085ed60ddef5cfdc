package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Change the KVM host's state under test, and put it back. Management interfaces are left alone. */
public final class HostState {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Shell shell;
    private final Layout layout;
    private final AtomicInteger tables = new AtomicInteger();

    /** Make one for the KVM host of a lab. */
    public HostState(Shell shell, Layout layout) {
        this.shell = shell;
        this.layout = layout;
    }

    /** Set the uplink down. */
    public Change uplinkDown() {
        // An interface that goes down loses its IPv6 addresses unless the host keeps them.
        List<String> before = run("ip -6 -o addr show dev %s scope global | awk '{ print $4 }'"
                        .formatted(layout.uplink()))
                .lines()
                .toList();
        run("ip link set dev %s down".formatted(layout.uplink()));
        return () -> run("""
                ip link set dev %1$s up
                for address in %2$s; do
                    ip -o addr show dev %1$s | grep -qF " $address " || ip addr add "$address" dev %1$s nodad || exit 1
                done
                """.formatted(layout.uplink(), String.join(" ", before)));
    }

    /**
     * Drop all that the host's firewall sees of the test networks: input and forward. What comes in by the interface of
     * this very SSH connection, by the guests' management bridge or by loopback is let through.
     */
    public Change firewallDropsAll() {
        // One table for each change: taking one back must not take back another, as that of a lab broken on purpose.
        String table = "macvtap_lab_drop_" + tables.incrementAndGet();
        run("""
                set -eu
                server=$(echo "$SSH_CONNECTION" | cut -d' ' -f3)
                ssh=$(ip -o addr show | awk -v a="$server" '{ split($4, p, "/"); if (p[1] == a) print $2 }' | head -n 1)
                [ -n "$ssh" ] || { echo "cannot tell which interface this SSH connection uses" >&2; exit 1; }
                nft -f - <<NFT
                table inet %1$s {
                    chain input {
                        type filter hook input priority -10; policy drop;
                        iifname { "$ssh", "%2$s", "lo" } accept
                    }
                    chain forward { type filter hook forward priority -10; policy drop; }
                }
                NFT
                """.formatted(table, layout.managementBridge()));
        return () -> run("nft delete table inet " + table);
    }

    /** Drop every IP packet that a bridge of the host would forward; the bridges' own frames and ARP pass. */
    public Change bridgeFilterDropsAll() {
        run("""
                nft -f - <<NFT
                table bridge macvtap_lab_filter {
                    chain forward {
                        type filter hook forward priority 0; policy accept;
                        iifname "%1$s" accept
                        ether type { ip, ip6 } drop
                    }
                }
                NFT
                """.formatted(layout.managementBridge()));
        return () -> run("nft delete table bridge macvtap_lab_filter");
    }

    /** Take the second uplink's addresses away: the host's half of the second subnet is missing. */
    public Change withoutSecondAddress() {
        List<String> addresses = Arrays.stream(IpFamily.values())
                .map(family -> layout.addressWithPrefix(layout.host(), SubnetName.SECOND, family))
                .toList();
        String device = layout.secondUplink();
        run(addresses.stream()
                .map(address -> "ip addr del %s dev %s".formatted(address, device))
                .collect(Collectors.joining(" && ")));
        return () -> run(addresses.stream()
                .map(address ->
                        "ip addr add %s dev %s%s".formatted(address, device, address.contains(":") ? " nodad" : ""))
                .collect(Collectors.joining(" && ")));
    }

    /** Give the second uplink an IPv4 address in the <em>shared</em> subnet instead of its own: the inventory's spare one. */
    public Change secondUplinkInSharedSubnet() {
        Change missing = withoutSecondAddress();
        String address = layout.spareSharedAddress();
        try {
            run("ip addr add %s dev %s".formatted(address, layout.secondUplink()));
        } catch (LabException e) {
            missing.close();
            throw e;
        }
        return () -> {
            run("ip addr del %s dev %s".formatted(address, layout.secondUplink()));
            missing.close();
        };
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
