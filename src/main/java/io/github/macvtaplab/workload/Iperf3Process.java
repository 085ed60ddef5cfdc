package io.github.macvtaplab.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process reports.
 *
 * @param course seconds and bytes read and written until then, with several processes; else empty
 */
record Iperf3Process(double seconds, int streams, long received, long sent, long again, List<double[]> course) {
    /** The part of the bytes at the beginning and at the end that belongs to the conversation of client and server. */
    private static final double EDGE = 0.01;

    static Iperf3Process of(JsonNode report, JsonNode course) {
        JsonNode sums = report.path("end");
        List<double[]> points = new ArrayList<>();
        course.forEach(point ->
                points.add(new double[] {point.path(0).asDouble(), point.path(1).asDouble()}));
        return new Iperf3Process(
                sums.path("sum_received").path("seconds").asDouble(),
                sums.path("streams").size(),
                sums.path("sum_received").path("bytes").asLong(),
                sums.path("sum_sent").path("bytes").asLong(),
                sums.path("sum_sent").path("retransmits").asLong(),
                points);
    }

    private double moved(int point) {
        return course.get(point)[1] - course.get(0)[1];
    }

    private double all() {
        return course.isEmpty() ? 0 : moved(course.size() - 1);
    }

    /** When the first bytes of traffic moved; 0 where that is not known, as with one process. */
    double start() {
        for (int i = 1; i < course.size(); i++) {
            if (moved(i) > EDGE * all()) {
                return course.get(i - 1)[0];
            }
        }
        return 0;
    }

    double end() {
        for (int i = 1; i < course.size(); i++) {
            if (moved(i) >= (1 - EDGE) * all()) {
                return course.get(i)[0];
            }
        }
        return course.isEmpty() ? seconds : 0;
    }

    /** Bytes that were received from a time to another: the course tells which part of all that was. */
    double receivedWithin(double from, double to) {
        return all() == 0 ? 0 : received * (movedUntil(to) - movedUntil(from)) / all();
    }

    private double movedUntil(double time) {
        for (int i = 1; i < course.size(); i++) {
            double[] earlier = course.get(i - 1);
            double[] later = course.get(i);
            if (time <= later[0]) {
                double share = Math.max(0, (time - earlier[0]) / (later[0] - earlier[0]));
                return moved(i - 1) + share * (later[1] - earlier[1]);
            }
        }
        return all();
    }
}
