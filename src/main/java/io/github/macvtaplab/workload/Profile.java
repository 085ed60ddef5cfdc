package io.github.macvtaplab.workload;

import io.github.macvtaplab.workload.Exchange.Direction;
import io.github.macvtaplab.workload.Exchange.RequestResponse;
import io.github.macvtaplab.workload.Exchange.Stream;

/**
 * Name a kind of traffic. The names are those of uperf's profiles in the document; directions are the guest's.
 *
 * @param name name in reports
 * @param exchange what goes over each connection
 */
public record Profile(String name, Exchange exchange) {

    /** The guest reads a stream that the peer writes in blocks of 30 kB. */
    public static final Profile STREAM_READ = new Profile("str-readx30k", new Stream(30 * 1024, Direction.GUEST_READS));

    /** The peer sends 200 bytes, the guest answers with 1000, one transaction at a time per connection. */
    public static final Profile REQUEST_RESPONSE = new Profile("rr1c-200x1000", new RequestResponse(200, 1000));

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
