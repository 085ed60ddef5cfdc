package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Inventory;
import io.github.macvtaplab.config.AcceleratorChoice;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.GuestSource;
import io.github.macvtaplab.provision.StoragePool;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.shell.SshKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The small steps by which a run begins, on whatever lab. */
final class RunStart {
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    private RunStart() {}

    /** Make fresh keys for the client and some nodes. */
    static LabKeys keys(Collection<String> nodes) {
        SshKeyPair client = SshKeyPair.generateEd25519("macvtap-lab");
        Map<String, String> hostPublic = new HashMap<>();
        Map<String, String> hostPrivate = new HashMap<>();
        for (String node : nodes) {
            SshKeyPair pair = SshKeyPair.generateEd25519(node);
            hostPublic.put(node, pair.publicLine());
            hostPrivate.put(node, pair.privatePem());
        }
        return new LabKeys(client.publicLine(), client.privatePem(), hostPublic, hostPrivate);
    }

    /** Find out how the guests run, while other things start: a test boot that fails takes its whole deadline. */
    static CompletableFuture<Accelerator> accelerator(
            LabConfig config, Shell shell, Node host, Optional<GuestSource.Boot> boot) {
        if (config.accelerator() != AcceleratorChoice.AUTO) {
            return CompletableFuture.completedFuture(
                    Accelerator.asked(config.accelerator().name().toLowerCase(Locale.ROOT)));
        }
        return CompletableFuture.supplyAsync(() -> Accelerator.find(shell, host, boot));
    }

    /** The name of this machine, as its kernel has it. */
    static String machine() {
        try {
            return Files.readString(HOSTNAME).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read what guests are made from; a storage pool's folder only the host knows. */
    static GuestSource guestSource(Shell shell, Node host, Inventory inventory) {
        String name = host.name();
        return new GuestSource(
                inventory.text(name, "lab_guest_image"),
                inventory.find(name, "lab_guest_image_sha256"),
                inventory
                        .find(name, "lab_guest_kernel")
                        .map(kernel -> new GuestSource.Boot(kernel, inventory.text(name, "lab_guest_initrd"))),
                inventory
                        .find(name, "lab_guest_pool")
                        .map(pool -> StoragePool.folder(shell, host, pool))
                        .orElseGet(() -> inventory.text(name, "lab_guest_directory")));
    }

    /** Ask the KVM hosts what they are made of. */
    static Map<String, String> environment(LabParts parts, String ansible) {
        Layout lab = parts.layout();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("lab", lab.name() + (lab.emulated() ? " (emulated wires)" : ""));
        environment.putAll(made(parts.shell(), parts.tested()));
        environment.put("ansible", ansible);
        parts.other().ifPresent(other -> {
            environment.put("other_host", other.layout().host().name());
            made(parts.shell(), other).forEach((name, value) -> environment.put("other_host_" + name, value));
        });
        return environment;
    }

    private static Map<String, String> made(Shell shell, ReadyHost host) {
        Layout layout = host.layout();
        CommandResult result = shell.run(
                layout.host(), Accelerator.FIND_EMULATOR + """
                echo "kernel=$(uname -r)"
                echo "libvirt=$(virsh --version)"
                echo "qemu=$("$emulator" --version | head -n 1)"
                echo "openvswitch=$(ovs-vsctl --version | head -n 1)"
                echo "architecture=$(uname -m)"
                echo "processors=$(nproc)"
                echo "vhost_net=$([ -c /dev/vhost-net ] && echo yes || echo no)"
                echo "openvswitch_datapath=$([ -e /sys/module/openvswitch ] && echo kernel || echo userspace)"
                echo "uplink_driver=$(ethtool -i %1$s | awk '$1 == "driver:" { print $2 }')"
                echo "uplink_mtu=$(cat /sys/class/net/%1$s/mtu)"
                echo "rp_filter=$(cat /proc/sys/net/ipv4/conf/all/rp_filter) $(cat /proc/sys/net/ipv4/conf/%1$s/rp_filter)"
                echo "host_firewall=$(nft list ruleset | grep -cE 'drop|reject') rules that drop or reject"
                """.formatted(layout.uplink()), Duration.ofSeconds(30));
        Map<String, String> made = new LinkedHashMap<>();
        result.stdout()
                .lines()
                .filter(line -> line.contains("="))
                .forEach(line -> made.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        made.put("accelerator", host.accelerator().reason());
        return made;
    }
}
