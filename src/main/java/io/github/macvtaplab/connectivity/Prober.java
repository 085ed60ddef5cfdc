package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Shell;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Send probes. Each is one command on the sender: a capture of what leaves its device, and attempts until an answer comes or
 * the deadline passes. Neighbour caches are flushed first, since a FAILED entry makes an open path look blocked.
 */
public final class Prober implements AutoCloseable {
    /** The port on which every end of a lab answers TCP probes. */
    public static final int PORT = 7007;

    private static final String ANSWER = "macvtap-lab";
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Shell shell;
    private final ExecutorService pool = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "probe");
        thread.setDaemon(true);
        return thread;
    });

    /** Make a prober that reaches the nodes through a shell. */
    public Prober(Shell shell) {
        this.shell = shell;
    }

    /**
     * Probe paths at the same time.
     *
     * @param deadline of each; whole seconds
     * @return the results in the order of the paths
     * @throws LabException if a probe cannot be run at all
     */
    public List<ProbeResult> probe(Topology topology, Collection<Path> paths, Duration deadline) {
        return all(paths.stream()
                .map(path -> pool.submit(() -> probe(topology, path, deadline)))
                .toList());
    }

    /** Forget what every end knows of its neighbours on the test devices; management's neighbours stay. */
    public void flushNeighbours(Topology topology, Collection<Path> paths) {
        all(Arrays.stream(End.values())
                .filter(end -> paths.stream().anyMatch(path -> path.from() == end || path.to() == end))
                .map(end -> pool.submit(() -> {
                    String devices = paths.stream()
                            .filter(path -> path.from() == end || path.to() == end)
                            .map(path -> topology.device(end, path.subnet()))
                            .distinct()
                            .reduce("", (left, right) -> left + " " + right);
                    CommandResult result = shell.run(
                            topology.node(end),
                            "for dev in%s; do ip neigh flush dev \"$dev\"; done".formatted(devices),
                            Duration.ofSeconds(15));
                    if (result.exitStatus() != 0) {
                        throw new LabException("%s: neighbour caches of%s cannot be flushed: %s"
                                .formatted(
                                        result.node(), devices, result.stderr().strip()));
                    }
                    return result;
                }))
                .toList());
    }

    private ProbeResult probe(Topology topology, Path path, Duration deadline) {
        String target = topology.address(path.to(), path.subnet(), path.family());
        String script = script(topology.device(path.from(), path.subnet()), target, path, deadline);
        long start = System.nanoTime();
        CommandResult result = shell.run(topology.node(path.from()), script, deadline.plus(MARGIN));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String answered = value(result, "answered");
        if (answered.isEmpty()) {
            throw new LabException("%s: the probe of %s ended without a result (exit status %d): %s"
                    .formatted(
                            result.node(),
                            Paths.describe(path),
                            result.exitStatus(),
                            result.stderr().strip()));
        }
        return new ProbeResult(
                path,
                "yes".equals(answered),
                value(result, "sent").matches("[1-9][0-9]*"),
                value(result, "detail"),
                took);
    }

    private static String value(CommandResult result, String key) {
        return result.stdout()
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse("");
    }

    static String script(String device, String target, Path path, Duration deadline) {
        boolean six = path.family() == IpFamily.V6;
        String attempt = path.protocol() == Protocol.ICMP
                ? "ping -n %s -c 1 -W 1 -w 1 %s >$dir/said 2>&1".formatted(six ? "-6" : "-4", target)
                : "[ \"$(socat -T 2 - TCP%d:%s:%d,connect-timeout=1 </dev/null 2>$dir/said)\" = %s ]"
                        .formatted(six ? 6 : 4, six ? "[" + target + "]" : target, PORT, ANSWER);
        // The capture must be listening before the first frame; the frames of a blocked IPv6 path are neighbour
        // solicitations.
        return """
                dir=$(mktemp -d) || exit 1
                trap 'kill $capture 2>/dev/null; rm -rf $dir' EXIT
                timeout %1$d tcpdump -p -l -n -i %2$s -Q out -c 1 'dst host %3$s%4$s' >$dir/frames 2>$dir/log &
                capture=$!
                tries=100
                while ! grep -qs listening $dir/log; do
                    kill -0 $capture 2>/dev/null && [ $tries -gt 0 ] || break
                    tries=$((tries - 1)); sleep 0.1
                done
                grep -q listening $dir/log || { echo "the capture on %2$s does not start: $(cat $dir/log)" >&2; exit 1; }
                answered=no
                end=$(($(date +%%s) + %5$d))
                while :; do
                    if %6$s; then answered=yes; break; fi
                    [ "$(date +%%s)" -lt $end ] || break
                    sleep 0.2
                done
                tries=5
                while [ ! -s $dir/frames ] && [ $tries -gt 0 ]; do tries=$((tries - 1)); sleep 0.1; done
                echo "answered=$answered"
                echo "sent=$(grep -c . $dir/frames)"
                echo "detail=$(grep -vE '^$|^PING|^---' $dir/said | tail -n 2 | tr '\\n' ' ')"
                """.formatted(
                        deadline.plus(MARGIN).toSeconds(),
                        device,
                        target,
                        six ? solicitation(target) : "",
                        deadline.toSeconds(),
                        attempt);
    }

    /** Match requests for this very neighbour: other ICMPv6 leaves the device too, for other reasons. */
    private static String solicitation(String target) {
        try {
            int last =
                    ByteBuffer.wrap(InetAddress.getByName(target).getAddress()).getInt(12);
            return " or (icmp6 and ip6[40] == 135 and ip6[60:4] == 0x%08x)".formatted(last);
        } catch (UnknownHostException e) {
            throw new LabException("'%s' is no IPv6 address".formatted(target), e);
        }
    }

    private static <T> List<T> all(List<Future<T>> futures) {
        return futures.stream().map(Prober::join).toList();
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while probing", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new LabException("a probe failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
