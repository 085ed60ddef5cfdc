package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.Prober.WithGiven;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Residents.Question;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Have the stations try one batch of paths, all in one direction. */
final class PhaseRun {
    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

    private final Stations stations;
    private final Pace pace;
    private final Topology topology;
    private final Attestation attestation;
    private final Batch batch;
    private final List<Sighting> sightings = new ArrayList<>();
    private final Map<String, Double> clocks = new HashMap<>();
    private @Nullable LinkState uplinkAtEnd;

    PhaseRun(Stations stations, Pace pace, Topology topology, Attestation attestation, Batch batch) {
        this.stations = stations;
        this.pace = pace;
        this.topology = topology;
        this.attestation = attestation;
        this.batch = batch;
    }

    /** Run it, and put each path's results where they belong. */
    Round.Phase run(WithGiven withGiven, Map<Path, ProbeResult> asked, Map<Path, ProbeResult> given) {
        begin();
        emitReflection();
        Map<End, JsonNode> ran = ends(end -> new Question("run", batch.run(end, pace)));
        List<Path> silent = withGiven == WithGiven.YES ? silent(ran) : List.of();
        Map<End, JsonNode> again = silent.isEmpty() ? Map.of() : runGiven(silent);
        PhaseReader reader = collect();
        for (Path path : batch.paths()) {
            // The last answers of a path that was open anyway came while the silent ones were tried again.
            boolean open = path.protocol().exchange() && !again.isEmpty() && !silent.contains(path);
            asked.put(path, reader.result(path, open ? again : ran, Neighbours.ASKED));
        }
        for (Path path : silent) {
            given.put(path, reader.result(path, again, Neighbours.GIVEN));
        }
        return new Round.Phase(batch.tag(), batch.numbers(), sightings, clocks, Optional.ofNullable(uplinkAtEnd));
    }

    private void begin() {
        Map<Node, Question> begin = new LinkedHashMap<>();
        topology.watched().keySet().forEach(node -> {
            begin.put(
                    node,
                    new Question(
                            "begin",
                            Map.of(
                                    "batch",
                                    batch.tag(),
                                    "base_port",
                                    batch.basePort(),
                                    "flush",
                                    Attester.answering(topology, node))));
        });
        stations.ask(begin);
    }

    /**
     * Sends a broadcast from the uplink with its own MAC address, to see whether it comes back. Of all frames that is the one that a
     * switch has the least reason to drop; a made-up address is dropped by every port that knows whose frames it takes.
     */
    private void emitReflection() {
        DeviceFacts uplink = attestation.host().uplinks().get(topology.uplink());
        if (uplink == null) {
            return;
        }
        stations.ask(Map.of(
                topology.node(End.HOST),
                new Question(
                        "emit",
                        Map.of(
                                "batch",
                                batch.tag(),
                                "frames",
                                List.of(List.of(
                                        topology.uplink(), uplink.mac(), BROADCAST, Batch.REFLECTION, "raw"))))));
    }

    private Map<End, JsonNode> ends(Function<End, Question> question) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        topology.ends().forEach(end -> questions.put(topology.node(end), question.apply(end)));
        Map<Node, JsonNode> answers = stations.ask(questions);
        Map<End, JsonNode> byEnd = new EnumMap<>(End.class);
        for (End end : topology.ends()) {
            JsonNode answer = answers.get(topology.node(end));
            if (answer != null) {
                byEnd.put(end, answer);
            }
        }
        return byEnd;
    }

    private List<Path> silent(Map<End, JsonNode> ran) {
        return batch.paths().stream()
                .filter(path -> path.protocol().exchange())
                .filter(path -> PhaseReader.own(topology, batch, path, ran)
                        .path("answers")
                        .isEmpty())
                .toList();
    }

    private Map<End, JsonNode> runGiven(List<Path> silent) {
        Map<End, List<List<String>>> entries = batch.neighbours(silent);
        ends(end -> new Question("give", Map.of("neighbours", entries.getOrDefault(end, List.of()))));
        return ends(end -> new Question(
                "run_given",
                Map.of(
                        "silent",
                        silent.stream()
                                .filter(path -> path.from() == end)
                                .map(path -> batch.numbers().get(path))
                                .toList())));
    }

    private PhaseReader collect() {
        Map<String, JsonNode> collected = new HashMap<>();
        Map<Node, Question> questions = new LinkedHashMap<>();
        topology.watched().keySet().forEach(node -> questions.put(node, new Question("collect", Map.of())));
        stations.ask(questions).forEach((node, answer) -> {
            collected.put(node.name(), answer);
            JsonNode state = answer.path("state").path(topology.uplink());
            if (node.equals(topology.node(End.HOST)) && state.isArray()) {
                uplinkAtEnd =
                        new LinkState(state.path(0).asBoolean(), state.path(1).asBoolean());
            }
            clocks.put(node.name(), answer.path("clock").asDouble() - System.currentTimeMillis() / 1000.0);
            answer.path("sightings").forEach(entry -> sightings.add(SightingReader.read(node.name(), entry)));
        });
        return new PhaseReader(topology, attestation, pace, batch, sightings, collected, stations::name);
    }
}
