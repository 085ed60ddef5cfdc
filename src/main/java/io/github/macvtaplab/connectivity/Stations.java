package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Residents;
import io.github.macvtaplab.shell.Residents.Question;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Speak with the stations: the program on each node which answers probes, sends them and sees their frames. */
public final class Stations implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Residents residents;

    /** Make one that reaches the nodes through a shell. */
    public Stations(Shell shell) {
        this.residents = new Residents(
                shell,
                "station",
                Stream.of("frames", "neighbours", "claimed", "rounds", "answers", "station")
                        .map("/station/%s.py"::formatted)
                        .toList());
    }

    /**
     * Ask some stations at the same time, each its own question.
     *
     * Each has 20 s, its start not included: far more than the longest round takes.
     *
     * @return each node's answer
     * @throws LabException naming the first node that gave none, once all have been heard
     */
    Map<Node, JsonNode> ask(Map<Node, Question> questions) {
        return residents.ask(questions, ANSWER);
    }

    /** End all stations. */
    @Override
    public void close() {
        residents.close();
    }
}
