package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.ShellException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Finds out how the commands on a node become root's, before the first of them runs. Each node is asked once, and its answer is kept,
 * also that a password is wrong: some machines lock an account after a few attempts.
 */
final class SudoTrials {
    /** The longest that a trial may take; a wrong password costs seconds on purpose. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final String WHETHER_FREE = "sudo -k -n env echo free";
    /** Also sees that the password is read by sudo, and would not be the command's first line of input. */
    private static final String WHETHER_TAKEN = """
            %s 2>/dev/null && exit
            exec sudo -k -S -p '' env sh -c 'if IFS= read -r line; then echo unread; else echo taken; fi'
            """.formatted(WHETHER_FREE);

    private final SshCredentials credentials;
    private final ExecutorService pool;
    private final Runner runner;
    private final Map<String, Future<Sudo>> trials = new ConcurrentHashMap<>();

    /** Runs a command to its end, as who logs in. */
    @FunctionalInterface
    interface Runner {
        CommandResult run(Node node, Invocation invocation, Duration deadline);
    }

    SudoTrials(SshCredentials credentials, ExecutorService pool, Runner runner) {
        this.credentials = credentials;
        this.pool = pool;
        this.runner = runner;
    }

    /**
     * Says how commands become root's on a node; asks it if it was not asked before.
     *
     * @param deadline the longest to wait
     * @throws ShellException if they do not, or the node cannot be asked
     */
    Sudo of(Node node, Duration deadline) {
        Login login = credentials.logins().get(node.name());
        if (login == null || !login.become()) {
            return Sudo.NONE;
        }
        Future<Sudo> trial = trials.computeIfAbsent(node.name(), name -> pool.submit(() -> ask(node, login)));
        try {
            return trial.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ShellException(
                    Kind.TIMED_OUT,
                    "expected an answer from " + node + ", where sudo is tried first, within "
                            + deadline.toMillis() / 1000.0 + " s; there was none",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellException(Kind.INTERRUPTED, "interrupted while sudo on " + node + " was tried", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ShellException known) {
                boolean nothingWasTold = login.becomePassword().isEmpty() || known.kind() == Kind.UNREACHABLE;
                if (nothingWasTold && known.kind().passing()) {
                    trials.remove(node.name(), trial);
                }
                throw known;
            }
            throw new IllegalStateException("trying sudo on " + node + " failed", e);
        }
    }

    private Sudo ask(Node node, Login login) {
        String password = login.becomePassword().orElse("");
        CommandResult result = runner.run(
                node,
                password.isEmpty()
                        ? Invocation.ofScript(WHETHER_FREE)
                        : Invocation.ofScript(WHETHER_TAKEN).withInput(password + "\n"),
                DEADLINE);
        return switch (last(result.stdout(), 1)) {
            case "free" -> Sudo.FREE;
            case "taken" -> Sudo.reading(password);
            case "unread" ->
                throw refused(
                        "expected sudo on %s to read the password of %s that the inventory gives (ansible_become_password); it asks for one, and lets the user in without reading it; let that user run sudo without password there (NOPASSWD)"
                                .formatted(node, node.ssh().user()));
            default ->
                throw refused(
                        password.isEmpty()
                                ? "expected sudo on %s to ask %s for no password, as the inventory gives none; seen: %s; set ansible_become_password, or let that user run sudo without password (NOPASSWD)"
                                        .formatted(node, node.ssh().user(), last(result.stderr(), 2))
                                : "expected sudo on %s to take the password of %s that the inventory gives (ansible_become_password); seen: %s; correct it; it was tried once"
                                        .formatted(node, node.ssh().user(), last(result.stderr(), 2)));
        };
    }

    private static ShellException refused(String message) {
        return new ShellException(Kind.LOGIN, message);
    }

    private static String last(String text, int most) {
        var lines = text.strip().lines().toList();
        return lines.isEmpty()
                ? "nothing"
                : lines.stream().skip(Math.max(0, lines.size() - most)).collect(Collectors.joining(" / "));
    }
}
