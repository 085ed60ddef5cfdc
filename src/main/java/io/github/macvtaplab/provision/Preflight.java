package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at what each node has of what the tests need. Reads only. */
public final class Preflight {
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final int SPACE_MIB = 1024;

    private final Shell shell;
    private final Layout layout;

    /**
     * What was looked for on a node.
     *
     * @param present whether it is there
     * @param what in words
     * @param mend the command that would mend it, or what to do; empty if it is there
     */
    public record Finding(Node node, boolean present, String what, String mend) {
        /** One line. */
        public String describe() {
            return present ? "%s: %s".formatted(node, what) : "%s lacks %s; mend it: %s".formatted(node, what, mend);
        }
    }

    /** Make one for the nodes of a lab, of which another KVM host is one of its own. */
    public Preflight(Shell shell, Layout layout) {
        this.shell = shell;
        this.layout = layout;
    }

    /**
     * Look at all nodes.
     *
     * @param source what the guests are made from
     */
    public List<Finding> look(GuestSource source) {
        List<Finding> findings = new ArrayList<>();
        Map<Node, String> scripts = new LinkedHashMap<>();
        scripts.put(
                layout.host(),
                tools(Map.of(
                                "virsh", "libvirt-clients",
                                "qemu-img", "qemu-utils",
                                "iperf3", "iperf3",
                                "ethtool", "ethtool",
                                "nft", "nftables",
                                "pkill", "procps"))
                        + interfaces(layout.uplinks())
                        + interfaces(List.of(layout.managementBridge()))
                        + """
                        check "IPv6 in the kernel" "remove ipv6.disable=1 from the command line of the kernel, and restart" test -d /proc/sys/net/ipv6
                        check "the kernel's macvtap driver" "modprobe macvtap" grep -q ' macvtap$' /proc/devices
                        check "a libvirt that answers at qemu:///system" "systemctl start $(systemctl cat virtqemud.socket >/dev/null 2>&1 && echo virtqemud.socket || echo libvirtd)" timeout 10 virsh --connect qemu:///system version
                        check "Open vSwitch, running" "$(install openvswitch-switch)" timeout 10 ovs-vsctl --timeout=5 show
                        check "a command that makes ISO 9660 images (xorrisofs, genisoimage or mkisofs)" "$(install xorriso)" sh -c 'command -v xorrisofs || command -v genisoimage || command -v mkisofs'
                        """ + guests(source) + offloads());
        layout.peer()
                .ifPresent(peer -> scripts.put(
                        peer,
                        tools(Map.of("iperf3", "iperf3", "wrk", "wrk", "nmap", "nmap", "ethtool", "ethtool"))
                                + interfaces(layout.peerNic().stream().toList())));
        if (layout.has(LabPart.SWITCH)) {
            scripts.put(layout.lanSwitch(), switchScript());
        }
        scripts.forEach((node, script) -> findings.addAll(look(node, script)));
        return findings;
    }

    private static String guests(GuestSource source) {
        StringBuilder script = new StringBuilder();
        List<String> files = new ArrayList<>();
        source.boot().ifPresent(boot -> files.addAll(List.of(boot.kernel(), boot.initrd())));
        if (!source.isDownloaded()) {
            files.add(source.image());
            source.sha256().ifPresent(sum -> script.append("""
                    [ ! -r '%1$s' ] || check '%1$s with the checksum of the inventory' "put the right image there, or correct lab_guest_image_sha256" sh -c "echo '%2$s  %1$s' | sha256sum --check"
                    """.formatted(source.image(), sum)));
        }
        return script.append("""
                for file in %1$s; do check "$file" "put it there, or correct the inventory" test -r "$file"; done
                folder=%2$s
                while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
                free=$(($(df -Pk "$folder" | awk 'NR == 2 { print $4 }') / 1024))
                check "%3$d MiB of disk space below $folder (there are $free)" "make room there, or name another place for the guests' files" test "$free" -ge %3$d
                """.formatted(
                        String.join(" ", files), source.directory(), source.isDownloaded() ? SPACE_MIB * 4 : SPACE_MIB))
                .toString();
    }

    private String offloads() {
        return layout.offloads()
                ? "check \"Open vSwitch's kernel datapath, without which it cannot serve NICs with offloads\" "
                        + "\"modprobe openvswitch; or set lab_offloads: false\" test -e /sys/module/openvswitch\n"
                : "";
    }

    private String switchScript() {
        // The other host's cable must end in the same segment, and nothing is done to its port.
        List<String> ports = Stream.concat(
                        layout.switchPorts().values().stream(),
                        layout.other().stream().map(Layout::uplinkPort))
                .toList();
        return interfaces(ports) + """
                bridges=$(for port in %s; do basename "$(readlink -f "/sys/class/net/$port/master")"; done | sort -u)
                check "all of these ports in one bridge (they are in: $(echo $bridges))" "ip link set dev PORT master BRIDGE, or correct the inventory" test "$(echo "$bridges" | wc -l)" -eq 1 -a -n "$bridges"
                """.formatted(String.join(" ", ports));
    }

    private static String tools(Map<String, String> packages) {
        StringBuilder script = new StringBuilder();
        packages.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> script.append("check \"the command '%1$s'\" \"$(install %2$s)\" command -v %1$s\n"
                        .formatted(entry.getKey(), entry.getValue())));
        return script.toString();
    }

    private static String interfaces(List<String> names) {
        StringBuilder script = new StringBuilder();
        names.forEach(name -> script.append("""
                check "the interface '%1$s' (there are: $(ls /sys/class/net | tr '\\n' ' '))" "correct the inventory" test -e /sys/class/net/%1$s
                [ ! -e /sys/class/net/%1$s ] || check "the interface '%1$s', up" "ip link set dev %1$s up" sh -c "ip -o link show dev %1$s | grep -q '[<,]UP[,>]'"
                """.formatted(name)));
        return script.toString();
    }

    private List<Finding> look(Node node, String script) {
        CommandResult result = shell.run(node, """
                install() { # package, as Debian calls it
                    for with in apt-get dnf zypper pacman; do ! command -v $with >/dev/null || break; done
                    case $with:$1 in
                        dnf:libvirt-clients | zypper:libvirt-clients) echo "$with install libvirt-client" ;;
                        dnf:qemu-utils) echo "$with install qemu-img" ;;
                        zypper:qemu-utils) echo "$with install qemu-tools" ;;
                        dnf:iproute2) echo "$with install iproute" ;;
                        dnf:procps) echo "$with install procps-ng" ;;
                        dnf:openvswitch-switch) echo "$with install openvswitch (RHEL and its like: first $with install centos-release-nfv-openvswitch)" ;;
                        zypper:openvswitch-switch) echo "$with install openvswitch" ;;
                        pacman:libvirt-clients) echo "$with -S libvirt" ;;
                        pacman:qemu-utils) echo "$with -S qemu-img" ;;
                        pacman:procps) echo "$with -S procps-ng" ;;
                        pacman:openvswitch-switch) echo "$with -S openvswitch" ;;
                        pacman:xorriso) echo "$with -S libisoburn" ;;
                        pacman:python3) echo "$with -S python" ;;
                        pacman:*) echo "$with -S $1" ;;
                        *) echo "$with install $1" ;;
                    esac
                }
                check() { # what, how it is mended, command
                    what=$1; mend=$2; shift 2
                    if "$@" >/dev/null 2>&1; then printf 'ok\\t%s\\t\\n' "$what"; else printf 'missing\\t%s\\t%s\\n' "$what" "$mend"; fi
                }
                check "root's rights" "let the user run sudo, and set ansible_become" test "$(id -u)" -eq 0
                check "python3" "$(install python3)" command -v python3
                check "the command 'ip' that writes JSON" "$(install iproute2)" ip -j link show dev lo
                check "the command 'tcpdump'" "$(install tcpdump)" command -v tcpdump
                """ + script, DEADLINE);
        if (!result.succeeded()) {
            throw new LabException(
                    "%s cannot be looked at: %s".formatted(node, result.stderr().strip()));
        }
        return result.stdout()
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new Finding(node, "ok".equals(parts[0]), parts[1], parts[2]))
                .toList();
    }
}
