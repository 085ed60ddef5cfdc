package io.github.macvtaplab.config;

import io.github.macvtaplab.model.ClaimId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
 * @param claims the claims to decide; all where none was named
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
        Set<ClaimId> claims,
        SafetyConfig safety,
        Optional<Path> vaultPasswordFile,
        Optional<Path> agent,
        Path home,
        String user,
        PerformanceConfig performance) {

    private static final Map<String, ClaimId> CLAIMS = Arrays.stream(ClaimId.values())
            .collect(Collectors.toMap(ClaimId::id, claim -> claim, (one, other) -> one, LinkedHashMap::new));

    private static final String AGENT = "SSH_AUTH_SOCK";

    /** The inventory of the embedded lab, and the default. */
    public static final Path EMBEDDED_INVENTORY = Path.of("inventory", "embedded");

    /** Copies the list and the set. */
    public LabConfig {
        hosts = List.copyOf(hosts);
        claims = Set.copyOf(claims);
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
                claims(properties),
                SafetyConfig.from(properties),
                LabProperty.VAULT_PASSWORD_FILE.optionalPath(properties),
                Optional.ofNullable(environment.get(AGENT))
                        .filter(socket -> !socket.isBlank())
                        .map(Path::of),
                Path.of(properties.getOrDefault("user.home", "")),
                properties.getOrDefault("user.name", "unknown"),
                PerformanceConfig.from(properties));
    }

    private static Set<ClaimId> claims(Map<String, String> properties) {
        List<ClaimId> named = LabProperty.CLAIMS.some(properties, CLAIMS);
        if (!named.isEmpty() && LabProperty.SUITE.choice(properties, SuiteChoice.class) != SuiteChoice.STANDARD) {
            throw new LabConfigException(
                    "lab.claims chooses among the tests of lab.suite=standard, and another suite is asked for; leave one out");
        }
        return named.isEmpty() ? EnumSet.allOf(ClaimId.class) : EnumSet.copyOf(named);
    }

    /** Returns the KVM hosts that the run works on: the second carries traffic, which only claims about performance take. */
    public List<String> hostsInUse() {
        return hosts.size() > 1 && claims.stream().noneMatch(ClaimId::performance) ? hosts.subList(0, 1) : hosts;
    }

    /** Tells whether the lab is the embedded one, which this project starts itself. */
    public boolean embedded() {
        return inventory.normalize().endsWith(EMBEDDED_INVENTORY);
    }
}
