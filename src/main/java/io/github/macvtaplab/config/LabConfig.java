package io.github.macvtaplab.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what the person who runs the suite has chosen.
 *
 * @param inventory path of the Ansible inventory that describes the lab
 * @param hosts which of the inventory's KVM hosts is tested, needed where it has several; after it the one that carries the far end of
 *     traffic across hosts, if that is wanted
 * @param ansible where Ansible runs
 * @param accelerator what runs the guests' code
 * @param fault what is broken on purpose
 * @param bootDeadline the longest that guests may take to answer SSH
 * @param reports directory for reports, relative to the project's directory
 * @param suite which tests run
 * @param safety what was chosen about the lab's safety
 * @param vaultPasswordFile file with the password of the inventory's vault
 * @param agent socket of the SSH agent of who runs the suite: {@code SSH_AUTH_SOCK}
 * @param home home directory of who runs the suite
 * @param user name of who runs the suite
 * @param performance what was chosen about the performance claims
 */
public record LabConfig(
        Path inventory,
        List<String> hosts,
        AnsibleChoice ansible,
        AcceleratorChoice accelerator,
        Fault fault,
        Duration bootDeadline,
        Path reports,
        SuiteChoice suite,
        SafetyConfig safety,
        Optional<Path> vaultPasswordFile,
        Optional<Path> agent,
        Path home,
        String user,
        PerformanceConfig performance) {

    private static final String AGENT = "SSH_AUTH_SOCK";

    /** The inventory of the embedded lab, and the default. */
    public static final Path EMBEDDED_INVENTORY = Path.of("inventory", "embedded");

    /** Copies the list. */
    public LabConfig {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads the system properties of this JVM, and its environment.
     *
     * @throws LabConfigException if a {@code lab.*} property is unknown or has a bad value
     */
    public static LabConfig fromSystem() {
        var properties = new TreeMap<String, String>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name, "")));
        return from(properties, System.getenv());
    }

    /** Reads the given properties, in an empty environment. */
    public static LabConfig from(Map<String, String> properties) {
        return from(properties, Map.of());
    }

    /**
     * Reads the given properties; those that do not start with {@code lab.} are none of ours.
     *
     * @throws LabConfigException if a {@code lab.*} property is unknown or has a bad value
     */
    public static LabConfig from(Map<String, String> properties, Map<String, String> environment) {
        LabProperty.refuseUnknown(properties);
        return new LabConfig(
                LabProperty.INVENTORY.path(properties),
                LabProperty.HOST.names(properties, 2),
                LabProperty.ANSIBLE.choice(properties, AnsibleChoice.class),
                LabProperty.ACCELERATOR.choice(properties, AcceleratorChoice.class),
                LabProperty.FAULT.choice(properties, Fault.class),
                LabProperty.BOOT_DEADLINE.duration(properties),
                LabProperty.REPORTS.relativePath(properties),
                LabProperty.SUITE.choice(properties, SuiteChoice.class),
                SafetyConfig.from(properties),
                LabProperty.VAULT_PASSWORD_FILE.optionalPath(properties),
                Optional.ofNullable(environment.get(AGENT))
                        .filter(socket -> !socket.isBlank())
                        .map(Path::of),
                Path.of(properties.getOrDefault("user.home", "")),
                properties.getOrDefault("user.name", "unknown"),
                PerformanceConfig.from(properties));
    }

    /** Tells whether the lab is the embedded one, which this project starts itself. */
    public boolean embedded() {
        return inventory.normalize().endsWith(EMBEDDED_INVENTORY);
    }
}
