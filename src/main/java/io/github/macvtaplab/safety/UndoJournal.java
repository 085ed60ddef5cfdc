package io.github.macvtaplab.safety;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.shell.Sources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What must be put back on each node, kept on that node. It is carried out when this is closed, when this run has not renewed it for
 * the length of its deadline, a few seconds after this run's SSH connection broke, or by the next run: whichever comes first.
 */
public final class UndoJournal implements Journal, AutoCloseable {
    private static final Duration OPEN = Duration.ofSeconds(60);
    private static final Duration REPLAY = Duration.ofMinutes(5);
    private static final Duration RENEW = Duration.ofSeconds(15);
    private static final Duration CHANGE = Duration.ofSeconds(40);
    private static final int RENEWALS_PER_DEADLINE = 4;
    private static final String FOLDER = "/var/lib/macvtap-lab-undo";
    private static final String PROGRAM = Sources.read(Keepers.JOURNAL) + "sys.exit(main_of_file(sys.argv[1:]))\n";

    /** The program's path on a node; it has its digest in its name, so that runs of two versions do not share one. */
    private static final String PATH = FOLDER + "/bin/journal-" + digest(PROGRAM) + ".py";

    private final Keepers keepers;
    private final Shell shell;
    private final Run run;
    private final List<Node> nodes;
    private final Duration deadline;
    private final Console console;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "undo-journal");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable ScheduledFuture<?> renewing;
    private boolean kept;
    private volatile @Nullable String lost;

    private UndoJournal(Keepers keepers, Shell shell, Run run, List<Node> nodes, Duration deadline, Console console) {
        this.run = run;
        this.keepers = keepers;
        this.shell = shell;
        this.nodes = nodes;
        this.deadline = deadline;
        this.console = console;
    }

    /**
     * Put back what an earlier run has left on the nodes whose lease we hold.
     *
     * @return the names of the nodes on which there was something
     * @throws LabException if a node cannot be brought back to what it was
     */
    public static List<String> replayLeft(Keepers keepers, List<Node> nodes, Console console) {
        List<Node> left = new ArrayList<>();
        keepers.ask(nodes, "left", node -> Map.of(), OPEN).forEach((node, answer) -> {
            if (answer.has("run")) {
                left.add(node);
                console.line(
                        "recover",
                        "%s: run %s left a journal%s; putting everything back"
                                .formatted(
                                        node,
                                        answer.path("run").asText(),
                                        answer.path("kept").asBoolean() ? ", as it was told to keep the lab" : ""));
            }
        });
        replay(keepers, left, console);
        return left.stream().map(Node::name).toList();
    }

    /** The names of the nodes on which a run has left a journal. */
    public static List<String> left(Keepers keepers, List<Node> nodes) {
        return keepers.ask(nodes, "left", node -> Map.of(), OPEN).entrySet().stream()
                .filter(entry -> entry.getValue().has("run"))
                .map(entry -> entry.getKey().name())
                .toList();
    }

    /**
     * Begin the journals of a run; each node's state of now is what it will be brought back to.
     *
     * @param tested the interfaces that are tested with, by node
     * @param reaches the addresses that are reached through a node
     * @param deadline after which a node puts everything back by itself, counted from the last renewal; there are four to each
     */
    public static UndoJournal open(
            Keepers keepers,
            Shell shell,
            Run run,
            Map<Node, List<String>> tested,
            Map<Node, List<String>> reaches,
            Duration deadline,
            Console console) {
        List<Node> nodes = List.copyOf(tested.keySet());
        UndoJournal journal = new UndoJournal(keepers, shell, run, nodes, deadline, console);
        keepers.ask(
                nodes,
                "open",
                node -> Map.of(
                        "program", PATH,
                        "text", PROGRAM,
                        "seconds", deadline.toSeconds(),
                        "tested", tested.getOrDefault(node, List.of()),
                        "reaches", reaches.getOrDefault(node, List.of()),
                        "who", run.who()),
                OPEN);
        long pause = deadline.toMillis() / RENEWALS_PER_DEADLINE;
        journal.renewing = journal.renewals.scheduleWithFixedDelay(journal::renew, pause, pause, TimeUnit.MILLISECONDS);
        return journal;
    }

    private void renew() {
        try {
            keepers.ask(nodes, "renew", node -> Map.of("seconds", deadline.toSeconds()), RENEW);
        } catch (RuntimeException e) {
            if (lost == null) {
                lost = String.valueOf(e.getMessage());
                console.line("error", "the undo journal is not renewed, and nodes put themselves back: " + lost);
            }
        }
    }

    /** The node's state is no longer this run's: what was lost, or null. */
    public @Nullable String lost() {
        return lost;
    }

    @Override
    public Change change(Node node, String key, List<String> devices, String undo, String script) {
        // The first line is what an error shows of it.
        run(node, "# change '" + key + "'\n" + prelude() + record(key, devices, undo) + script);
        return () -> run(node, "exec python3 -I %s undo %s".formatted(PATH, key));
    }

    private void run(Node node, String script) {
        CommandResult result = shell.run(node, script, CHANGE);
        if (result.exitStatus() != 0) {
            throw new LabException("%s: %s".formatted(node, (result.stderr() + result.stdout()).strip()));
        }
    }

    static String record(String key, List<String> devices, String undo) {
        StringBuilder line = new StringBuilder("undo");
        devices.forEach(device -> line.append(" --touch ").append(device));
        return line.append(' ').append(key).append(" <<UNDO || exit 1\n") + undo.strip() + "\nUNDO\n";
    }

    /**
     * What a script on a node begins with that changes something: a function {@code undo [--touch DEVICE]... KEY} that writes its
     * standard input into the journal, and the lock that makes a replay wait for the script's end.
     */
    public static String prelude() {
        return """
                undo() { python3 -I %1$s record "$@"; }
                exec 9>>%2$s/$(readlink /proc/self/ns/net | tr -dc 0-9)/busy && flock -s -w 60 9 || exit 1
                """.formatted(PATH, FOLDER);
    }

    /** Leave the lab as it is when this is closed, until a later run or {@code lab.suite=recover} takes it down. */
    public void keep() {
        keepers.ask(nodes, "keep", node -> Map.of(), RENEW);
        kept = true;
    }

    /** Whether the lab is left as it is. */
    public boolean kept() {
        return kept;
    }

    /**
     * Put everything back and compare with the state before.
     *
     * @throws LabException naming what is not as it was
     */
    @Override
    public void close() {
        if (renewing != null) {
            renewing.cancel(false);
        }
        renewals.shutdown();
        if (!kept) {
            replay(keepers, held(), console);
        }
    }

    /** A connection that broke took its lease along; the new one takes it again, unless another run has it and does the replay. */
    private List<Node> held() {
        List<Node> held = new ArrayList<>();
        keepers.ask(nodes, "acquire", node -> Map.of("run", run.id(), "who", run.who()), OPEN)
                .forEach((node, answer) -> {
                    if (answer.path("held").asBoolean()) {
                        held.add(node);
                    } else {
                        console.line("undo", node + ": another run has the lease by now, and puts it back");
                    }
                });
        return held;
    }

    private static void replay(Keepers keepers, List<Node> nodes, Console console) {
        List<String> wrong = new ArrayList<>();
        keepers.ask(nodes, "replay", node -> Map.of(), REPLAY).forEach((node, answer) -> {
            texts(answer.path("failed")).forEach(text -> wrong.add("%s could not take back %s".formatted(node, text)));
            texts(answer.path("wrong"))
                    .forEach(text -> wrong.add("%s is not as it was before: %s".formatted(node, text)));
            List<String> notes = texts(answer.path("notes"));
            if (!notes.isEmpty()) {
                console.line(
                        "undo",
                        "%s: changed by others meanwhile, and left alone: %s"
                                .formatted(node, String.join(" | ", notes)));
            }
        });
        if (!wrong.isEmpty()) {
            throw new LabException(String.join("; ", wrong));
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
