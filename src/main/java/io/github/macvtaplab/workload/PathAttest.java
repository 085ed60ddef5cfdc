package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Sample.Attested;

/**
 * See that traffic went where it should: a device has counted as many bytes as the tool says that it moved, and no other NIC of the
 * guest has. With two NICs on one segment it can be otherwise without anybody noticing.
 */
final class PathAttest {
    /** The part of the bytes by which tool and device may differ, headers taken off. */
    static final double TOLERANCE = 0.05;

    /** What a NIC may carry besides, such as the suite's own conversation with the node, in bytes. */
    private static final long BYSTANDER = 65_536;

    private PathAttest() {}

    /**
     * Compare what a tool reports with what a device under test has counted.
     *
     * @throws WorkloadException if they differ by more than 5 %, beyond what the tool itself cannot account for
     */
    static Attested underTest(Node node, String device, Traffic traffic, Counters counted) {
        long payload = counted.payload();
        if (payload < traffic.bytes() * (1 - TOLERANCE)
                || payload > traffic.bytes() * (1 + TOLERANCE) + traffic.unaccounted()) {
            throw WorkloadException.on(
                    node,
                    "%s to carry the %,d bytes that the tool reports, within %.0f %%"
                            .formatted(device, traffic.bytes(), TOLERANCE * 100),
                    "%,d bytes there (%s). The traffic went another way, or other traffic with it; the sample is refused"
                            .formatted(payload, counted));
        }
        return new Attested(node + " " + device, traffic.bytes(), payload);
    }

    /**
     * See that a device that is not under test has carried next to nothing.
     *
     * @throws WorkloadException if it has
     */
    static void rival(Node node, String device, Traffic traffic, Counters counted) {
        if (counted.payload() > Math.max(BYSTANDER, traffic.bytes() * TOLERANCE)) {
            throw WorkloadException.on(
                    node,
                    "%s to carry nothing of the traffic".formatted(device),
                    "%,d bytes there while the tool moved %,d. The traffic went another way; the sample is refused"
                            .formatted(counted.payload(), traffic.bytes()));
        }
    }
}
