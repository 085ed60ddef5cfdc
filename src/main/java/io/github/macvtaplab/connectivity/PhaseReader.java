package io.github.macvtaplab.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.macvtaplab.connectivity.ProbeResult.Responder;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Read the results of a batch's paths off what the stations answered. */
final class PhaseReader {
    private final Topology topology;
    private final Attestation attestation;
    private final Pace pace;
    private final Batch batch;
    private final List<Sighting> sightings;
    private final Map<String, JsonNode> collected;
    private final Function<Node, String> names;

    /**
     * Make one.
     *
     * @param sightings what all devices saw of the batch
     * @param collected what each station said at the end, by node name
     * @param names what each node's station says that it is when it answers
     */
    PhaseReader(
            Topology topology,
            Attestation attestation,
            Pace pace,
            Batch batch,
            List<Sighting> sightings,
            Map<String, JsonNode> collected,
            Function<Node, String> names) {
        this.topology = topology;
        this.attestation = attestation;
        this.pace = pace;
        this.batch = batch;
        this.sightings = sightings;
        this.collected = collected;
        this.names = names;
    }

    /** What the sender's station says of a path. */
    static JsonNode own(Topology topology, Batch batch, Path path, Map<End, JsonNode> ran) {
        int number = batch.numbers().getOrDefault(path, -1);
        JsonNode all = ran.containsKey(path.from()) ? ran.get(path.from()).path("paths") : null;
        if (all != null) {
            for (JsonNode entry : all) {
                if (entry.path("id").asInt() == number) {
                    return entry;
                }
            }
        }
        throw new LabException(
                "the station of %s gave no result for %s".formatted(topology.node(path.from()), Paths.describe(path)));
    }

    ProbeResult result(Path path, Map<End, JsonNode> ran, Neighbours neighbours) {
        return path.protocol().oneWay() ? cast(path, ran) : exchange(path, ran, neighbours);
    }

    private ProbeResult exchange(Path path, Map<End, JsonNode> ran, Neighbours neighbours) {
        JsonNode own = own(topology, batch, path, ran);
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
                listened(path, ran),
                count(path, Sighting.Direction.OUT, new Sighting.Tagged(number, false), neighbours),
                asks(path),
                new Responder(
                        own.path("who").asText(),
                        path.protocol() == Protocol.NEIGHBOUR ? told(path, own) : replyMac(path, number)),
                mac(path.to(), path.subnet()),
                names.apply(topology.node(path.to())),
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
        ran.getOrDefault(path.from(), MissingNode.getInstance()).path("casts").forEach(entry -> {
            if (entry.path("id").asInt() == number) {
                entry.path("errors").forEach(error -> errors.add(error.asText()));
            }
        });
        return new ProbeResult(
                path,
                Neighbours.ASKED,
                arrived,
                pace.probes() + 1,
                listened(path, ran),
                count(path, Sighting.Direction.OUT, new Sighting.Tagged(number, false), Neighbours.ASKED),
                0,
                new Responder("", ""),
                "",
                topology.node(path.to()).name(),
                errors);
    }

    /** How long the sender's station was open to an answer: late ones count until it is done with its other paths. */
    private static Duration listened(Path path, Map<End, JsonNode> ran) {
        JsonNode answer = ran.getOrDefault(path.from(), MissingNode.getInstance());
        return Duration.ofMillis(Math.round(answer.path("seconds").asDouble() * 1000));
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
                .mapToInt(
                        asker -> count(path, Sighting.Direction.OUT, new Sighting.Ask(asker, target), Neighbours.ASKED))
                .sum();
    }

    private int count(Path path, Sighting.Direction direction, Sighting.What what, Neighbours neighbours) {
        return atSender(path, direction, what)
                .filter(sighting ->
                        neighbours == Neighbours.ASKED || sighting.attempts().contains(ProbeResult.GIVEN))
                .map(Sighting::count)
                .orElse(0);
    }

    /** The MAC address that a sender was told: where several have answered, one that is not the target's. */
    private String told(Path path, JsonNode own) {
        String expected = mac(path.to(), path.subnet());
        String told = "";
        for (JsonNode mac : own.path("macs")) {
            if (told.isEmpty() || !mac.asText().equals(expected)) {
                told = mac.asText();
            }
        }
        return told;
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
