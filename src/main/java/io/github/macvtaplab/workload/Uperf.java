package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Make request-response traffic with uperf, whose requests and responses are exact to the byte, without any header. One process has a
 * thread for each connection, and so has its server.
 *
 * <p>uperf ends a transaction of a certain duration when the whole seconds of the clock say so, up to a second early, and its own
 * rates count the time until the last thread was called off. So it is asked for a second more and for raw figures in the course of the
 * run (version 1.0.7 or later), and what counts is what lies between two of them.
 */
record Uperf(Exchange.RequestResponse exchange) implements LoadTool {
    private static final int PORT = 12867;

    /** Reports in the course of a run, at most; each is a line. */
    private static final long REPORTS = 200;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** By so much its transaction may end early. */
    private static final Duration EARLY = Duration.ofSeconds(1);

    /**
     * What client and server say to each other besides the transactions, at most: over a loopback interface it was 9 kB with one
     * connection, and 300 bytes more for each.
     */
    private static final int CONTROL_BYTES = 16 * 1024;

    private static final int CONTROL_BYTES_PER_CONNECTION = 512;

    private static final Pattern STARTED = Pattern.compile("Starting (\\d+) threads");
    private static final Pattern REPORT =
            Pattern.compile("timestamp_ms:(\\d+\\.\\d+) name:(\\w+) nr_bytes:(\\d+) nr_ops:(\\d+)");

    /** A line of the run's statistics: host, time, data, throughput, operations, errors. */
    private static final Pattern STATISTICS =
            Pattern.compile("^(\\S+) +\\S+s +\\S+ +\\S+ +(\\d+) +\\S+ *$", Pattern.MULTILINE);

    /** By how many operations of each connection the two ends' statistics may differ: connecting, and what was under way at the end. */
    private static final int APART = 4;

    private static final Pattern COMPLAINT = Pattern.compile(
            "(?i)error|abort|warning|cannot|wrong|unsupported|incompatible|unrecognized|no such|not found");

    /** The transactions of the profile, as uperf counts them. */
    private static final String CONNECT = "Txn1";

    private static final String EXCHANGE = "Txn2";

    @Override
    public String name() {
        return Tool.UPERF.program();
    }

    /** Its server looks once a second for threads that have not come to their end. */
    @Override
    public Duration afterwards() {
        return Duration.ofMillis(1500);
    }

    @Override
    public Serving serving() {
        return new Serving(
                Map.of(), List.of(new Serving.Program(List.of("uperf", "-s", "-P", String.valueOf(PORT)), PORT)));
    }

    /**
     * The first exchange belongs to the transaction that connects, so that this one is over when each of the server's threads has
     * accepted its connection. The server calls off the threads that have not when the next transaction begins.
     */
    @Override
    public String script(Load load) {
        return """
                command -v uperf >/dev/null || { echo "uperf: not found" >&2; exit 127; }
                profile=$(mktemp) || exit 1
                trap 'rm -f "$profile"' EXIT
                trap 'exit 129' HUP INT TERM
                cat >"$profile" <<'XML'
                <?xml version="1.0"?>
                <profile name="macvtap-lab">
                  <group nthreads="%1$d">
                    <transaction iterations="1">
                      <flowop type="connect" options="remotehost=%2$s protocol=tcp tcp_nodelay"/>
                      <flowop type="write" options="size=%3$d"/>
                      <flowop type="read" options="size=%4$d"/>
                    </transaction>
                    <transaction duration="%5$ds">
                      <flowop type="write" options="size=%3$d"/>
                      <flowop type="read" options="size=%4$d"/>
                    </transaction>
                    <transaction iterations="1">
                      <flowop type="disconnect"/>
                    </transaction>
                  </group>
                </profile>
                XML
                timeout -k 1 %6$d uperf -R -i %7$dms -P %8$d -m "$profile" </dev/null
                """.formatted(
                        load.connections(),
                        load.address(),
                        exchange.requestBytes(),
                        exchange.responseBytes(),
                        load.length().plus(EARLY).toSeconds(),
                        LoadTool.limit(load.length()).toSeconds(),
                        Math.max(SHORTEST.toMillis(), load.length().toMillis() / REPORTS),
                        PORT);
    }

    /**
     * What it has counted at a moment.
     *
     * @param seconds by the clock
     * @param bytes written and read since the transaction began
     * @param operations writes and reads since then
     */
    private record Report(double seconds, long bytes, long operations) {}

    @Override
    public Traffic parse(Load load, CommandResult result) {
        String words = words(result);
        if (result.exitStatus() != 0) {
            throw WorkloadException.of(
                    this,
                    result,
                    "transactions with " + load.address(),
                    "exit status %d %s".formatted(result.exitStatus(), words));
        }
        Matcher started = STARTED.matcher(result.stdout());
        if (!started.find() || Integer.parseInt(started.group(1)) != load.connections()) {
            throw WorkloadException.of(this, result, load.connections() + " threads that start", words);
        }
        List<Report> reports = reports(result, EXCHANGE);
        if (reports.isEmpty()) {
            throw WorkloadException.of(
                    this, result, "raw reports of transactions, as uperf 1.0.7 and later give", words);
        }
        Traffic traffic = traffic(load, result, reports);
        checkServer(load, result);
        return traffic;
    }

    /** uperf exits 0 without a word of the server, too, which may then have stood still since any time. */
    private void checkServer(Load load, CommandResult result) {
        Map<String, Long> ends = new HashMap<>();
        STATISTICS
                .matcher(result.stdout())
                .results()
                .forEach(line ->
                        ends.put(line.group(1).equals("master") ? "client" : "server", Long.parseLong(line.group(2))));
        long apart = ends.getOrDefault("client", 0L) - ends.getOrDefault("server", 0L);
        if (ends.size() != 2 || Math.abs(apart) > (long) APART * load.connections()) {
            throw WorkloadException.of(
                    this,
                    result,
                    "a server at %s that has counted what the client has".formatted(load.address()),
                    "%s operations by the server, %s by the client; %s"
                            .formatted(
                                    ends.getOrDefault("server", 0L), ends.getOrDefault("client", 0L), words(result)));
        }
    }

    private Traffic traffic(Load load, CommandResult result, List<Report> reports) {
        Report all = reports.get(reports.size() - 1);
        if (all.operations() < 2 || all.bytes() <= 0) {
            throw WorkloadException.of(
                    this,
                    result,
                    "transactions with " + load.address(),
                    "%d bytes in %d writes and reads".formatted(all.bytes(), all.operations()));
        }
        long reads = reads(load, result, all);
        long writes = all.operations() - reads;
        List<Report> counting = counting(load, result, reports);
        Report first = counting.get(0);
        Report last = counting.get(counting.size() - 1);
        double seconds = last.seconds() - first.seconds();
        long others = load.connections(); // the exchange of each connection before
        return new Traffic(
                Duration.ofNanos(Math.round(seconds * 1e9)),
                (last.operations() - first.operations()) / 2.0 / seconds,
                reads + (double) others,
                (writes + others) * exchange.requestBytes(),
                (reads + others) * exchange.responseBytes(),
                CONTROL_BYTES
                        + (long) load.connections()
                                * (CONTROL_BYTES_PER_CONNECTION + exchange.requestBytes() + exchange.responseBytes()),
                String.format(
                        Locale.ROOT,
                        "request %d B, response %d B, no headers",
                        exchange.requestBytes(),
                        exchange.responseBytes()));
    }

    /**
     * How many reads there were among all operations: writes are of one size and reads of another, and at the end a connection may have
     * written once more than it has read.
     *
     * @throws WorkloadException if the bytes are those of other sizes
     */
    private long reads(Load load, CommandResult result, Report all) {
        long wider = (long) exchange.responseBytes() - exchange.requestBytes();
        long beyond = all.bytes() - all.operations() * exchange.requestBytes();
        long reads = wider == 0 ? all.operations() / 2 : beyond / wider;
        long underWay = all.operations() - 2 * reads;
        if (reads * wider != beyond || underWay < 0 || underWay > load.connections()) {
            throw WorkloadException.of(
                    this,
                    result,
                    "writes of %d and reads of %d bytes".formatted(exchange.requestBytes(), exchange.responseBytes()),
                    "%d bytes in %d writes and reads".formatted(all.bytes(), all.operations()));
        }
        return reads;
    }

    /** The reports between which all connections were busy: from the first after all had their turn to the last that was due. */
    private List<Report> counting(Load load, CommandResult result, List<Report> reports) {
        List<Report> before = reports(result, CONNECT);
        double begin = (before.isEmpty() ? reports.get(0) : before.get(before.size() - 1)).seconds();
        double end = begin + load.length().toSeconds();
        // The last report comes when the last thread has been called off.
        List<Report> counting = reports.subList(0, reports.size() - 1).stream()
                .filter(report -> report.operations() > 2L * load.connections() && report.seconds() <= end)
                .toList();
        double seconds = counting.isEmpty()
                ? 0
                : counting.get(counting.size() - 1).seconds() - counting.get(0).seconds();
        double least = load.length().toSeconds() / 2.0;
        if (seconds < least) {
            throw WorkloadException.of(
                    this,
                    result,
                    String.format(Locale.ROOT, "transactions for at least %.1f s", least),
                    String.format(Locale.ROOT, "%.1f s, %s", seconds, words(result)));
        }
        return counting;
    }

    private static List<Report> reports(CommandResult result, String name) {
        List<Report> reports = new ArrayList<>();
        Matcher report = REPORT.matcher(result.stdout());
        while (report.find()) {
            if (report.group(2).equals(name)) {
                reports.add(new Report(
                        Double.parseDouble(report.group(1)) / 1000,
                        Long.parseLong(report.group(3)),
                        Long.parseLong(report.group(4))));
            }
        }
        return reports;
    }

    /** Its complaints, which are somewhere among its figures; all that it says if it has none. */
    private static String words(CommandResult result) {
        List<String> lines = (result.stderr() + "\n" + result.stdout())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty()
                        && !line.startsWith("timestamp_ms")
                        && !line.startsWith("---")
                        && !line.startsWith("Hostname"))
                .distinct()
                .toList();
        List<String> complaints =
                lines.stream().filter(line -> COMPLAINT.matcher(line).find()).toList();
        return String.join("; ", complaints.isEmpty() ? lines : complaints);
    }
}
