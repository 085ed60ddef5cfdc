package io.github.macvtaplab.safety;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One run at a time per node. The lock is the kernel's and belongs to a process that lives as long as the run's SSH connection, so that
 * none is ever left behind.
 */
public final class Lease {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PROGRESS = Duration.ofSeconds(15);

    private Lease() {}

    /**
     * Take the lease of every node, always in the order of their names, so that two runs cannot wait for each other.
     *
     * @param wait how long to wait while another run holds one; zero for not at all
     * @throws LabException with who holds it, since when and from where
     */
    public static void acquire(Keepers keepers, List<Node> nodes, Run run, Duration wait, Console console) {
        long end = System.nanoTime() + wait.toNanos();
        for (Node node : nodes.stream().sorted(Comparator.comparing(Node::name)).toList()) {
            Optional<String> holder = take(keepers, node, run);
            if (holder.isPresent()) {
                await(keepers, node, run, Math.max(0, end - System.nanoTime()), wait, console, holder.get());
            }
        }
    }

    private static void await(
            Keepers keepers, Node node, Run run, long nanosLeft, Duration wait, Console console, String first) {
        String[] holder = {first};
        long[] said = {Long.MIN_VALUE};
        long start = System.nanoTime();
        try {
            if (nanosLeft == 0) {
                throw new ConditionTimeoutException("not waiting");
            }
            Awaitility.await("the lease of " + node.name())
                    .pollInSameThread()
                    .pollDelay(POLL)
                    .pollInterval(POLL)
                    .atMost(Duration.ofNanos(nanosLeft).plus(POLL.multipliedBy(2)))
                    .until(() -> {
                        if (said[0] == Long.MIN_VALUE || System.nanoTime() - said[0] > PROGRESS.toNanos()) {
                            said[0] = System.nanoTime();
                            console.line(
                                    "lease",
                                    "waiting for %s, held by %s".formatted(node, holder[0]),
                                    Duration.ofNanos(System.nanoTime() - start));
                        }
                        Optional<String> now = take(keepers, node, run);
                        now.ifPresent(text -> holder[0] = text);
                        return now.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new LabException(
                    "expected the lease of %s; it is held by %s; waited %d s (lab.lease.wait): let that run end, or wait longer with -Dlab.lease.wait=120m"
                            .formatted(node, holder[0], wait.toSeconds()),
                    e);
        }
    }

    /** Who holds it; empty if it is ours now. */
    private static Optional<String> take(Keepers keepers, Node node, Run run) {
        Map<String, ?> with = Map.of("run", run.id(), "who", run.who());
        JsonNode answer =
                keepers.ask(List.of(node), "acquire", any -> with, ANSWER).get(node);
        if (answer == null || answer.path("held").asBoolean()) {
            return Optional.empty();
        }
        JsonNode by = answer.path("by");
        return Optional.of("run %s of %s@%s (process %s, SSH from %s) since %s"
                .formatted(
                        by.path("run").asText("?"),
                        by.path("user").asText("?"),
                        by.path("machine").asText("?"),
                        by.path("process").asText("?"),
                        by.path("seen_from").asText("?"),
                        by.path("since").asText("?")));
    }
}
