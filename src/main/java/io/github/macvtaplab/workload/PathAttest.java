package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Sample.Attested;
import java.util.List;

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
        return underTest(node, device, traffic.bytes(), traffic.unaccounted(), counted);
    }

    private static Attested underTest(Node node, String device, long bytes, long beyond, Counters counted) {
        long payload = counted.payload();
        if (payload < bytes * (1 - TOLERANCE) || payload > bytes * (1 + TOLERANCE) + beyond) {
            throw WorkloadException.on(
                    node,
                    "%s to carry the %,d bytes that the tool reports, within %.0f %%"
                            .formatted(device, bytes, TOLERANCE * 100),
                    "%,d bytes there (%s). The traffic went another way, or other traffic with it; the sample is refused"
                            .formatted(payload, counted));
        }
        return new Attested(node + " " + device, bytes, payload);
    }

    /**
     * Compare what all tools report with what an uplink has counted that all their traffic must pass. It may carry a little besides,
     * as its host's own and other people's frames pass there, too.
     *
     * @throws WorkloadException if they differ by more than 5 %, beyond that and what the tools cannot account for
     */
    static Attested uplink(Node node, String device, List<Traffic> all, Counters counted) {
        long bytes = all.stream().mapToLong(Traffic::bytes).sum();
        long beyond = BYSTANDER + all.stream().mapToLong(Traffic::unaccounted).sum();
        return underTest(node, device, bytes, beyond, counted);
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
