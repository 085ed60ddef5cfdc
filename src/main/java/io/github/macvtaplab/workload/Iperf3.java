package io.github.macvtaplab.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.workload.Exchange.Direction;
import java.time.Duration;

/**
 * Make streams with iperf3. It counts what arrived at the receiver, not what was sent.
 *
 * <p>With {@code -J} iperf3 3.12 exits 0 even when it could not connect, so its report decides, not its exit status.
 */
record Iperf3(Exchange.Stream stream) implements LoadTool {
    private static final int PORT = 5201;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "iperf3";
    }

    @Override
    public String script(Load load) {
        return "exec timeout -k 1 %d iperf3 -c '%s' -p %d -t %d -P %d -l %d -J%s </dev/null\n"
                .formatted(
                        LoadTool.limitSeconds(load),
                        load.address(),
                        PORT,
                        load.length().toSeconds(),
                        load.connections(),
                        stream.blockBytes(),
                        stream.direction() == Direction.GUEST_WRITES ? " -R" : "");
    }

    @Override
    public Traffic parse(Load load, CommandResult result) {
        JsonNode report = report(result);
        if (report.hasNonNull("error")) {
            throw WorkloadException.of(
                    this,
                    result,
                    "streams to " + load.address(),
                    report.get("error").asText());
        }
        if (result.exitStatus() != 0) {
            throw WorkloadException.of(this, result, "exit status 0", result.exitStatus() + " " + result.stderr());
        }
        JsonNode end = report.path("end");
        int streams = end.path("streams").size();
        if (streams != load.connections()) {
            throw WorkloadException.of(this, result, load.connections() + " streams", streams + " in its report");
        }
        JsonNode received = end.path("sum_received");
        long bytes = received.path("bytes").asLong();
        double seconds = received.path("seconds").asDouble();
        if (bytes <= 0 || seconds <= 0) {
            throw WorkloadException.of(
                    this, result, "bytes received from " + load.address(), bytes + " bytes in " + seconds + " s");
        }
        long retransmits = end.path("sum_sent").path("retransmits").asLong();
        return new Traffic(
                Duration.ofNanos(Math.round(seconds * 1e9)),
                bytes * 8 / 1e9,
                bytes,
                "segments sent again: %d".formatted(retransmits));
    }

    private JsonNode report(CommandResult result) {
        try {
            JsonNode report = JSON.readTree(result.stdout());
            if (report != null && report.isObject()) {
                return report;
            }
        } catch (JsonProcessingException e) {
            // Falls through: what is no JSON is no report, whatever else is wrong with it.
        }
        throw WorkloadException.of(
                this,
                result,
                "a report in JSON",
                "exit status %d and %s %s".formatted(result.exitStatus(), result.stderr(), result.stdout()));
    }
}
