package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.shell.Residents.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Fetch the frames that the stations have kept of some paths, as one capture file of all nodes. A station keeps the frames of
 * its last four batches, so that this must come soon after the round.
 */
public final class Captures {
    /** The most frames that one node adds to a capture; each is cut at 160 bytes. */
    private static final int MOST = 600;

    private final Stations stations;

    /** Make one that asks stations. */
    public Captures(Stations stations) {
        this.stations = stations;
    }

    /**
     * Fetch the frames of some paths of a round: pcapng, one interface for each device that saw any, times by our clock. At most 600
     * frames of each node and batch, cut at 160 bytes.
     */
    public Capture fetch(Round round, Collection<Path> paths) {
        PcapngFile file = new PcapngFile();
        List<PcapngFile.Frame> frames = new ArrayList<>();
        for (Round.Phase phase : round.phases()) {
            List<Path> here = paths.stream()
                    .filter(path -> phase.numbers().containsKey(path))
                    .toList();
            if (!here.isEmpty()) {
                frames.addAll(fetch(round, phase, here));
            }
        }
        frames.stream()
                .sorted(java.util.Comparator.comparingDouble(PcapngFile.Frame::seconds))
                .forEach(file::add);
        return new Capture(file.bytes());
    }

    private List<PcapngFile.Frame> fetch(Round round, Round.Phase phase, List<Path> paths) {
        TreeSet<Integer> numbers = new TreeSet<>();
        TreeSet<List<String>> pairs = new TreeSet<>(java.util.Comparator.comparing(Objects::toString));
        for (Path path : paths) {
            numbers.add(phase.numbers().get(path));
            pairs.add(List.of(
                    round.topology().address(path.from(), path.subnet(), path.family()),
                    round.topology().address(path.to(), path.subnet(), path.family())));
        }
        Map<Node, Question> questions = new LinkedHashMap<>();
        round.topology()
                .watched()
                .keySet()
                .forEach(node -> questions.put(
                        node,
                        new Question(
                                "frames",
                                Map.of("batch", phase.tag(), "paths", numbers, "pairs", pairs, "most", MOST))));
        List<PcapngFile.Frame> frames = new ArrayList<>();
        stations.ask(questions).forEach((node, answer) -> {
            double ahead = phase.clocks().getOrDefault(node.name(), 0.0);
            for (JsonNode entry : answer) {
                frames.add(new PcapngFile.Frame(
                        node.name() + " " + entry.path(1).asText(),
                        entry.path(0).asDouble() - ahead,
                        entry.path(2).asText().equals("out"),
                        entry.path(3).asText(),
                        entry.path(4).asInt()));
            }
        });
        return frames;
    }
}
