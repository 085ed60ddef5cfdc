package io.github.macvtaplab.embedded;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.Transferable;

/**
 * Run the embedded lab: one container that is the KVM host, with the switch and the peer as network namespaces in it.
 *
 * <pre>
 *   kvm1 ── uplink0 ── p0 ┐
 *   kvm1 ── uplink1 ── p1 ┤ switch (br0)
 *   peer ── lan0 ───── p2 ┘
 * </pre>
 *
 * It is spoken to over SSH alone. It ends with this process.
 */
public final class EmbeddedLab implements AutoCloseable {
    /** The KVM host's name, through which all others are reached. */
    public static final String HOST = "kvm1";

    /** Kernel of the guests, on the KVM host. */
    public static final String KERNEL = "/var/lib/macvtap-lab/vmlinuz";

    /** Initial RAM disk of the guests, on the KVM host; without a disk it says so and powers off. */
    public static final String INITRD = "/var/lib/macvtap-lab/initrd";

    /** Names of the nodes that the container has; each has its own SSH host key. */
    public static final List<String> NODES = List.of(HOST, "switch", "peer");

    /** Names of the guests, which the playbooks make, and give their host keys. */
    public static final List<String> GUESTS = List.of("g1", "g2");

    private static final String CONF = "/etc/macvtap-lab/";

    private final LifelineContainer container;

    private EmbeddedLab(LifelineContainer container) {
        this.container = container;
    }

    /**
     * Check that a container engine answers.
     *
     * @throws LabException if none does
     */
    public static void requireEngine() {
        boolean available;
        try {
            available = DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            throw new LabException(
                    "the container engine does not work: " + e.getMessage() + "; run ./bootstrap first", e);
        }
        if (!available) {
            throw new LabException(
                    "no container engine answers (tried DOCKER_HOST and the default socket); run the command through ./bootstrap,"
                            + " which installs and starts one");
        }
    }

    /**
     * Build the image if it is missing, and start the lab. Minutes the first time, seconds later.
     *
     * @throws LabException if the image cannot be built or the lab does not come up
     */
    public static EmbeddedLab start(LabKeys keys, Console console) {
        LifelineContainer container = new LifelineContainer(
                new LabImage("macvtap-lab/kvm-host", "/lab").ensure(console),
                "embedded lab",
                "lab: up",
                Duration.ofSeconds(90));
        container.withCopyToContainer(Transferable.of(keys.clientPublic() + "\n", 0644), CONF + "authorized_keys");
        NODES.forEach(node -> container.withCopyToContainer(
                Transferable.of(keys.hostPrivate().getOrDefault(node, ""), 0600), CONF + "hostkeys/" + node));
        container.withCreateContainerCmdModifier(command -> restrict(Objects.requireNonNull(command.getHostConfig())));
        EmbeddedLab lab = new EmbeddedLab(container);
        container.launch();
        return lab;
    }

    /** Grant what libvirt, macvtap and network namespaces need, and no more; the container is not privileged. */
    private static void restrict(HostConfig host) {
        List<Device> devices = new ArrayList<>();
        devices.add(new Device("rwm", "/dev/net/tun", "/dev/net/tun"));
        if (Files.exists(Path.of("/dev/kvm"))) {
            devices.add(new Device("rwm", "/dev/kvm", "/dev/kvm"));
        }
        host.withCapAdd(
                        Capability.NET_ADMIN,
                        Capability.SYS_ADMIN,
                        Capability.NET_RAW,
                        Capability.IPC_LOCK,
                        Capability.SYS_NICE,
                        Capability.MKNOD)
                .withDevices(devices)
                .withDeviceCgroupRules(List.of("c *:* rwm"))
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"));
    }

    /** The KVM host as a node. */
    public Node hostNode() {
        return new Node(HOST, NodeRole.KVM_HOST, new SshAddress(hostAddress(), 22, "root"), Optional.empty());
    }

    /** The KVM host's address, which the inventory cannot know before the lab runs. */
    public String hostAddress() {
        return container.address();
    }

    /** End the lab and see that it is gone. */
    @Override
    public void close() {
        container.stop();
    }
}
