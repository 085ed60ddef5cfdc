package io.github.macvtaplab.connectivity.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Residents.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Wait until the switch forwards frames between the uplink and another port of the lab. A port with spanning tree is deaf for half a
 * minute after its link has come back, and one with 802.1X or LACP for some seconds. Small broadcasts are sent from all ports until
 * the uplink gets one, and one of the uplink's gets to another port.
 */
public final class Forwarding {
    /** Two times 15 s of listening and learning are the rule, and 10 s more before it in some switches. */
    private static final Duration USUAL = Duration.ofSeconds(45);

    private static final Duration SAY_SO = Duration.ofSeconds(3);
    /** MAC address of all nodes' group of IPv6, which switches forward that hold broadcasts back. */
    private static final String ALL_NODES = "33:33:00:00:00:01";

    /** Seconds between two broadcasts of a port. */
    private static final double EVERY = 0.1;

    private final Stations stations;
    private final Console console;
    private final Duration most;
    private final SplittableRandom random = new SplittableRandom();
    private boolean hopeless;
    private boolean gaveUp;
    private boolean passed;
    private Duration longest = Duration.ZERO;

    /** Make one that waits for at most 45 s. */
    public Forwarding(Stations stations, Console console) {
        this(stations, console, USUAL);
    }

    /** Make one that waits for so long at most. */
    public Forwarding(Stations stations, Console console, Duration most) {
        this.stations = stations;
        this.console = console;
        this.most = most;
    }

    /**
     * Wait until frames pass. Where they did not the last time, they are tried once only: no link change is the reason then. The
     * stations have to watch the ports.
     *
     * @return how long it took; zero for a lab with one port, where nothing can be seen
     */
    public Duration await(Topology topology) {
        List<Port> ports = Port.of(topology);
        if (ports.size() < 2) {
            return Duration.ZERO;
        }
        long start = System.nanoTime();
        long batch = random.nextLong(1, 1L << 32);
        Map<Role, Set<Role>> heard = new EnumMap<>(Role.class);
        ask(
                topology,
                ports,
                node -> new Question("begin", Map.of("batch", batch, "base_port", 20_000, "flush", List.of())));
        boolean said = false;
        Duration took;
        do {
            beacon(topology, ports, batch, heard);
            took = Duration.ofNanos(System.nanoTime() - start);
            if (!said && took.compareTo(SAY_SO) > 0) {
                console.line(
                        "switch",
                        "no frame passes between %s and %s yet; waiting for the switch for at most %d s (spanning tree?)"
                                .formatted(ports.get(0), ports.get(1), most.toSeconds()));
                said = true;
            }
        } while (!passes(heard) && !hopeless && took.compareTo(most) < 0);
        if (passes(heard)) {
            hopeless = false;
            passed = true;
            longest = took.compareTo(longest) > 0 ? took : longest;
        } else if (!hopeless) {
            hopeless = true;
            gaveUp = passed;
        }
        if (said) {
            console.line("switch", passes(heard) ? "frames pass" : "still no frame passes; going on without", took);
        }
        return took;
    }

    private static boolean passes(Map<Role, Set<Role>> heard) {
        return heard.containsKey(Role.UPLINK) && heard.values().stream().anyMatch(from -> from.contains(Role.UPLINK));
    }

    private void beacon(Topology topology, List<Port> ports, long batch, Map<Role, Set<Role>> heard) {
        ask(topology, ports, node -> {
                    List<List<Object>> frames = new ArrayList<>();
                    List<List<Object>> wanted = new ArrayList<>();
                    for (Port port : at(topology, ports, node)) {
                        for (String everybody : List.of(Emissions.BROADCAST_MAC, ALL_NODES)) {
                            frames.add(List.of(
                                    port.device(),
                                    Emission.OWN,
                                    everybody,
                                    port.role().beacon(),
                                    "raw"));
                        }
                        wanted.add(List.of(
                                port.device(),
                                ports.stream()
                                        .filter(other -> (port.role() == Role.UPLINK) != (other.role() == Role.UPLINK))
                                        .map(other -> other.role().beacon())
                                        .toList()));
                    }
                    return new Question(
                            "beacon", Map.of("batch", batch, "frames", frames, "wanted", wanted, "seconds", EVERY));
                })
                .forEach((node, answer) -> answer.forEach(entry -> at(topology, ports, node).stream()
                        .filter(port -> port.device().equals(entry.path(0).asText()))
                        .forEach(port -> ports.stream()
                                .filter(other ->
                                        other.role().beacon() == entry.path(1).asInt() && other.role() != port.role())
                                .forEach(other -> heard.computeIfAbsent(port.role(), any -> EnumSet.noneOf(Role.class))
                                        .add(other.role())))));
    }

    private static List<Port> at(Topology topology, List<Port> ports, Node node) {
        return ports.stream().filter(port -> port.node(topology).equals(node)).toList();
    }

    private Map<Node, JsonNode> ask(
            Topology topology, List<Port> ports, java.util.function.Function<Node, Question> question) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        ports.forEach(port -> questions.computeIfAbsent(port.node(topology), question));
        return stations.ask(questions);
    }

    /**
     * As facts: {@code deaf uplink} with the longest wait in seconds, such as {@code 30.2 s}, with {@code or more} behind it where frames
     * had passed before and no longer did; {@code always} where none has ever passed.
     */
    public Map<String, String> facts() {
        String seconds = "%.1f s".formatted((gaveUp ? most : longest).toMillis() / 1000.0);
        return Map.of("deaf uplink", gaveUp ? seconds + " or more" : hopeless && !passed ? "always" : seconds);
    }

    /** Forget what was seen, as the lab may be another one now. */
    public void forget() {
        hopeless = false;
        gaveUp = false;
        passed = false;
        longest = Duration.ZERO;
    }
}
