package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.time.Duration;

/** A load tool as a person would use it for 3 s, and how the figure is found in what it prints. */
enum ToolByHand {
    IPERF3(
            "str-writex30k",
            10,
            "rate 100mbit burst 64kb",
            "iperf3",
            "iperf3 -c %s -R -t 3 -P 10 -l 30720 -J </dev/null",
            "python3 -c 'import json,sys; print(json.load(sys.stdin)[\"end\"][\"sum_received\"][\"bits_per_second\"] / 1e9)'"),
    WRK(
            "rr1c-200x1000",
            10,
            "rate 8mbit burst 16kb",
            "nginx",
            "wrk -t 2 -c 10 -d 3s -H \"X-Pad: $(printf %%0129d 0)\" http://%s:8080/1000 </dev/null",
            "sed -n 's/^Requests.sec: *//p'"),
    /** Not every lab has it. */
    NETPERF(
            "rr1c-1x1",
            1,
            "rate 160kbit burst 2kb",
            "netserver",
            "netperf -H %s -t TCP_RR -l 3 -P 0 -- -r 1,1 </dev/null",
            "awk 'NF == 6 { print $6 }'") {
        /** The suite's own server listens on another port, and no longer than a sample takes. */
        @Override
        void serve(Bench bench, Node guest) {
            bench.shell().run(guest, "netserver >/dev/null 2>&1", Duration.ofSeconds(10));
        }
    };

    private final String profile;
    private final int connections;
    private final String narrow;
    private final String server;
    private final String command;
    private final String figure;

    /** Makes one; the narrow way is that of the token bucket filter, and lets through less than an emulated guest can send. */
    ToolByHand(String profile, int connections, String narrow, String server, String command, String figure) {
        this.profile = profile;
        this.connections = connections;
        this.narrow = narrow;
        this.server = server;
        this.command = command;
        this.figure = figure;
    }

    String profile() {
        return profile;
    }

    int connections() {
        return connections;
    }

    String narrow() {
        return narrow;
    }

    String command() {
        return command;
    }

    /** Sees that both ends have it, with a server that is not the suite's; otherwise the test is skipped. */
    void require(Bench bench, Topology topology) {
        has(bench, topology.node(End.PEER), command.substring(0, command.indexOf(' ')));
        has(bench, topology.node(End.GUEST), server);
        serve(bench, topology.node(End.GUEST));
    }

    /** Starts the server, where the guest does not do so by itself. */
    void serve(Bench bench, Node guest) {}

    /** What is run on the peer; it prints the figure. */
    String script(Topology topology) {
        return command.formatted(topology.address(End.GUEST, SubnetName.SHARED, IpFamily.V4)) + " | " + figure + "\n";
    }

    private static void has(Bench bench, Node node, String program) {
        assumeThat(bench.shell()
                        .run(node, "command -v " + program, Duration.ofSeconds(10))
                        .exitStatus())
                .as("%s on %s", program, node)
                .isZero();
    }
}
