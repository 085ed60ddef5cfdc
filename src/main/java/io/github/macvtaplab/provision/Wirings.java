package io.github.macvtaplab.provision;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keep the guests' test NICs in the wiring that is wanted now. Changing it hot-plugs; nothing reboots. A wiring stays until
 * another is wanted, so tests that want the same one share it.
 */
public final class Wirings {
    private static final Duration PLAY = Duration.ofSeconds(90);
    private static final Duration ADDRESSING = Duration.ofSeconds(45);

    private final Ansible ansible;
    private final Shell shell;
    private final Layout layout;
    private @Nullable Wired present;
    private boolean anew;
    private boolean touched;

    /** Make one for the guests of a lab. */
    public Wirings(Ansible ansible, Shell shell, Layout layout) {
        this.ansible = ansible;
        this.shell = shell;
        this.layout = layout;
    }

    /** Whether the wanted wiring is there already, so that wiring it takes no time. */
    public synchronized boolean has(Wiring wiring, SecondNic secondNic) {
        return present != null && present.wiring().equals(wiring) && present.secondNic() == secondNic;
    }

    /** Whether guests may be attached: a wiring was asked for before, whether it is in place or not. */
    public synchronized boolean touched() {
        return touched;
    }

    /**
     * Put a wiring in place, address the guests' test NICs and see that they are up.
     *
     * @throws LabException if a node refuses; it says which and why
     */
    public synchronized Wired wire(Wiring wiring, SecondNic secondNic) {
        if (present != null && has(wiring, secondNic)) {
            return present;
        }
        present = null;
        touched = true;
        List<Node> wanted = wiring.singleGuest() ? List.of(layout.node(End.GUEST)) : layout.guests();
        ansible.play(
                "playbooks/wire.yml",
                Map.of(
                        "wiring_kind", wiring.label(),
                        "wiring_second_nic", secondNic == SecondNic.NONE ? "no" : "yes",
                        "wiring_anew", anew ? "yes" : "no",
                        "wiring_only_guest",
                                wiring.singleGuest() ? layout.node(End.GUEST).name() : ""),
                PLAY);
        Map<String, String> testNics = new HashMap<>();
        Map<String, String> secondNics = new HashMap<>();
        SubnetName first = wiring.firstSubnet();
        Map<String, String> devices = hostDevices(wanted);
        int mtu = uplinkMtu();
        List<Attached> attached = new ArrayList<>();
        // Guests are independent of each other, and each takes a while.
        List<CompletableFuture<Void>> addressed = new ArrayList<>();
        Map<String, String> firstNames = new ConcurrentHashMap<>();
        Map<String, String> secondNames = new ConcurrentHashMap<>();
        for (Node guest : wanted) {
            addressed.add(CompletableFuture.runAsync(() -> {
                firstNames.put(guest.name(), address(guest, mac(layout.testMac(), guest), first, mtu));
                if (secondNic != SecondNic.NONE) {
                    secondNames.put(
                            guest.name(), address(guest, mac(layout.secondMac(), guest), SubnetName.SECOND, mtu));
                }
            }));
        }
        join(addressed);
        testNics.putAll(firstNames);
        secondNics.putAll(secondNames);
        for (Node guest : wanted) {
            attached.add(attached(guest, mac(layout.testMac(), guest), first, wiring, devices));
            if (secondNic != SecondNic.NONE) {
                attached.add(attached(guest, mac(layout.secondMac(), guest), SubnetName.SECOND, wiring, devices));
            }
        }
        present = new Wired(layout, wiring, secondNic, testNics, secondNics, attached);
        anew = false;
        return present;
    }

    private static void join(List<CompletableFuture<Void>> pending) {
        try {
            CompletableFuture.allOf(pending.toArray(new CompletableFuture<?>[0]))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LabException known) {
                throw known;
            }
            throw e;
        }
    }

    /** Ask libvirt by which device on the host each NIC's frames pass. */
    private Map<String, String> hostDevices(List<Node> guests) {
        String names = guests.stream().map(layout::domain).collect(java.util.stream.Collectors.joining(" "));
        CommandResult result = shell.run(
                layout.host(),
                "for guest in %s; do virsh -q --connect qemu:///system domiflist $guest; done".formatted(names),
                ADDRESSING);
        Map<String, String> devices = new HashMap<>();
        for (String line : result.stdout().lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 5) {
                devices.put(words[4], words[0]);
            }
        }
        return devices;
    }

    private Attached attached(Node guest, String mac, SubnetName subnet, Wiring wiring, Map<String, String> devices) {
        String device = devices.get(mac);
        if (device == null) {
            throw new LabException("libvirt on %s lists no NIC %s of %s, though it was just plugged in"
                    .formatted(layout.host(), mac, guest));
        }
        End end = guest.equals(layout.node(End.GUEST)) ? End.GUEST : End.GUEST2;
        return new Attached(end, subnet, mac, device, Wired.bridge(layout, wiring));
    }

    /**
     * Put a wiring in place and call it another, to see whether that is noticed. Nothing but a self-test of the suite wants this.
     */
    public synchronized void disguise(Wiring real, SecondNic secondNic, Wiring as) {
        Wired wired = wire(real, secondNic);
        List<Attached> attached = wired.attached().stream()
                .map(nic -> new Attached(nic.guest(), nic.subnet(), nic.mac(), nic.device(), Wired.bridge(layout, as)))
                .toList();
        present = new Wired(layout, as, secondNic, wired.testNics(), wired.secondNics(), attached);
    }

    /** Forget what is in place, so that the next wish is carried out anew: NICs are plugged again. */
    public synchronized void forget() {
        present = null;
        anew = true;
    }

    private static String mac(Map<String, String> macs, Node guest) {
        String mac = macs.get(guest.name());
        if (mac == null) {
            throw new LabException(guest.name() + " has no MAC address for its test NIC in the inventory");
        }
        return mac;
    }

    /** In bytes; guests follow it, whatever it is: a longer frame would be dropped on its way, and a shorter one prove less. */
    private int uplinkMtu() {
        CommandResult result =
                shell.run(layout.host(), "cat /sys/class/net/%s/mtu".formatted(layout.uplink()), ADDRESSING);
        try {
            return Integer.parseInt(result.stdout().strip());
        } catch (NumberFormatException e) {
            throw new LabException("%s does not say the MTU of its uplink %s: %s"
                    .formatted(layout.host(), layout.uplink(), (result.stdout() + result.stderr()).strip()));
        }
    }

    /** Give a guest's NIC its addresses in a subnet; the NIC's name in the guest comes back. */
    private String address(Node guest, String mac, SubnetName subnet, int mtu) {
        List<String> addresses = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            addresses.add(layout.addressWithPrefix(guest, subnet, family));
        }
        String script = """
                find_nic() {
                    for path in /sys/class/net/*; do
                        if [ "$(cat "$path/address")" = "%s" ]; then nic=${path##*/}; return 0; fi
                    done
                    return 1
                }
                tries=100
                until find_nic; do
                    tries=$((tries - 1))
                    [ $tries -gt 0 ] || { echo "there is no NIC with MAC address %s; the guest has: $(ls /sys/class/net)" >&2; exit 1; }
                    sleep 0.1
                done
                ip addr flush dev "$nic" scope global
                for setting in disable_ipv6 accept_ra; do
                    [ ! -e "/proc/sys/net/ipv6/conf/$nic/$setting" ] || echo 0 >"/proc/sys/net/ipv6/conf/$nic/$setting"
                done
                ip link set dev "$nic" mtu %d || exit 1
                ip link set dev "$nic" up || exit 1
                for address in %s; do
                    case $address in *:*) ip addr add "$address" dev "$nic" nodad ;; *) ip addr add "$address" dev "$nic" ;; esac || exit 1
                done
                tries=100
                until [ "$(cat "/sys/class/net/$nic/carrier" 2>/dev/null)" = 1 ]; do
                    tries=$((tries - 1))
                    [ $tries -gt 0 ] || { echo "$nic gets no carrier within 10 s" >&2; exit 1; }
                    sleep 0.1
                done
                queues=$(ethtool -l "$nic" 2>/dev/null | awk '$1 == "Combined:" { print $2; exit }')
                case $queues in '' | *[!0-9]* | 1) ;; *) ethtool -L "$nic" combined "$queues" || exit 1 ;; esac
                %s
                echo "$nic"
                """.formatted(
                        mac,
                        mac,
                        mtu,
                        String.join(" ", addresses),
                        layout.offloads() ? "" : "ethtool -K \"$nic\" gro off >/dev/null 2>&1");
        CommandResult result = shell.run(guest, script, ADDRESSING);
        if (result.exitStatus() != 0) {
            throw new LabException("%s: its test NIC %s cannot be set up: %s"
                    .formatted(guest.name(), mac, result.stderr().strip()));
        }
        return result.stdout().strip();
    }
}
