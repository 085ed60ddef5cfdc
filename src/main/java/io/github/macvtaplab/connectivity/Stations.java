package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Residents;
import io.github.macvtaplab.shell.Residents.Question;
import io.github.macvtaplab.shell.Shell;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Speak with the stations: the program on each node which answers probes, sends them and sees their frames. */
public final class Stations implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final String run = "%08x".formatted(new SecureRandom().nextInt());
    private final Map<String, Integer> faults = new ConcurrentHashMap<>();
    private final Residents residents;

    /** Make one that reaches the nodes through a shell. */
    public Stations(Shell shell) {
        this.residents = new Residents(
                shell,
                "station",
                Stream.of("loop", "frames", "neighbours", "rounds", "answers", "segment", "station")
                        .map("/station/%s.py"::formatted)
                        .toList(),
                this::name);
    }

    private String name(String node) {
        return run + "/" + node;
    }

    /**
     * What the station of a node says that it is when it answers: the run's id, eight hexadecimal digits, and the node's name. The
     * run's id is another in each run, so that a second lab on the same segment, a copy of this one, is not taken for it.
     */
    String name(Node node) {
        return name(node.name());
    }

    /**
     * Ask some stations at the same time, each its own question.
     *
     * Each has 20 s, its start not included: far more than the longest round takes.
     *
     * @return each node's answer
     * @throws LabException naming the first node that gave none, once all have been heard
     */
    public Map<Node, JsonNode> ask(Map<Node, Question> questions) {
        Map<Node, JsonNode> answers = residents.ask(questions, ANSWER);
        answers.forEach((node, answer) -> answer.path("faults")
                .forEach(fault -> faults.put(
                        "the station of %s could not read what came in (%s)"
                                .formatted(node, fault.path(0).asText()),
                        fault.path(1).asInt())));
        return answers;
    }

    /** What stations could not read of what came in, each with how many times; a station goes on without that. */
    public Map<String, Integer> faults() {
        return Map.copyOf(faults);
    }

    /** End all stations. */
    @Override
    public void close() {
        residents.close();
    }
}
