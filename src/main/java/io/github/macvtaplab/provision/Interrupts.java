package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.safety.Change;
import io.github.macvtaplab.safety.Journal;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Moves the uplink's interrupts to the CPUs that no guest gets, so that they fall on the same ones whatever the wiring. Where the
 * guests need every CPU, or the uplink has no interrupts of its own, nothing is moved; nor where it shares its device with another
 * interface.
 */
public final class Interrupts {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Where they are, and where they are to go. */
    record Plan(String to, Map<Integer, String> from) {
        /** Read what {@link #script} prints; nothing if there is nothing to move. */
        static Optional<Plan> parse(String output) {
            String to = "";
            Map<Integer, String> from = new TreeMap<>();
            for (String line : output.lines().toList()) {
                String[] words = line.strip().split(" ");
                if (words.length == 2 && "to".equals(words[0])) {
                    to = words[1];
                } else if (words.length == 2) {
                    from.put(Integer.parseInt(words[0]), words[1]);
                }
            }
            return to.isEmpty() || from.isEmpty() ? Optional.empty() : Optional.of(new Plan(to, from));
        }

        String move() {
            // An interrupt that the kernel manages itself refuses; it stays where it is, for every wiring.
            return from.keySet().stream()
                    .map(irq -> "echo %s >/proc/irq/%d/smp_affinity_list 2>/dev/null || true".formatted(to, irq))
                    .collect(Collectors.joining("\n"));
        }

        String back() {
            return from.entrySet().stream()
                    .map(irq ->
                            "[ ! -e /proc/irq/%1$d ] || echo %2$s >/proc/irq/%1$d/smp_affinity_list 2>/dev/null || [ \"\\$(cat /proc/irq/%1$d/smp_affinity_list)\" = %2$s ]"
                                    .formatted(irq.getKey(), irq.getValue()))
                    .map(line -> line + " || exit 1")
                    .collect(Collectors.joining("\n"));
        }
    }

    private Interrupts() {}

    /**
     * Move them.
     *
     * @return takes it back; nothing where nothing was moved
     * @throws LabException if the host does not say where they are
     */
    public static Optional<Change> apart(Shell shell, Journal journal, Layout layout) {
        CommandResult result = shell.run(
                layout.host(),
                script(
                        layout.guests().stream().map(layout::domain).toList(),
                        "/sys/class/net/" + layout.uplink(),
                        "/proc/irq"),
                DEADLINE);
        Node host = layout.host();
        if (!result.succeeded()) {
            throw new LabException("%s does not say where the interrupts of %s are: %s"
                    .formatted(host, layout.uplink(), result.stderr().strip()));
        }
        return Plan.parse(result.stdout())
                .map(plan -> journal.change(host, "interrupts", List.of(), plan.back(), plan.move()));
    }

    /** The guests get the last CPUs, as far as there are enough; see how vCPUs are pinned. */
    static String script(List<String> domains, String device, String irqs) {
        return """
                set -eu
                export LIBVIRT_DEFAULT_URI=qemu:///system
                need=0
                for guest in %1$s; do need=$((need + $(virsh -q vcpucount "$guest" --live --current))); done
                python3 -c '
                import os, sys
                cpus = sorted(os.sched_getaffinity(0))
                rest = cpus[: max(0, len(cpus) - int(sys.argv[1]))]
                if rest: print("to", ",".join(map(str, rest)))
                ' "$need"
                device=$(readlink -f '%2$s/device' || true)
                # Of a device with several ports another may be what the host is managed by.
                [ "$(ls "$device/net" 2>/dev/null | wc -l)" -eq 1 ] || exit 0
                # Those of a virtio NIC belong to the device above it; above any other are other people's.
                [ "$(basename "$(readlink -f "$device/subsystem")")" != virtio ] || device=$(dirname "$device")
                for irq in $(ls "$device/msi_irqs" 2>/dev/null); do
                    [ ! -r "%3$s/$irq/smp_affinity_list" ] || echo "$irq $(cat "%3$s/$irq/smp_affinity_list")"
                done
                """.formatted(String.join(" ", domains), device, irqs);
    }
}
