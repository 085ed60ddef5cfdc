package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.workload.Tool;
import java.time.Duration;

/** A load tool as a person would use it for 3 s, and how the figure is found in what it prints. Not every lab has all of them. */
enum ToolByHand {
    IPERF3(
            "str-writex30k",
            10,
            "rate 100mbit burst 64kb",
            "iperf3",
            "iperf3",
            "iperf3 -c %s -R -t 3 -P 10 -l 30720 -J </dev/null",
            "python3 -c 'import json,sys; print(json.load(sys.stdin)[\"end\"][\"sum_received\"][\"bits_per_second\"] / 1e9)'"),
    WRK(
            "rr1c-200x1000",
            10,
            "rate 8mbit burst 4kb",
            "wrk",
            "nginx",
            "wrk -t 2 -c 10 -d 3s -H \"X-Pad: $(printf %%0129d 0)\" http://%s:8080/1000 </dev/null",
            "sed -n 's/^Requests.sec: *//p'"),
    NETPERF(
            "rr1c-1x1",
            1,
            "rate 1mbit burst 1540",
            "netperf",
            "netserver",
            "netperf -H %s -t TCP_RR -l 3 -P 0 -- -r 1,1 </dev/null",
            "awk 'NF == 6 { print $6 }'") {
        @Override
        String start() {
            return "netserver >/dev/null 2>&1";
        }
    },
    /** Its own rates count the time until the last thread was called off, hence the raw figures before that. */
    UPERF("rr1c-1x1", 10, "rate 1mbit burst 1540", "uperf", "uperf", """
            profile=$(mktemp) && trap 'rm -f "$profile"' EXIT
            cat >"$profile" <<'XML'
            <?xml version="1.0"?>
            <profile name="rr">
              <group nthreads="10">
                <transaction iterations="1">
                  <flowop type="connect" options="remotehost=%s protocol=tcp tcp_nodelay"/>
                </transaction>
                <transaction duration="4s">
                  <flowop type="write" options="size=1"/>
                  <flowop type="read" options="size=1"/>
                </transaction>
                <transaction iterations="1">
                  <flowop type="disconnect"/>
                </transaction>
              </group>
            </profile>
            XML
            uperf -R -i 1 -m "$profile" </dev/null""", """
            awk -F '[: ]' '/name:Txn2/ {
              if (n++ == 0) { begin = $2; first = $8 }
              else if (n > 2) { end = before; last = count }
              before = $2; count = $8
            } END { print (last - first) / 2 / (end - begin) * 1000 }'""") {
        @Override
        String start() {
            return "setsid uperf -s </dev/null >/dev/null 2>&1 &";
        }
    };

    private final String profile;
    private final int connections;
    private final String narrow;
    private final String client;
    private final String server;
    private final String command;
    private final String figure;

    /**
     * Makes one. The narrow way is that of the token bucket filter, and lets through less than an emulated guest can send. Its bucket is
     * small, as it is full when a tool begins: what is in it comes on top in the figure by hand, and not in that after a warm-up.
     */
    ToolByHand(
            String profile,
            int connections,
            String narrow,
            String client,
            String server,
            String command,
            String figure) {
        this.profile = profile;
        this.connections = connections;
        this.narrow = narrow;
        this.client = client;
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

    /** The same tool as the suite calls it. */
    Tool workload() {
        return Tool.valueOf(name());
    }

    /** Sees that both ends have it, with a server that is not the suite's; otherwise the test is skipped. */
    void require(Bench bench, Topology topology) {
        has(bench, topology.node(End.PEER), client);
        has(bench, topology.node(End.GUEST), server);
        // The suite's own listens on another port, and no longer than a sample takes.
        bench.shell().run(topology.node(End.GUEST), start(), Duration.ofSeconds(10));
    }

    /** What starts the server, where the guest does not do so by itself. */
    String start() {
        return "true";
    }

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
