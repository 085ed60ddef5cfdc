package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Make request-response traffic with netperf, whose requests and responses are exact to the byte, without any header. A process has
 * one connection, so that many connections are many processes; the time counts in which all of them run.
 */
record Netperf(Exchange.RequestResponse exchange) implements LoadTool {
    private static final int PORT = 12866;
    /** So many processes are started in a second, at least, on a slow guest. */
    private static final int STARTS_PER_SECOND = 50;

    /** What one process says to the server besides its transactions: netperf's control messages have 656 bytes each, four of them. */
    private static final int CONTROL_BYTES = 4 * 656;

    private static final String END = "END";

    @Override
    public String name() {
        return Tool.NETPERF.program();
    }

    /** In the embedded lab 50 processes ran at the same time, and of 250 the last began when the first was over. */
    @Override
    public int most() {
        return 50;
    }

    @Override
    public Serving serving() {
        return new Serving(
                Map.of(), List.of(new Serving.Program(List.of("netserver", "-D", "-p", String.valueOf(PORT)), PORT)));
    }

    /** Many processes do not begin together: each waits so long once its server is there, and then runs so much longer. */
    private static int apart(int connections) {
        return connections > 1 ? 2 + connections / STARTS_PER_SECOND : 0;
    }

    @Override
    public String script(Load load) {
        int apart = apart(load.connections());
        return """
                command -v netperf >/dev/null || { echo "netperf: not found" >&2; exit 127; }
                dir=$(mktemp -d) || exit 1
                trap 'rm -rf "$dir"' EXIT
                trap 'exit 129' HUP INT TERM
                for run in $(seq %d); do
                    (
                        timeout -k 1 %d netperf -H '%s' -p %d -t omni%s -l %d -P 0 -- -d rr -T tcp -r %d,%d -D \\
                            -k THROUGHPUT,THROUGHPUT_UNITS,ELAPSED_TIME,REQUEST_SIZE,RESPONSE_SIZE </dev/null >"$dir/$run" 2>&1
                        echo "STATUS=$?" >>"$dir/$run"
                        echo "%s=$(date +%%s.%%N)" >>"$dir/$run"
                    ) &
                done
                wait
                cat "$dir"/*
                """.formatted(
                        load.connections(),
                        LoadTool.limit(load.length()).toSeconds(),
                        load.address(),
                        PORT,
                        apart == 0 ? "" : " -s " + apart,
                        load.length().toSeconds() + apart,
                        exchange.requestBytes(),
                        exchange.responseBytes(),
                        END);
    }

    /** What one process reports, and when it was over. */
    private record Run(double rate, double seconds, double end) {
        double begin() {
            return end - seconds;
        }
    }

    @Override
    public Traffic parse(Load load, CommandResult result) {
        requireSuccess(result);
        List<Run> runs = runs(load, result);
        if (runs.size() != load.connections()) {
            throw WorkloadException.of(
                    this, result, load.connections() + " reports", runs.size() + " " + result.stderr());
        }
        Together together = Together.of(runs, Run::begin, Run::end).atLeastHalfOf(load.length(), this, result);
        double amount =
                runs.stream().mapToDouble(run -> run.rate() * run.seconds()).sum();
        return new Traffic(
                together.length(),
                runs.stream().mapToDouble(Run::rate).sum(),
                amount,
                Math.round(amount * exchange.requestBytes()),
                Math.round(amount * exchange.responseBytes()),
                (long) load.connections() * (CONTROL_BYTES + exchange.requestBytes() + exchange.responseBytes()),
                String.format(
                        Locale.ROOT,
                        "request %d B, response %d B, no headers%s",
                        exchange.requestBytes(),
                        exchange.responseBytes(),
                        together.detail()));
    }

    private List<Run> runs(Load load, CommandResult result) {
        List<Run> runs = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        StringBuilder said = new StringBuilder();
        for (String line : result.stdout().lines().toList()) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2) {
                fields.put(parts[0], parts[1].strip());
            } else {
                said.append(line).append(' ');
            }
            if (parts[0].equals(END)) {
                runs.add(run(load, result, fields, said.toString().strip()));
                fields.clear();
                said.setLength(0);
            }
        }
        return runs;
    }

    private Run run(Load load, CommandResult result, Map<String, String> fields, String said) {
        if (!"0".equals(fields.get("STATUS"))) {
            throw WorkloadException.of(
                    this,
                    result,
                    "transactions with " + load.address(),
                    "exit status %s %s".formatted(fields.get("STATUS"), said));
        }
        if (!"Trans/s".equals(fields.get("THROUGHPUT_UNITS"))
                || !String.valueOf(exchange.requestBytes()).equals(fields.get("REQUEST_SIZE"))
                || !String.valueOf(exchange.responseBytes()).equals(fields.get("RESPONSE_SIZE"))) {
            throw WorkloadException.of(
                    this,
                    result,
                    "transactions of %d and %d bytes".formatted(exchange.requestBytes(), exchange.responseBytes()),
                    fields + " " + said);
        }
        Run run = new Run(number(fields, "THROUGHPUT"), number(fields, "ELAPSED_TIME"), number(fields, END));
        if (!(run.rate() > 0 && run.seconds() > 0)) {
            throw WorkloadException.of(
                    this,
                    result,
                    "transactions with " + load.address(),
                    "%s a second in %s s".formatted(run.rate(), run.seconds()));
        }
        return run;
    }

    /** A number of a report; NaN, which is no rate, if there is none. */
    private static double number(Map<String, String> fields, String name) {
        try {
            return Double.parseDouble(fields.getOrDefault(name, "none"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
