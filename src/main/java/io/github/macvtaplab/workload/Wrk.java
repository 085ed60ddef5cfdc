package io.github.macvtaplab.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.model.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Make request-response traffic with wrk against an HTTP server, which serves a file of N bytes as {@code /N}. On each
 * connection the next request leaves only when the response to the last one is complete.
 *
 * <p>Exact: the request's TCP payload, as a header pads it, and the response's body. Not exact: the response's own header
 * comes on top; the detail of the traffic says how many bytes that made.
 */
record Wrk(Exchange.RequestResponse exchange) implements LoadTool {
    private static final int PORT = 8090;
    /** As a size of requests: as short as HTTP lets them be. */
    static final int SMALLEST = 1;

    /** A closed loop only waits for a slow response: that costs rate, and is no failure. wrk's word for it is timeout. */
    private static final int SLOW_SECONDS = 2;

    private static final List<String> FAILURES = List.of("connect", "read", "write", "status");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Serving serving() {
        String configuration = """
                daemon off;
                user root;
                worker_processes 1;
                error_log stderr warn;
                pid @/pid;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path @/body;
                    proxy_temp_path @/proxy;
                    fastcgi_temp_path @/fastcgi;
                    uwsgi_temp_path @/uwsgi;
                    scgi_temp_path @/scgi;
                    keepalive_requests 100000000;
                    keepalive_timeout 300s;
                    tcp_nodelay on;
                    server {
                        listen %1$d;
                        listen [::]:%1$d;
                        location / { root @/files; }
                    }
                }
                """.formatted(PORT);
        return new Serving(
                Map.of("nginx.conf", configuration, "files/" + exchange.responseBytes(), exchange.responseBytes()),
                List.of(new Serving.Program(List.of("nginx", "-c", "@/nginx.conf"), PORT)));
    }

    @Override
    public String script(Load load) {
        String host = load.address().contains(":") ? "[" + load.address() + "]" : load.address();
        // wrk gives each thread connections/threads and drops the remainder.
        int threads = load.connections() % 2 == 0 ? 2 : 1;
        return """
                command -v wrk >/dev/null || { echo "wrk: not found" >&2; exit 127; }
                lua=$(mktemp) || exit 1
                trap 'rm -f "$lua"' EXIT
                trap 'exit 129' HUP INT TERM
                cat >"$lua" <<'LUA'
                local threads = {}
                function setup(thread)
                  table.insert(threads, thread)
                end
                function init(args)
                  local bare = #wrk.format()
                  local wanted = %d
                  if wanted > bare then
                    wrk.headers["X-Pad"] = string.rep("x", wanted - bare - #"X-Pad: \\r\\n")
                  end
                  request_bytes = #wrk.format()
                end
                function done(summary, latency, requests)
                  local e = summary.errors
                  io.write(string.format('\\n{"request_bytes":%%d,"duration_us":%%d,"requests":%%d,"bytes":%%d,' ..
                    '"latency_p50_us":%%d,"latency_p99_us":%%d,' ..
                    '"errors":{"connect":%%d,"read":%%d,"write":%%d,"status":%%d,"timeout":%%d}}\\n',
                    threads[1]:get("request_bytes"), summary.duration, summary.requests, summary.bytes,
                    latency:percentile(50), latency:percentile(99),
                    e.connect, e.read, e.write, e.status, e.timeout))
                end
                LUA
                timeout -k 1 %d wrk -t %d -c %d -d %ds --timeout %ds -s "$lua" 'http://%s:%d/%d' </dev/null
                """.formatted(
                        exchange.requestBytes(),
                        LoadTool.limit(load.length()).toSeconds(),
                        threads,
                        load.connections(),
                        load.length().toSeconds(),
                        SLOW_SECONDS,
                        host,
                        PORT,
                        exchange.responseBytes());
    }

    @Override
    public Traffic parse(Load load, CommandResult result) {
        requireSuccess(result);
        JsonNode report = report(result);
        if (FAILURES.stream().anyMatch(kind -> report.path("errors").path(kind).asLong() > 0)) {
            throw WorkloadException.of(
                    this,
                    result,
                    "every transaction with " + load.address() + " to succeed",
                    "of %s these failed: %s"
                            .formatted(
                                    report.path("requests"),
                                    report.path("errors").toString()));
        }
        if (exchange.requestBytes() > SMALLEST && report.path("request_bytes").asInt() != exchange.requestBytes()) {
            throw WorkloadException.of(
                    this,
                    result,
                    "requests of %d bytes".formatted(exchange.requestBytes()),
                    report.path("request_bytes") + " bytes");
        }
        return traffic(load, result, report);
    }

    private Traffic traffic(Load load, CommandResult result, JsonNode report) {
        long requests = report.path("requests").asLong();
        long bytes = report.path("bytes").asLong();
        long micros = report.path("duration_us").asLong();
        long slow = report.path("errors").path("timeout").asLong();
        if (requests <= 0 || micros <= 0 || bytes < requests * exchange.responseBytes()) {
            throw WorkloadException.of(
                    this,
                    result,
                    "responses of at least %d bytes from %s".formatted(exchange.responseBytes(), load.address()),
                    "%d responses, %d bytes, in %d µs".formatted(requests, bytes, micros));
        }
        return new Traffic(
                Duration.ofNanos(micros * 1000),
                requests * 1e6 / micros,
                requests,
                requests * report.path("request_bytes").asLong(),
                bytes,
                load.connections() * (report.path("request_bytes").asLong() + bytes / requests),
                String.format(
                        Locale.ROOT,
                        "request %d B, response %d B with its header; latency p50 %.2f ms, p99 %.2f ms%s",
                        report.path("request_bytes").asLong(),
                        Math.round((double) bytes / requests),
                        report.path("latency_p50_us").asDouble() / 1000,
                        report.path("latency_p99_us").asDouble() / 1000,
                        slow == 0 ? "" : "; %d times a response took longer than %d s".formatted(slow, SLOW_SECONDS)));
    }

    private JsonNode report(CommandResult result) {
        Optional<String> line =
                result.stdout().lines().filter(text -> text.startsWith("{")).reduce((first, last) -> last);
        try {
            if (line.isPresent()) {
                return JSON.readTree(line.get());
            }
        } catch (JsonProcessingException e) {
            // Falls through: half a report is no report.
        }
        throw WorkloadException.of(this, result, "a report in JSON", result.stderr() + " " + result.stdout());
    }
}
