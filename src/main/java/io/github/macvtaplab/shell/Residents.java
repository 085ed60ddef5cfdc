package io.github.macvtaplab.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Speak with a small Python program of ours on each node: one JSON object a line there, one back. It is sent over SSH when a node is
 * first spoken to, leaves no file there, and ends when the connection does.
 */
public final class Residents implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What all of them have in common: how commands are taken and answered. */
    private static final String COMMANDS = "/resident/commands.py";

    private static final Duration START = Duration.ofSeconds(30);

    private final Shell shell;
    private final String name;
    private final List<String> resources;
    private final UnaryOperator<String> main;
    private final Map<String, Line> lines = new HashMap<>();
    private final ExecutorService pool;

    private static final class Line {
        private final Conversation conversation;
        private int last;

        Line(Conversation conversation) {
            this.conversation = conversation;
        }
    }

    /**
     * A question for such a program.
     *
     * @param command name of its command
     * @param with its arguments by name
     */
    public record Question(String command, Map<String, ?> with) {}

    /**
     * Make one that reaches the nodes through a shell.
     *
     * @param name what the program is called in messages
     * @param resources its sources, absolute names of resources, which know {@code Commands} of {@code resident/commands.py}; the
     *     last defines {@code main(name_of_the_node)}, and the commands include {@code clock}
     */
    public Residents(Shell shell, String name, List<String> resources) {
        this(shell, name, resources, UnaryOperator.identity());
    }

    /**
     * Make one whose programs are told more than the name of their node.
     *
     * @param main what {@code main} is given, by the name of the node
     */
    public Residents(Shell shell, String name, List<String> resources, UnaryOperator<String> main) {
        this.shell = shell;
        this.main = main;
        this.name = name;
        this.resources = Stream.concat(Stream.of(COMMANDS), resources.stream()).toList();
        this.pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Ask some of them at the same time, each its own question.
     *
     * @param deadline for each answer, the program's start not included
     * @return each node's answer
     * @throws LabException naming the first node that gave none, once all have been heard
     */
    public Map<Node, JsonNode> ask(Map<Node, Question> questions, Duration deadline) {
        Map<Node, Future<JsonNode>> pending = new LinkedHashMap<>();
        questions.forEach((node, question) -> pending.put(node, pool.submit(() -> answer(node, question, deadline))));
        Map<Node, JsonNode> answers = new LinkedHashMap<>();
        LabException first = null;
        for (Map.Entry<Node, Future<JsonNode>> entry : pending.entrySet()) {
            try {
                answers.put(entry.getKey(), entry.getValue().get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted while the " + name + " of " + entry.getKey() + " was asked", e);
            } catch (ExecutionException e) {
                LabException failure = e.getCause() instanceof LabException known
                        ? known
                        : new LabException("the " + name + " of " + entry.getKey() + " failed: " + e.getCause(), e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return answers;
    }

    private JsonNode answer(Node node, Question question, Duration deadline) {
        Line line = line(node);
        int id = ++line.last;
        try {
            line.conversation.say(
                    JSON.writeValueAsString(Map.of("id", id, "do", question.command(), "with", question.with()))
                            + "\n");
            JsonNode reply;
            do {
                // An answer that came after its deadline is still in the queue.
                reply = JSON.readTree(line.conversation.hear(deadline));
            } while (reply.path("id").asInt() != id);
            if (reply.has("error")) {
                throw new LabException("the %s of %s cannot do '%s': %s"
                        .formatted(
                                name,
                                node,
                                question.command(),
                                reply.path("error").asText()));
            }
            return reply.path("ok");
        } catch (JsonProcessingException e) {
            throw new LabException("the %s of %s wrote no JSON: %s".formatted(name, node, e.getMessage()), e);
        } catch (ShellException e) {
            if (e.kind() == ShellException.Kind.LOST) {
                forget(node, line);
            }
            throw new LabException(
                    "the %s of %s does not answer '%s': %s".formatted(name, node, question.command(), e.getMessage()),
                    e);
        }
    }

    private Line line(Node node) {
        synchronized (lines) {
            Line known = lines.get(node.name());
            if (known != null) {
                return known;
            }
        }
        String source = source(node.name());
        // The program reads its own source first, by its length; what follows is for the program itself.
        String loader = ("import os\nsource = b\"\"\nwhile len(source) < %1$d:\n"
                        + "    source += os.read(0, %1$d - len(source))\nexec(compile(source, \"%2$s\", \"exec\"))")
                .formatted(source.getBytes(StandardCharsets.UTF_8).length, name);
        Conversation conversation = shell.converse(node, "exec python3 -I -c '" + loader + "'");
        conversation.say(source);
        Line line = new Line(conversation);
        synchronized (lines) {
            lines.put(node.name(), line);
        }
        try {
            conversation.say("{\"id\":0,\"do\":\"clock\"}\n");
            conversation.hear(START);
        } catch (ShellException e) {
            forget(node, line);
            throw new LabException(
                    "the %s of %s does not start (it needs python3 3.6 and root): %s"
                            .formatted(name, node, e.getMessage()),
                    e);
        }
        return line;
    }

    private void forget(Node node, Line line) {
        synchronized (lines) {
            lines.remove(node.name(), line);
        }
        line.conversation.close();
    }

    private String source(String node) {
        return Sources.read(resources) + "main(\"%s\")\n".formatted(main.apply(node));
    }

    /** End all of them. */
    @Override
    public void close() {
        synchronized (lines) {
            lines.values().forEach(line -> line.conversation.close());
            lines.clear();
        }
        pool.shutdownNow();
    }
}
