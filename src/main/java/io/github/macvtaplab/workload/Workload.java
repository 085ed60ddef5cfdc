package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.Locale;

/**
 * Run traffic over a lane and sample it. The KVM host's CPU counters are read right before and right after the load tool.
 */
public final class Workload {
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final Duration READY = Duration.ofSeconds(25);

    private final Shell shell;
    private final Ground ground;
    private final Lane lane;
    private final String offloads;

    /**
     * Make one for a lane, once its client reaches its server.
     *
     * @throws WorkloadException if the client does not reach the server within 20 seconds
     */
    public Workload(Shell shell, Ground ground, Lane lane) {
        this.shell = shell;
        this.ground = ground;
        this.lane = lane;
        awaitServer();
        this.offloads = "offloads on: %s %s, %s %s"
                .formatted(
                        lane.server().name(),
                        offloads(lane.server()),
                        lane.client().name(),
                        offloads(lane.client()));
    }

    /** Return which offloads are on, at the server's and at the client's NIC. */
    public String offloads() {
        return offloads;
    }

    /**
     * Run a profile once.
     *
     * @param index which run of this wiring, profile and number of connections, from 0
     * @param length whole seconds
     * @throws WorkloadException if the load tool failed, reported nothing, or moved no bytes
     */
    public Sample run(Profile profile, int connections, int index, Duration length) {
        LoadTool tool = profile.tool();
        WorkUnit unit = profile.exchange().unit();
        Load load = new Load(lane.address(), connections, length);
        CpuReading before = CpuReading.of(shell, lane.host());
        CommandResult result = shell.run(lane.client(), tool.script(load), length.plus(MARGIN));
        CpuReading spent = CpuReading.of(shell, lane.host()).since(before, lane.host());
        Traffic traffic = tool.parse(load, result);
        return new Sample(
                lane.wiring().label(),
                profile.name(),
                connections,
                index,
                traffic.window(),
                traffic.rate(),
                unit.rate(),
                spent.busy().toMillis() / 1000.0 / traffic.amount() * unit.costAmount(),
                unit.cost(),
                String.format(
                        Locale.ROOT,
                        "%s; CPU of %s, read over %.2f s; %s",
                        traffic.detail(),
                        ground.cpuScope(),
                        spent.uptime().toMillis() / 1000.0,
                        offloads));
    }

    private void awaitServer() {
        // Neighbours of the wiring before this one would make the first sample, or all of it, wait.
        String script = """
                ip neigh flush to '%1$s' >/dev/null 2>&1
                tries=20
                until ping -n -c 1 -W 1 '%1$s' </dev/null; do
                    tries=$((tries - 1))
                    [ "$tries" -gt 0 ] || exit 1
                done
                """.formatted(lane.address());
        CommandResult result = shell.run(lane.client(), script, READY);
        if (!result.succeeded()) {
            throw WorkloadException.on(
                    lane.client(),
                    "%s (%s) to answer ping over %s before any traffic"
                            .formatted(
                                    lane.address(),
                                    lane.server().name(),
                                    lane.wiring().label()),
                    "no answer in %d s".formatted(result.took().toSeconds()));
        }
    }

    private String offloads(Node node) {
        String script = """
                set -- $(ip -o addr show to '%1$s')
                device=${2:-}
                set -- $(ip route get '%1$s')
                while [ -z "$device" ] && [ $# -gt 1 ]; do
                    if [ "$1" = dev ]; then device=$2; fi
                    shift
                done
                ethtool -k "$device"
                """.formatted(lane.address());
        CommandResult result = shell.run(node, script, MARGIN);
        return result.succeeded() ? Offloads.on(result.stdout()) : "unknown";
    }
}
