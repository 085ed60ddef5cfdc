package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs commands on the lab's nodes. Safe for use by many threads at once. */
public interface Shell {

    /** The longest that one attempt of {@link #ready} may take. */
    Duration ATTEMPT = Duration.ofSeconds(5);

    /**
     * Runs a script with {@code sh} on a node and waits for its end. Its standard input is empty.
     *
     * @param node where to run it
     * @param script lines for a POSIX shell; an exit status other than 0 is a result, not an error
     * @param deadline the longest to wait, connecting included
     * @return exit status and all output
     * @throws ShellException if the node cannot be reached, its host key is not the pinned one, the script
     *     is not over at the deadline, was killed, or wrote too much, or this thread was interrupted
     */
    CommandResult run(Node node, String script, Duration deadline);

    /**
     * Starts a program on a node and keeps its standard input open, to speak with it.
     *
     * @param node where to run it
     * @param command one line for a POSIX shell
     * @throws ShellException if the node cannot be reached, or its host key is not the pinned one
     * @throws UnsupportedOperationException if this shell runs commands only
     */
    default Conversation converse(Node node, String command) {
        throw new UnsupportedOperationException("this shell runs commands only");
    }

    /**
     * Tells whether a node runs a command within the deadline, in one attempt.
     *
     * @throws ShellException if waiting cannot help: wrong host key, login refused, interrupted
     */
    default boolean answers(Node node, Duration deadline) {
        return attempt(node, deadline) == null;
    }

    /**
     * Waits until a node runs commands.
     *
     * @param node the node
     * @param deadline the longest to wait
     * @throws ShellException if it does not until the deadline (the last failed attempt is the cause), or
     *     if waiting cannot help
     */
    default void ready(Node node, Duration deadline) {
        var last = new AtomicReference<@Nullable ShellException>();
        long start = System.nanoTime();
        try {
            Awaitility.await(node.name() + " answers SSH")
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(deadline)
                    .until(() -> {
                        Duration left = deadline.minusNanos(System.nanoTime() - start);
                        if (left.isZero() || left.isNegative()) {
                            return false;
                        }
                        last.set(attempt(node, left.compareTo(ATTEMPT) < 0 ? left : ATTEMPT));
                        return last.get() == null;
                    });
        } catch (ConditionTimeoutException e) {
            ShellException seen = last.get();
            throw new ShellException(
                    ShellException.Kind.UNREACHABLE,
                    "expected " + node.name() + " to answer SSH at " + node.ssh() + " within " + deadline.toSeconds()
                            + " s; last seen: " + (seen == null ? "nothing" : seen.getMessage()),
                    seen == null ? e : seen);
        }
    }

    private @Nullable ShellException attempt(Node node, Duration deadline) {
        try {
            CommandResult result = run(node, ":", deadline);
            return result.succeeded()
                    ? null
                    : new ShellException(
                            ShellException.Kind.KILLED,
                            "expected exit status 0 of ':' on " + node.name() + ", got " + result.exitStatus());
        } catch (ShellException e) {
            if (e.kind().passing()) {
                return e;
            }
            throw e;
        }
    }
}
