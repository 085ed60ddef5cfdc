package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.List;

/**
 * Hold the state of a node's CPU counters at one moment.
 *
 * @param uptime when, by the node's clock
 * @param busy CPU time that all CPUs together spent on anything but idling and waiting for storage, since boot
 */
record CpuReading(Duration uptime, Duration busy) {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String SCRIPT = "getconf CLK_TCK && cat /proc/uptime && head -n 1 /proc/stat\n";

    // proc(5): cpu user nice system idle iowait irq softirq steal guest guest_nice. The last two are part of user and
    // nice.
    private static final List<Integer> BUSY_FIELDS = List.of(1, 2, 3, 6, 7, 8);

    /**
     * Read a node's counters.
     *
     * @throws WorkloadException if the node does not show them
     */
    static CpuReading of(Shell shell, Node node) {
        return parse(node, shell.run(node, SCRIPT, DEADLINE));
    }

    static CpuReading parse(Node node, CommandResult result) {
        List<String> lines = result.stdout().strip().lines().toList();
        if (result.exitStatus() != 0 || lines.size() != 3 || !lines.get(2).startsWith("cpu ")) {
            throw unreadable(node, result);
        }
        try {
            double ticksPerSecond = Double.parseDouble(lines.get(0));
            double uptime = Double.parseDouble(lines.get(1).split(" ", 2)[0]);
            String[] fields = lines.get(2).split(" +", -1);
            long ticks = 0;
            for (int field : BUSY_FIELDS) {
                ticks += Long.parseLong(fields[field]);
            }
            return new CpuReading(seconds(uptime), seconds(ticks / ticksPerSecond));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw unreadable(node, result);
        }
    }

    private static WorkloadException unreadable(Node node, CommandResult result) {
        return WorkloadException.on(
                node,
                "CLK_TCK, /proc/uptime and the first line of /proc/stat",
                "exit status %d: %s %s".formatted(result.exitStatus(), result.stdout(), result.stderr()));
    }

    /**
     * Return what happened between an earlier reading and this one.
     *
     * @throws WorkloadException if a counter ran backwards or stood still in time
     */
    CpuReading since(CpuReading earlier, Node node) {
        CpuReading spent = new CpuReading(uptime.minus(earlier.uptime), busy.minus(earlier.busy));
        if (spent.busy.isNegative() || spent.uptime.isNegative() || spent.uptime.isZero()) {
            throw WorkloadException.on(node, "CPU counters that run forward", "%s, then %s".formatted(earlier, this));
        }
        return spent;
    }

    private static Duration seconds(double value) {
        return Duration.ofMillis(Math.round(value * 1000));
    }
}
