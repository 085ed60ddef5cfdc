package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.Optional;

/**
 * How the guests' processors run.
 *
 * @param kind {@code kvm} or {@code tcg}, as the role 'guest' takes it
 * @param reason why, for the report
 */
public record Accelerator(String kind, String reason) {
    /** Lines for a shell that set {@code emulator} to QEMU's program for the host's own architecture, wherever it is. */
    public static final String FIND_EMULATOR = """
            for emulator in "qemu-system-$(uname -m)" /usr/libexec/qemu-kvm /usr/bin/kvm; do
                ! command -v "$emulator" >/dev/null || break
            done
            """;

    private static final int DEADLINE_SECONDS = 6;

    /**
     * Boot a kernel under KVM, with a deadline: that the device exists proves nothing. Without a kernel, which only a guest's image has
     * then, KVM is believed.
     */
    public static Accelerator find(Shell shell, Node host, Optional<GuestSource.Boot> boot) {
        CommandResult result = shell.run(
                host,
                "[ -c /dev/kvm ] || { echo absent; exit 0; }\n"
                        + boot.map(Accelerator::testBoot).orElse("echo believed"),
                Duration.ofSeconds(DEADLINE_SECONDS + 10));
        return switch (result.stdout().strip()) {
            case "works" -> new Accelerator("kvm", "KVM, by a test boot");
            case "believed" -> new Accelerator("kvm", "KVM (not tried before the guests' own boot)");
            case "fails" ->
                new Accelerator(
                        "tcg", "TCG (KVM is there, its test boot did not finish in %d s)".formatted(DEADLINE_SECONDS));
            default -> new Accelerator("tcg", "TCG (there is no /dev/kvm)");
        };
    }

    /** Any kernel says its version before it looks for a root disk, which there is none of here. */
    private static String testBoot(GuestSource.Boot boot) {
        return FIND_EMULATOR + """
                case $(uname -m) in
                    aarch64) machine=virt console=ttyAMA0 ;;
                    s390x) machine=s390-ccw-virtio console=ttysclp0 ;;
                    *) machine=q35 console=ttyS0 ;;
                esac
                timeout %d "$emulator" -machine "$machine" -accel kvm -cpu host -m 256 -nodefaults -nographic -serial stdio -no-reboot \
                    -kernel '%s' -initrd '%s' -append "console=$console" </dev/null 2>&1 | grep -q 'Linux version' \
                    && echo works || echo fails
                """.formatted(DEADLINE_SECONDS, boot.kernel(), boot.initrd());
    }

    /** Take the one that the user asked for. */
    public static Accelerator asked(String kind) {
        return new Accelerator(kind, kind.toUpperCase(java.util.Locale.ROOT) + " (asked for)");
    }
}
