package io.github.macvtaplab.workload;

import io.github.macvtaplab.workload.Exchange.RequestResponse;
import io.github.macvtaplab.workload.Exchange.Stream;

/**
 * Name a kind of traffic.
 *
 * @param name name in reports, see {@code workloads.yml}
 * @param exchange what goes over each connection
 * @param needs the tool without which it is skipped; empty if one that every lab must have will do
 */
public record Profile(String name, Exchange exchange, String needs) {

    /** Pick the tool that makes this traffic. */
    LoadTool tool() {
        if (exchange instanceof Stream stream) {
            return new Iperf3(stream);
        }
        if (exchange instanceof RequestResponse requestResponse) {
            return needs.equals(Netperf.NAME) ? new Netperf(requestResponse) : new Wrk(requestResponse);
        }
        throw new IllegalStateException("no load tool for " + exchange);
    }
}
