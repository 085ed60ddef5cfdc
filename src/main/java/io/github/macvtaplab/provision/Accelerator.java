package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;

/**
 * How the guests' processors run.
 *
 * @param kind {@code kvm} or {@code tcg}, as the role 'guest' takes it
 * @param reason why, for the report
 */
public record Accelerator(String kind, String reason) {
    private static final int DEADLINE_SECONDS = 6;

    /** Boot a kernel under KVM, with a deadline: that the device exists proves nothing. */
    public static Accelerator find(Shell shell, Node host, String kernel, String initrd) {
        String script = """
                [ -c /dev/kvm ] || { echo absent; exit 0; }
                timeout %d qemu-system-x86_64 -accel kvm -cpu host -m 256 -nodefaults -nographic -serial stdio -no-reboot \
                    -kernel '%s' -initrd '%s' -append 'console=ttyS0 quiet' </dev/null 2>&1 | grep -q LAB-BOOT-OK \
                    && echo works || echo fails
                """.formatted(DEADLINE_SECONDS, kernel, initrd);
        CommandResult result = shell.run(host, script, Duration.ofSeconds(DEADLINE_SECONDS + 10));
        return switch (result.stdout().strip()) {
            case "works" -> new Accelerator("kvm", "KVM, by a test boot");
            case "fails" ->
                new Accelerator(
                        "tcg", "TCG (KVM is there, its test boot did not finish in %d s)".formatted(DEADLINE_SECONDS));
            default -> new Accelerator("tcg", "TCG (there is no /dev/kvm)");
        };
    }

    /** Take the one that the user asked for. */
    public static Accelerator asked(String kind) {
        return new Accelerator(kind, kind.toUpperCase(java.util.Locale.ROOT) + " (asked for)");
    }
}
