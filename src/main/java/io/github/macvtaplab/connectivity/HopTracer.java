package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follow the frames of a path through the devices that they may pass, and say where they were last seen. */
public final class HopTracer {
    private final Cell cell;
    private final Round round;
    private final Topology topology;
    private final List<Place> places;

    private HopTracer(Cell cell, Round round) {
        this.cell = cell;
        this.round = round;
        this.topology = round.topology();
        this.places = places();
    }

    /** Trace a cell's path through what its round saw. */
    public static HopTrace trace(Cell cell, Round round) {
        HopTracer tracer = new HopTracer(cell, round);
        List<Hop> hops = tracer.hops();
        return new HopTrace(
                cell.situation(),
                cell.path(),
                cell.neighbours(),
                cell.seen().verdict(),
                tracer.places,
                hops,
                tracer.sentence(hops));
    }

    private List<Place> places() {
        Path path = cell.path();
        List<Place> there = new ArrayList<>(outward(path.from(), path.subnet()));
        List<Place> arriving = outward(path.to(), path.subnet());
        Collections.reverse(arriving);
        there.addAll(arriving);
        return List.copyOf(new LinkedHashSet<>(there));
    }

    /** The devices from an end's own to the switch's port. */
    private List<Place> outward(End end, SubnetName subnet) {
        List<Place> way = new ArrayList<>();
        String host = topology.node(End.HOST).name();
        way.add(new Place(topology.node(end).name(), topology.device(end, subnet)));
        if (end == End.GUEST || end == End.GUEST2) {
            attached(end, subnet).ifPresent(nic -> {
                way.add(new Place(host, nic.device()));
                way.add(new Place(host, nic.on()));
            });
        }
        boolean second = subnet == SubnetName.SECOND && end == End.HOST;
        boolean cut = topology.wiring() instanceof Wiring.IsolatedBridge && subnet == SubnetName.ISOLATED;
        if (end != End.PEER && !second && !cut) {
            way.add(new Place(host, topology.uplink()));
        }
        List<String> ports = topology.watched().getOrDefault(topology.lanSwitch(), List.of());
        int port = end == End.PEER ? 2 : second ? 1 : 0;
        if (ports.size() > port && !(cut && end != End.PEER)) {
            way.add(new Place(topology.lanSwitch().name(), ports.get(port)));
        }
        return new ArrayList<>(new LinkedHashSet<>(way));
    }

    private Optional<Attached> attached(End guest, SubnetName subnet) {
        Comparator<Attached> sameSubnetFirst = Comparator.comparing(nic -> nic.subnet() != subnet);
        return topology.attached().stream().filter(nic -> nic.guest() == guest).min(sameSubnetFirst);
    }

    private List<Hop> hops() {
        Map<String, Double> clocks =
                round.phase(cell.path()).map(Round.Phase::clocks).orElse(Map.of());
        List<Hop> found = new ArrayList<>();
        double start = Double.MAX_VALUE;
        List<Sighting> sightings = round.sightings(cell.path());
        for (Sighting sighting : sightings) {
            start = Math.min(start, time(sighting, clocks));
        }
        for (Sighting sighting : sightings) {
            Place place = new Place(sighting.node(), sighting.device());
            boolean other = sighting.what() instanceof Sighting.Tagged
                    && sighting.attempts().stream()
                            .noneMatch(
                                    attempt -> attempt >= ProbeResult.GIVEN == (cell.neighbours() == Neighbours.GIVEN));
            if (places.contains(place) && !other) {
                found.add(new Hop(
                        place,
                        sighting.direction(),
                        frame(sighting.what()),
                        sighting.count(),
                        (time(sighting, clocks) - start) * 1000));
            }
        }
        found.sort(Comparator.comparing(Hop::frame)
                .thenComparing(hop -> forward(hop.frame()) ? index(hop) : -index(hop))
                .thenComparing(hop -> hop.direction() == Direction.OUT));
        return found;
    }

    private static double time(Sighting sighting, Map<String, Double> clocks) {
        return sighting.first() - clocks.getOrDefault(sighting.node(), 0.0);
    }

    private static Frame frame(Sighting.What what) {
        if (what instanceof Sighting.Tagged tagged) {
            return tagged.reply() ? Frame.REPLY : Frame.REQUEST;
        }
        return what instanceof Sighting.Ask ? Frame.ASK : Frame.TELL;
    }

    private static boolean forward(Frame frame) {
        return frame == Frame.ASK || frame == Frame.REQUEST;
    }

    private int index(Hop hop) {
        return places.indexOf(hop.place());
    }

    private String sentence(List<Hop> hops) {
        if (cell.seen().verdict() == PathVerdict.REACHABLE) {
            return "The answer came back%s"
                    .formatted(
                            cell.expected().verdict() == PathVerdict.REACHABLE
                                    ? ": " + cell.expected().why()
                                    : ".");
        }
        Frame frame = Frame.ASK;
        for (Frame later : List.of(Frame.TELL, Frame.REQUEST, Frame.REPLY)) {
            if (hops.stream().anyMatch(hop -> hop.frame() == later)) {
                frame = later;
            }
        }
        Frame last = frame;
        List<Hop> way = hops.stream().filter(hop -> hop.frame() == last).toList();
        if (way.isEmpty()) {
            return "No frame of the path was seen anywhere, not even leaving %s by %s. %s"
                    .formatted(
                            places.get(0).node(),
                            places.get(0).device(),
                            cell.seen().reason());
        }
        Hop end = way.get(way.size() - 1);
        return "%s %s. %s".formatted(capital(what(last)), route(way), stop(last, end));
    }

    private String what(Frame frame) {
        boolean v4 = cell.path().family() == io.github.macvtaplab.model.IpFamily.V4;
        return switch (frame) {
            case ASK -> v4 ? "the ARP request" : "the neighbour solicitation";
            case TELL -> v4 ? "the ARP reply" : "the neighbour advertisement";
            case REQUEST -> "the probe";
            case REPLY -> "the answer";
        };
    }

    private static String route(List<Hop> way) {
        StringBuilder text = new StringBuilder();
        String node = "";
        for (Hop hop : way) {
            if (!text.isEmpty()) {
                text.append(hop.place().node().equals(node) ? ", " : "; ");
            }
            text.append(hop.direction() == Direction.OUT ? "left " : "came in to ")
                    .append(hop.place().node())
                    .append(" by ")
                    .append(hop.place().device());
            node = hop.place().node();
        }
        return text.toString();
    }

    private String stop(Frame frame, Hop end) {
        String here = end.place().toString();
        Place target = new Place(
                topology.node(cell.path().to()).name(),
                topology.device(cell.path().to(), cell.path().subnet()));
        boolean arrived = forward(frame) && end.place().equals(target) && end.direction() == Direction.IN;
        if (cell.seen().verdict() == PathVerdict.BLOCKED && cell.expected().verdict() == PathVerdict.BLOCKED) {
            return "Last seen at %s: %s".formatted(here, cell.expected().why());
        }
        if (arrived) {
            return "It reached %s, which did not answer: look at its firewall, its addresses, and whether it is well"
                    .formatted(here);
        }
        Node lanSwitch = topology.lanSwitch();
        if (end.place().node().equals(lanSwitch.name()) && end.direction() == Direction.IN) {
            return "Last seen at %s: the switch did not send it on (hairpin off on that port, another segment, or a port that is down)"
                    .formatted(here);
        }
        int next = index(end) + (forward(frame) ? 1 : -1);
        return next >= 0 && next < places.size()
                ? "Last seen at %s, and not at %s: look between these two".formatted(here, places.get(next))
                : "Last seen at %s".formatted(here);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
