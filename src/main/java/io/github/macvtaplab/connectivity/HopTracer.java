package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Follow the frames of a path through the devices that they may pass, and say where they were last seen. */
public final class HopTracer {
    private final Cell cell;
    private final Round round;
    private final Way there;
    private final Way back;

    private HopTracer(Cell cell, Round round) {
        this.cell = cell;
        this.round = round;
        this.there = Way.of(round.topology(), cell.path());
        this.back = Way.of(round.topology(), cell.path().reversed());
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
                tracer.there.places(),
                hops,
                new HopSentence(cell, round.topology()).of(hops));
    }

    private List<Hop> hops() {
        Map<String, Double> clocks =
                round.phase(cell.path()).map(Round.Phase::clocks).orElse(Map.of());
        List<Hop> found = new ArrayList<>();
        double start = Double.MAX_VALUE;
        List<Place> places = there.places();
        List<Sighting> sightings = round.sightings(cell.path());
        for (Sighting sighting : sightings) {
            start = Math.min(start, time(sighting, clocks));
        }
        boolean neighbour = cell.path().protocol() == Protocol.NEIGHBOUR;
        for (Sighting sighting : sightings) {
            Place place = new Place(sighting.node(), sighting.device());
            boolean other = sighting.what() instanceof Sighting.Tagged
                    && sighting.attempts().stream()
                            .noneMatch(
                                    attempt -> attempt >= ProbeResult.GIVEN == (cell.neighbours() == Neighbours.GIVEN));
            // The kernel may be asking too; the path is that of the station's own question.
            boolean kernels = neighbour && sighting.what() instanceof Sighting.Ask;
            if (places.contains(place) && !other && !kernels) {
                found.add(new Hop(
                        place,
                        sighting.direction(),
                        frame(cell, sighting.what()),
                        sighting.count(),
                        (time(sighting, clocks) - start) * 1000));
            }
        }
        found.sort(Comparator.comparing(Hop::frame)
                .thenComparing(hop -> (hop.frame().there() ? there : back).position(hop.place(), hop.direction())));
        return found;
    }

    private static double time(Sighting sighting, Map<String, Double> clocks) {
        return sighting.first() - clocks.getOrDefault(sighting.node(), 0.0);
    }

    /** Names what a frame is to a cell's path. */
    static Frame frame(Cell cell, Sighting.What what) {
        if (what instanceof Sighting.Tagged tagged) {
            if (cell.path().protocol() == Protocol.NEIGHBOUR) {
                return Frame.ASK;
            }
            return tagged.reply() ? Frame.REPLY : Frame.REQUEST;
        }
        return what instanceof Sighting.Ask ? Frame.ASK : Frame.TELL;
    }
}
