package io.github.macvtaplab.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.workload.Exchange.Direction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Make streams with iperf3. It counts what arrived at the receiver, not what was sent.
 *
 * <p>One process makes at most 128 streams (3.12), and is one thread; more streams are made by several processes, and then only the
 * time counts in which all of them run. With {@code -J} iperf3 3.12 exits 0 even when it could not connect, so its report decides, not its exit
 * status.
 */
record Iperf3(Exchange.Stream stream) implements LoadTool {
    private static final int FIRST_PORT = 5301;
    private static final int MOST_STREAMS = 125;
    private static final int MOST_PROCESSES = 2;
    /** Several processes do not begin together; they run so much longer, and the time that they have in common counts. */
    private static final int APART_SECONDS = 2;
    /** Reports of a run in the course of it, at most: each has an entry for each stream. */
    private static final long REPORTS = 20;

    private static final int SEGMENT = 1448;

    /** Notes how many bytes each process has read and written in the course of time: the reports do not say when they began. */
    private static final String WATCHER = """
            python3 - "$dir" %d %d <<'PY' &
            import glob, json, sys, time
            dir, count, limit = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
            courses, begun = {}, time.monotonic()
            while time.monotonic() < begun + limit and len(glob.glob(dir + "/*.status")) < count:
                for name in glob.glob(dir + "/*.pid"):
                    try:
                        with open(name) as pid, open("/proc/%%s/io" %% pid.read().strip()) as io:
                            moved = sum(int(line.split()[1]) for line in io if line[1:5] == "char")
                    except (OSError, ValueError):
                        continue
                    courses.setdefault(name[:-4], []).append([round(time.monotonic() - begun, 3), moved])
                time.sleep(0.1)
            for name, course in courses.items():
                with open(name + ".course", "w") as file:
                    json.dump(course, file)
            PY""";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "iperf3";
    }

    @Override
    public Serving serving() {
        return new Serving(
                Map.of(),
                IntStream.range(FIRST_PORT, FIRST_PORT + MOST_PROCESSES)
                        .mapToObj(
                                port -> new Serving.Program(List.of("iperf3", "-s", "-p", String.valueOf(port)), port))
                        .toList());
    }

    @Override
    public String script(Load load) {
        List<Integer> shares = shares(load.connections());
        long seconds = load.length().toSeconds() + (shares.size() > 1 ? APART_SECONDS : 0);
        return """
                command -v iperf3 >/dev/null || { echo "iperf3: not found" >&2; exit 127; }
                dir=$(mktemp -d) || exit 1
                trap 'rm -rf "$dir"' EXIT
                trap 'exit 129' HUP INT TERM
                %s
                port=%d
                for streams in %s; do
                    (
                        timeout -k 1 %d sh -c 'echo $$ >"$0"; exec "$@"' "$dir/$port.pid" iperf3 -c '%s' -p $port -t %d \\
                            -P $streams -l %d -i %s -J%s </dev/null >"$dir/$port.out" 2>"$dir/$port.err"
                        echo "$?" >"$dir/$port.status"
                    ) &
                    port=$((port + 1))
                done
                wait
                for status in "$dir"/*.status; do
                    run=${status%%.status}
                    printf '{"status":%%d,"course":%%s,"report":' "$(cat "$status")" "$(cat "$run.course" 2>/dev/null || echo '[]')"
                    if [ -s "$run.out" ]; then cat "$run.out"; else echo null; fi
                    echo '}'
                    cat "$run.err" >&2
                done
                """.formatted(
                shares.size() > 1
                        ? WATCHER.formatted(
                                shares.size(), LoadTool.limit(load.length()).toSeconds() + 5)
                        : "",
                FIRST_PORT,
                shares.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                LoadTool.limit(load.length()).toSeconds(),
                load.address(),
                seconds,
                stream.blockBytes(),
                // Between 0.1 and 60 s, says iperf3.
                seconds <= REPORTS ? "0.5" : String.valueOf(Math.min(60, seconds / REPORTS)),
                stream.direction() == Direction.GUEST_WRITES ? " -R" : "");
    }

    /** Streams of each process. */
    static List<Integer> shares(int connections) {
        int processes = (connections + MOST_STREAMS - 1) / MOST_STREAMS;
        return IntStream.range(0, processes)
                .mapToObj(process -> connections / processes + (process < connections % processes ? 1 : 0))
                .toList();
    }

    @Override
    public Traffic parse(Load load, CommandResult result) {
        List<JsonNode> runs = runs(result);
        List<Integer> shares = shares(load.connections());
        if (runs.size() != shares.size()) {
            throw WorkloadException.of(
                    this, result, shares.size() + " reports", runs.size() + " " + result.stderr() + result.stdout());
        }
        List<Iperf3Process> parts = runs.stream()
                .map(run -> Iperf3Process.of(checked(load, result, run), run.path("course")))
                .toList();
        int streams = parts.stream().mapToInt(Iperf3Process::streams).sum();
        if (streams != load.connections()) {
            throw WorkloadException.of(this, result, load.connections() + " streams", streams + " in its report");
        }
        long received = parts.stream().mapToLong(Iperf3Process::received).sum();
        if (received <= 0 || parts.stream().anyMatch(part -> part.seconds() <= 0)) {
            throw WorkloadException.of(
                    this,
                    result,
                    "bytes received from " + load.address(),
                    received + " bytes in " + parts.get(0).seconds() + " s");
        }
        Together together =
                Together.of(parts, Iperf3Process::start, Iperf3Process::end).atLeastHalfOf(load.length(), this, result);
        long sent = parts.stream().mapToLong(Iperf3Process::sent).sum();
        long again = parts.stream().mapToLong(Iperf3Process::again).sum();
        boolean writes = stream.direction() == Direction.GUEST_WRITES;
        double bytes = parts.size() == 1
                ? received
                : parts.stream()
                        .mapToDouble(part -> part.receivedWithin(together.from(), together.to()))
                        .sum();
        return new Traffic(
                together.length(),
                bytes * 8 / 1e9 / together.seconds(),
                received * 8 / 1e9,
                writes ? 0 : received,
                writes ? received : 0,
                // What was still under way at the end has passed the server's NIC, or never will.
                Math.max(0, sent - received) + again * SEGMENT,
                "segments sent again: %d%s".formatted(again, together.detail()));
    }

    private JsonNode checked(Load load, CommandResult result, JsonNode run) {
        JsonNode report = run.path("report");
        if (!report.isObject()) {
            throw WorkloadException.of(
                    this,
                    result,
                    "a report in JSON",
                    "exit status %s and %s".formatted(run.path("status"), result.stderr()));
        }
        if (report.hasNonNull("error")) {
            throw WorkloadException.of(
                    this,
                    result,
                    "streams to " + load.address(),
                    report.get("error").asText());
        }
        if (run.path("status").asInt() != 0) {
            throw WorkloadException.of(this, result, "exit status 0", run.path("status") + " " + result.stderr());
        }
        return report;
    }

    private List<JsonNode> runs(CommandResult result) {
        try (var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(result.stdout())) {
            List<JsonNode> runs = documents.readAll();
            if (!runs.isEmpty()) {
                return runs;
            }
        } catch (JsonProcessingException e) {
            // Falls through: what is no JSON is no report, whatever else is wrong with it.
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw WorkloadException.of(
                this,
                result,
                "a report in JSON",
                "exit status %d and %s %s".formatted(result.exitStatus(), result.stderr(), result.stdout()));
    }
}
