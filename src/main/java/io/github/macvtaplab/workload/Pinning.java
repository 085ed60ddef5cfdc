package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Give each vCPU of the guests that take part a CPU of the KVM host, and QEMU's and vhost's other threads those that are left over.
 * Where none would be left over, all run where they like. The pins go with the guests, which are the lab's own; nothing of the host
 * is changed here.
 */
final class Pinning {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Pinning() {}

    /**
     * Pin, or take earlier pins off.
     *
     * @return what was done, and where the uplink's interrupts are, by name
     * @throws WorkloadException if libvirt refuses
     */
    static Map<String, String> of(Shell shell, Node host, List<String> guests, String uplink) {
        CommandResult result = shell.run(host, script(guests, uplink), DEADLINE);
        if (!result.succeeded()) {
            throw WorkloadException.on(
                    host,
                    "to pin the vCPUs of " + String.join(", ", guests),
                    "exit status %d %s"
                            .formatted(result.exitStatus(), result.stderr().strip()));
        }
        return Facts.of(result.stdout());
    }

    static String script(List<String> guests, String uplink) {
        String names = guests.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" "));
        return """
                set -eu
                export LIBVIRT_DEFAULT_URI=qemu:///system
                # Those that this host may use: a container or a cpuset can have fewer than there are.
                cpus=$(python3 -c 'import os; print(*sorted(os.sched_getaffinity(0)))')
                need=0
                for guest in %1$s; do
                    need=$((need + $(virsh -q vcpucount "$guest" --live --current)))
                done
                set -- $cpus
                host=$#
                rest=
                while [ $# -gt "$need" ]; do
                    rest="$rest${rest:+,}$1"
                    shift
                done
                all=$(echo $cpus | tr ' ' ',')
                said=
                number=0
                for guest in %1$s; do
                    # Not by its name, which is another in each run: what is said is compared with earlier runs.
                    number=$((number + 1))
                    vcpu=0
                    while [ "$vcpu" -lt "$(virsh -q vcpucount "$guest" --live --current)" ]; do
                        if [ -n "$rest" ]; then
                            virsh -q vcpupin "$guest" "$vcpu" "$1" --live
                            said="${said}guest $number vCPU $vcpu on CPU $1, "
                            shift
                        else
                            virsh -q vcpupin "$guest" "$vcpu" "$all" --live
                        fi
                        vcpu=$((vcpu + 1))
                    done
                    virsh -q emulatorpin "$guest" "${rest:-$all}" --live
                done
                if [ -n "$rest" ]; then
                    echo "pinning: ${said}QEMU and vhost on CPU $rest"
                else
                    echo "pinning: none: the guests have $need vCPUs, the host has $host CPUs, and none would be left over"
                fi
                device=$(readlink -f '/sys/class/net/%2$s/device' || true)
                # Those of a virtio NIC belong to the device above it.
                [ "$(basename "$(readlink -f "$device/subsystem")")" != virtio ] || device=$(dirname "$device")
                irqs=$(ls "$device/msi_irqs" 2>/dev/null || true)
                if [ -z "$irqs" ]; then
                    echo "interrupts: the uplink has none of its own"
                else
                    for irq in $irqs; do cat "/proc/irq/$irq/smp_affinity_list"; done | sort | uniq -c | awk '
                        { text = text (NR > 1 ? ", " : "") $1 " on CPU " $2 } END { print "interrupts: the uplink has " text }'
                    ! pgrep -x irqbalance >/dev/null || echo "irqbalance: runs, and may move interrupts during the race"
                fi
                """.formatted(names, uplink);
    }
}
