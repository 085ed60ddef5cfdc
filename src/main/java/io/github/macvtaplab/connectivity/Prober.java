package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.macvtaplab.connectivity.ProbeResult.Responder;
import io.github.macvtaplab.connectivity.Stations.Question;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Try many paths at once, from all ends. Neighbour caches are flushed first, since a FAILED entry makes an open path look blocked
 * and a learned one makes a blocked path look open.
 */
public final class Prober {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    /** Locally administered addresses that no NIC has; the frame to find out whether the switch reflects has them. */
    private static final String FROM_NOBODY = "02:4d:56:4c:00:01";

    private static final String TO_NOBODY = "02:4d:56:4c:00:02";

    private final Stations stations;
    private final Pace pace;
    private final SplittableRandom tags = new SplittableRandom();

    /** Says whether silent paths are tried again with both ends' MAC addresses given. */
    public enum WithGiven {
        /** They are. */
        YES,
        /** They are not. */
        NO
    }

    /** Make a prober that speaks with stations. */
    public Prober(Stations stations, Pace pace) {
        this.stations = stations;
        this.pace = pace;
    }

    /**
     * Try paths; those of opposite directions one after the other.
     *
     * @throws LabException naming the node, if one cannot take part
     */
    public Round round(Topology topology, Collection<Path> paths, WithGiven withGiven) {
        Attestation attestation = attest(topology);
        Map<Path, ProbeResult> asked = new LinkedHashMap<>();
        Map<Path, ProbeResult> given = new LinkedHashMap<>();
        List<Round.Phase> phases = new ArrayList<>();
        List<Path> forward = paths.stream().filter(Prober::forward).toList();
        List<Path> backward = paths.stream().filter(path -> !forward(path)).toList();
        for (List<Path> direction : List.of(forward, backward)) {
            if (!direction.isEmpty()) {
                phases.add(new Phase(topology, attestation, direction).run(withGiven, asked, given));
            }
        }
        return new Round(topology, attestation, asked, given, phases, reflects(topology, phases));
    }

    /**
     * Wait until the devices of all ends are up, as they are soon after a link comes back. One that is not within some seconds
     * is left to the verdicts, which name it.
     */
    public void awaitUp(Topology topology) {
        try {
            Awaitility.await("the ends' devices are up")
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(SETTLING)
                    .until(() -> attest(topology).down().values().stream().allMatch(List::isEmpty));
        } catch (ConditionTimeoutException e) {
            // Said by the attestation of the round that follows.
        }
    }

    private static boolean forward(Path path) {
        return path.from().compareTo(path.to()) < 0;
    }

    private Attestation attest(Topology topology) {
        Map<Node, Question> open = new LinkedHashMap<>();
        Map<Node, Question> look = new LinkedHashMap<>();
        topology.watched().forEach((node, devices) -> {
            List<String> answering = topology.ends().stream()
                    .filter(end -> topology.node(end).equals(node))
                    .flatMap(end -> devices(topology, end).stream())
                    .toList();
            open.put(
                    node,
                    new Question(
                            "open",
                            Map.of(
                                    "devices", devices,
                                    "answering", answering,
                                    "groups", List.of(Batch.GROUP_V4, Batch.GROUP_V6))));
            if (!answering.isEmpty()) {
                boolean host = node.equals(topology.node(End.HOST));
                look.put(
                        node,
                        new Question(
                                "facts",
                                Map.of(
                                        "devices",
                                        answering,
                                        "links",
                                        host,
                                        "openvswitch",
                                        host && topology.wiring() instanceof Wiring.OpenVswitch)));
            }
        });
        stations.ask(open, ANSWER);
        Map<Node, JsonNode> facts = stations.ask(look, ANSWER);
        Node host = topology.node(End.HOST);
        JsonNode links = facts.getOrDefault(host, MissingNode.getInstance()).path("links");
        Map<End, Map<String, DeviceFacts>> devices = new EnumMap<>(End.class);
        for (End end : topology.ends()) {
            Map<String, DeviceFacts> found = new HashMap<>();
            JsonNode seen = facts.get(topology.node(end));
            if (seen != null) {
                seen.path("devices")
                        .properties()
                        .forEach(entry -> found.put(entry.getKey(), DeviceFacts.of(entry.getValue())));
            }
            devices.put(end, found);
        }
        return Attestation.of(topology, devices, links);
    }

    private static List<String> devices(Topology topology, End end) {
        return Arrays.stream(SubnetName.values())
                .filter(subnet -> topology.has(end, subnet))
                .map(subnet -> topology.device(end, subnet))
                .distinct()
                .toList();
    }

    private static Optional<Boolean> reflects(Topology topology, List<Round.Phase> phases) {
        String uplink = topology.uplink();
        String host = topology.node(End.HOST).name();
        List<Sighting> own = phases.stream()
                .flatMap(phase -> phase.sightings().stream())
                .filter(sighting -> sighting.tagged(Batch.REFLECTION)
                        && sighting.node().equals(host)
                        && sighting.device().equals(uplink))
                .toList();
        boolean left = own.stream().anyMatch(sighting -> sighting.direction() == Sighting.Direction.OUT);
        return left
                ? Optional.of(own.stream().anyMatch(sighting -> sighting.direction() == Sighting.Direction.IN))
                : Optional.empty();
    }

    /** One batch of paths in one direction. */
    private final class Phase {
        private final Topology topology;
        private final Attestation attestation;
        private final List<Path> paths;
        private final Batch batch;
        private final List<Sighting> sightings = new ArrayList<>();
        private final Map<String, Double> clocks = new HashMap<>();
        private final Map<String, JsonNode> collected = new HashMap<>();

        Phase(Topology topology, Attestation attestation, List<Path> paths) {
            this.topology = topology;
            this.attestation = attestation;
            this.paths = paths;
            this.batch = new Batch(topology, attestation, paths, tags.nextLong(1, 1L << 32));
        }

        Round.Phase run(WithGiven withGiven, Map<Path, ProbeResult> asked, Map<Path, ProbeResult> given) {
            begin();
            emitReflection();
            Map<End, JsonNode> ran = ends(end -> new Question("run", batch.run(end, pace)));
            List<Path> silent = withGiven == WithGiven.YES ? silent(ran) : List.of();
            Map<End, JsonNode> again = silent.isEmpty() ? Map.of() : runGiven(silent);
            collect();
            for (Path path : paths) {
                // The last answers of a path that was open anyway came while the silent ones were tried again.
                boolean open = path.protocol().exchange() && !again.isEmpty() && !silent.contains(path);
                asked.put(path, result(path, open ? again : ran, Neighbours.ASKED));
            }
            for (Path path : silent) {
                given.put(path, result(path, again, Neighbours.GIVEN));
            }
            return new Round.Phase(batch.tag(), batch.numbers(), sightings, clocks);
        }

        private void begin() {
            Map<Node, Question> begin = new LinkedHashMap<>();
            topology.watched().keySet().forEach(node -> {
                List<String> flush = topology.ends().stream()
                        .filter(end -> topology.node(end).equals(node))
                        .flatMap(end -> devices(topology, end).stream())
                        .toList();
                begin.put(
                        node,
                        new Question(
                                "begin", Map.of("batch", batch.tag(), "base_port", batch.basePort(), "flush", flush)));
            });
            stations.ask(begin, ANSWER);
        }

        private void emitReflection() {
            stations.ask(
                    Map.of(
                            topology.node(End.HOST),
                            new Question(
                                    "emit",
                                    Map.of(
                                            "batch",
                                            batch.tag(),
                                            "frames",
                                            List.of(List.of(
                                                    topology.uplink(),
                                                    FROM_NOBODY,
                                                    TO_NOBODY,
                                                    Batch.REFLECTION,
                                                    "raw"))))),
                    ANSWER);
        }

        private Map<End, JsonNode> ends(Function<End, Question> question) {
            Map<Node, Question> questions = new LinkedHashMap<>();
            topology.ends().forEach(end -> questions.put(topology.node(end), question.apply(end)));
            Map<Node, JsonNode> answers = stations.ask(questions, ANSWER);
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
            return paths.stream()
                    .filter(path -> path.protocol().exchange())
                    .filter(path -> own(path, ran).path("answers").isEmpty())
                    .toList();
        }

        private Map<End, JsonNode> runGiven(List<Path> silent) {
            Map<End, List<List<String>>> entries = batch.neighbours(silent);
            ends(end -> new Question("give", Map.of("neighbours", entries.getOrDefault(end, List.of()))));
            Map<End, JsonNode> again = new EnumMap<>(End.class);
            ends(end -> new Question(
                            "run_given",
                            Map.of(
                                    "silent",
                                    silent.stream()
                                            .filter(path -> path.from() == end)
                                            .map(path -> batch.numbers().get(path))
                                            .toList())))
                    .forEach((end, answer) -> {
                        // The same form as the first run's, so that one method reads both.
                        var wrapped = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
                        wrapped.set("paths", answer);
                        again.put(end, wrapped);
                    });
            return again;
        }

        private void collect() {
            Map<Node, Question> questions = new LinkedHashMap<>();
            topology.watched().keySet().forEach(node -> questions.put(node, new Question("collect", Map.of())));
            stations.ask(questions, ANSWER).forEach((node, answer) -> {
                collected.put(node.name(), answer);
                clocks.put(node.name(), answer.path("clock").asDouble() - System.currentTimeMillis() / 1000.0);
                answer.path("sightings").forEach(entry -> sightings.add(SightingReader.read(node.name(), entry)));
            });
        }

        private JsonNode own(Path path, Map<End, JsonNode> ran) {
            int number = batch.numbers().getOrDefault(path, -1);
            JsonNode all = ran.containsKey(path.from()) ? ran.get(path.from()).path("paths") : null;
            if (all != null) {
                for (JsonNode entry : all) {
                    if (entry.path("id").asInt() == number) {
                        return entry;
                    }
                }
            }
            throw new LabException("the station of %s gave no result for %s"
                    .formatted(topology.node(path.from()), Paths.describe(path)));
        }

        private ProbeResult result(Path path, Map<End, JsonNode> ran, Neighbours neighbours) {
            if (path.protocol() == Protocol.NEIGHBOUR) {
                return neighbour(path, ran);
            }
            return path.protocol().oneWay() ? cast(path, ran) : exchange(path, ran, neighbours);
        }

        private ProbeResult exchange(Path path, Map<End, JsonNode> ran, Neighbours neighbours) {
            JsonNode own = own(path, ran);
            TreeMap<Integer, Double> answers = new TreeMap<>();
            own.path("answers")
                    .forEach(entry ->
                            answers.put(entry.path(0).asInt(), entry.path(1).asDouble()));
            List<String> errors = new ArrayList<>();
            own.path("errors").forEach(error -> errors.add(error.asText()));
            int number = batch.numbers().getOrDefault(path, -1);
            return new ProbeResult(
                    path,
                    neighbours,
                    answers,
                    neighbours == Neighbours.GIVEN ? 1 : pace.probes() + 1,
                    neighbours == Neighbours.GIVEN ? pace.tail() : pace.deadline(),
                    count(path, Sighting.Direction.OUT, new Sighting.Tagged(number, false), neighbours),
                    asks(path),
                    new Responder(own.path("who").asText(), replyMac(path, number)),
                    mac(path.to(), path.subnet()),
                    topology.node(path.to()).name(),
                    errors);
        }

        private ProbeResult cast(Path path, Map<End, JsonNode> ran) {
            int number = batch.numbers().getOrDefault(path, -1);
            TreeMap<Integer, Double> arrived = new TreeMap<>();
            String device = topology.device(path.to(), path.subnet());
            collected
                    .getOrDefault(topology.node(path.to()).name(), MissingNode.getInstance())
                    .path("delivered")
                    .forEach(entry -> {
                        if (entry.path(0).asInt() == number
                                && entry.path(1).asText().equals(device)) {
                            entry.path(2).forEach(attempt -> arrived.put(attempt.asInt(), 0.0));
                        }
                    });
            List<String> errors = new ArrayList<>();
            ran.getOrDefault(path.from(), MissingNode.getInstance())
                    .path("casts")
                    .forEach(entry -> {
                        if (entry.path("id").asInt() == number) {
                            entry.path("errors").forEach(error -> errors.add(error.asText()));
                        }
                    });
            return new ProbeResult(
                    path,
                    Neighbours.ASKED,
                    arrived,
                    pace.probes() + 1,
                    pace.deadline(),
                    count(path, Sighting.Direction.OUT, new Sighting.Tagged(number, false), Neighbours.ASKED),
                    0,
                    new Responder("", ""),
                    "",
                    topology.node(path.to()).name(),
                    errors);
        }

        /** Neighbour resolution is read off the sender's cache at the end; its attempts are the kernel's own. */
        private ProbeResult neighbour(Path path, Map<End, JsonNode> ran) {
            String target = topology.address(path.to(), path.subnet(), path.family());
            String found = ran.getOrDefault(path.from(), MissingNode.getInstance())
                    .path("neighbours")
                    .path(topology.device(path.from(), path.subnet()))
                    .path(target)
                    .asText();
            TreeMap<Integer, Double> answers = new TreeMap<>();
            if (!found.isEmpty()) {
                answers.put(1, 0.0);
            }
            return new ProbeResult(
                    path,
                    Neighbours.ASKED,
                    answers,
                    1,
                    pace.deadline(),
                    0,
                    asks(path),
                    new Responder("", found),
                    mac(path.to(), path.subnet()),
                    topology.node(path.to()).name(),
                    List.of());
        }

        private String mac(End end, SubnetName subnet) {
            return attestation.macs().getOrDefault(end, Map.of()).getOrDefault(subnet, "");
        }

        /** A sender may ask in the name of any of its addresses (arp_announce). */
        private int asks(Path path) {
            String target = topology.address(path.to(), path.subnet(), path.family());
            return Arrays.stream(SubnetName.values())
                    .filter(subnet -> topology.has(path.from(), subnet, path.family()))
                    .map(subnet -> topology.address(path.from(), subnet, path.family()))
                    .mapToInt(asker ->
                            count(path, Sighting.Direction.OUT, new Sighting.Ask(asker, target), Neighbours.ASKED))
                    .sum();
        }

        private int count(Path path, Sighting.Direction direction, Sighting.What what, Neighbours neighbours) {
            return atSender(path, direction, what)
                    .filter(sighting -> neighbours == Neighbours.ASKED
                            || sighting.attempts().contains(ProbeResult.GIVEN))
                    .map(Sighting::count)
                    .orElse(0);
        }

        private String replyMac(Path path, int number) {
            return atSender(path, Sighting.Direction.IN, new Sighting.Tagged(number, true))
                    .map(Sighting::sourceMac)
                    .orElse("");
        }

        private Optional<Sighting> atSender(Path path, Sighting.Direction direction, Sighting.What what) {
            String node = topology.node(path.from()).name();
            String device = topology.device(path.from(), path.subnet());
            return sightings.stream()
                    .filter(sighting -> sighting.direction() == direction
                            && sighting.what().equals(what)
                            && sighting.node().equals(node)
                            && sighting.device().equals(device))
                    .findFirst();
        }
    }
}
