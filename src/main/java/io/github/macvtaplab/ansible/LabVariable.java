package io.github.macvtaplab.ansible;

import static io.github.macvtaplab.ansible.LabGroup.GUESTS;
import static io.github.macvtaplab.ansible.LabGroup.JUMP_HOSTS;
import static io.github.macvtaplab.ansible.LabGroup.KVM_HOSTS;
import static io.github.macvtaplab.ansible.LabGroup.PEERS;
import static io.github.macvtaplab.ansible.LabGroup.SWITCHES;

import io.github.macvtaplab.model.LabPart;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the variables of an inventory that the suite reads; docs/your-lab.md says what each means. */
enum LabVariable {
    NAME("lab_name", true, ValueKind.LAB_NAME, LabGroup.values()),
    EMULATED("lab_emulated", false, ValueKind.TRUE_OR_FALSE, LabGroup.values()),
    SUBNETS("lab_subnets", false, ValueKind.SUBNETS, LabGroup.values()),
    JUMP("lab_jump", false, ValueKind.NODE, LabGroup.values()),
    HOST_KEY("lab_host_key", false, ValueKind.HOST_KEY, LabGroup.values()),
    KNOWN_HOSTS("lab_known_hosts", false, ValueKind.PATH, LabGroup.values()),
    ANSIBLE_HOST("ansible_host", false, ValueKind.SSH_HOST, LabGroup.values()),
    ANSIBLE_PORT("ansible_port", false, ValueKind.PORT, LabGroup.values()),
    ANSIBLE_USER("ansible_user", false, ValueKind.LOGIN_NAME, LabGroup.values()),
    ANSIBLE_SSH_PRIVATE_KEY_FILE("ansible_ssh_private_key_file", false, ValueKind.PATH, LabGroup.values()),
    ANSIBLE_PRIVATE_KEY_FILE("ansible_private_key_file", false, ValueKind.PATH, LabGroup.values()),
    KEY_PASSPHRASE("lab_key_passphrase", false, ValueKind.PASSWORD, LabGroup.values()),
    ANSIBLE_PASSWORD("ansible_password", false, ValueKind.PASSWORD, JUMP_HOSTS, KVM_HOSTS, SWITCHES, PEERS),
    ANSIBLE_SSH_PASS("ansible_ssh_pass", false, ValueKind.PASSWORD, JUMP_HOSTS, KVM_HOSTS, SWITCHES, PEERS),
    ANSIBLE_SSH_PASSWORD("ansible_ssh_password", false, ValueKind.PASSWORD, JUMP_HOSTS, KVM_HOSTS, SWITCHES, PEERS),
    ANSIBLE_BECOME("ansible_become", false, ValueKind.TRUE_OR_FALSE, LabGroup.values()),
    ANSIBLE_BECOME_PASSWORD("ansible_become_password", false, ValueKind.PASSWORD, KVM_HOSTS, SWITCHES, PEERS),
    ANSIBLE_BECOME_PASS("ansible_become_pass", false, ValueKind.PASSWORD, KVM_HOSTS, SWITCHES, PEERS),
    ANSIBLE_SUDO_PASS("ansible_sudo_pass", false, ValueKind.PASSWORD, KVM_HOSTS, SWITCHES, PEERS),

    UPLINK("lab_uplink", true, ValueKind.INTERFACE, KVM_HOSTS),
    SECOND_UPLINK("lab_second_uplink", false, ValueKind.INTERFACE, KVM_HOSTS),
    HOSTS_UPLINK_PORT("lab_uplink_port", false, ValueKind.INTERFACE, KVM_HOSTS),
    HOSTS_SECOND_UPLINK_PORT("lab_second_uplink_port", false, ValueKind.INTERFACE, KVM_HOSTS),
    MANAGEMENT_BRIDGE("lab_management_bridge", true, ValueKind.INTERFACE, KVM_HOSTS),
    MANAGEMENT_INTERFACES("lab_management_interfaces", false, ValueKind.INTERFACES, KVM_HOSTS),
    MANAGEMENT_ADDRESS("lab_management_address", false, ValueKind.ADDRESS, KVM_HOSTS),
    SPARE_SHARED_ADDRESS("lab_spare_shared_address", LabPart.SECOND_UPLINK, ValueKind.V4_WITH_PREFIX, KVM_HOSTS),
    GUEST_DIRECTORY("lab_guest_directory", false, ValueKind.ABSOLUTE_PATH, KVM_HOSTS),
    GUEST_POOL("lab_guest_pool", false, ValueKind.POOL, KVM_HOSTS),
    GUEST_IMAGE("lab_guest_image", true, ValueKind.IMAGE, KVM_HOSTS),
    GUEST_IMAGE_SHA256("lab_guest_image_sha256", false, ValueKind.SHA256, KVM_HOSTS),
    GUEST_KERNEL("lab_guest_kernel", false, ValueKind.ABSOLUTE_PATH, KVM_HOSTS),
    GUEST_INITRD("lab_guest_initrd", false, ValueKind.ABSOLUTE_PATH, KVM_HOSTS),
    GUEST_FIRMWARE("lab_guest_firmware", false, ValueKind.FIRMWARE, KVM_HOSTS),
    GUEST_MEMORY("lab_guest_memory_mib", false, ValueKind.MEMORY_MIB, KVM_HOSTS),
    GUEST_VCPUS("lab_guest_vcpus", false, ValueKind.SMALL_COUNT, KVM_HOSTS),
    GUEST_QUEUES("lab_guest_queues", false, ValueKind.SMALL_COUNT, KVM_HOSTS),
    OFFLOADS("lab_offloads", false, ValueKind.TRUE_OR_FALSE, KVM_HOSTS),

    SWITCH_BRIDGE("lab_switch_bridge", false, ValueKind.INTERFACE, SWITCHES),
    UPLINK_PORT("lab_uplink_port", true, ValueKind.INTERFACE, SWITCHES),
    SECOND_UPLINK_PORT("lab_second_uplink_port", LabPart.SECOND_UPLINK, ValueKind.INTERFACE, SWITCHES),
    PEER_PORT("lab_peer_port", LabPart.PEER, ValueKind.INTERFACE, SWITCHES),

    NIC("lab_nic", true, ValueKind.INTERFACE, PEERS),

    HOST("lab_host", true, ValueKind.NODE, GUESTS),
    MANAGEMENT_MAC("lab_management_mac", true, ValueKind.MAC, GUESTS),
    GUEST_MANAGEMENT_ADDRESS("lab_management_address", true, ValueKind.V4_WITH_PREFIX, GUESTS),
    TEST_MAC("lab_test_mac", true, ValueKind.MAC, GUESTS),
    SECOND_MAC("lab_second_mac", true, ValueKind.MAC, GUESTS),

    ADDRESSES("lab_addresses", true, ValueKind.ADDRESSES, KVM_HOSTS, PEERS, GUESTS);

    /** What the names of the suite's variables begin with. */
    static final String PREFIX = "lab_";

    final String variable;
    private final boolean required;
    private final @Nullable LabPart part;
    final ValueKind kind;
    /** Not to be changed, which the compiler cannot see. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<LabGroup> groups;

    LabVariable(String variable, boolean required, ValueKind kind, LabGroup... groups) {
        this(variable, required, null, kind, groups);
    }

    /** One that must be set where the lab has a part. */
    LabVariable(String variable, LabPart part, ValueKind kind, LabGroup... groups) {
        this(variable, false, part, kind, groups);
    }

    LabVariable(String variable, boolean required, @Nullable LabPart part, ValueKind kind, LabGroup... groups) {
        this.variable = variable;
        this.required = required;
        this.part = part;
        this.kind = kind;
        this.groups = Collections.unmodifiableSet(EnumSet.copyOf(List.of(groups)));
    }

    /** Whether it must be set in a lab of these parts. */
    boolean isRequired(Set<LabPart> parts) {
        return required || (part != null && parts.contains(part));
    }

    boolean isFor(Set<LabGroup> any) {
        return any.stream().anyMatch(groups::contains);
    }

    /** The names of the suite's own. */
    static List<String> names() {
        return Arrays.stream(values())
                .map(known -> known.variable)
                .filter(name -> name.startsWith(PREFIX))
                .distinct()
                .toList();
    }
}
