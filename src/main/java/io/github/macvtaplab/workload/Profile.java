package io.github.macvtaplab.workload;

import io.github.macvtaplab.workload.Exchange.RequestResponse;
import io.github.macvtaplab.workload.Exchange.Stream;

/**
 * Name a kind of traffic.
 *
 * @param name name in reports, see {@code workloads.yml}
 * @param exchange what goes over each connection
 * @param needs tools that it takes and that no lab of ours has; empty if it can be run
 */
public record Profile(String name, Exchange exchange, String needs) {

    /** Tell whether it can be run. */
    public boolean runnable() {
        return needs.isEmpty();
    }

    /** Pick the tool that makes this traffic. */
    LoadTool tool() {
        if (exchange instanceof Stream stream) {
            return new Iperf3(stream);
        }
        if (exchange instanceof RequestResponse requestResponse) {
            return new Wrk(requestResponse);
        }
        throw new IllegalStateException("no load tool for " + exchange);
    }
}
