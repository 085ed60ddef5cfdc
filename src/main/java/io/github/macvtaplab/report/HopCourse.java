package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import java.util.List;
import java.util.stream.IntStream;

/** Tell from the order of sightings which way each frame went. */
final class HopCourse {
    private final List<Place> places;
    private final List<Hop> hops;

    HopCourse(List<Place> places, List<Hop> hops) {
        this.places = places;
        this.hops = hops;
    }

    /** The number of the place that a hop was seen at. */
    int place(int hop) {
        return places.indexOf(hops.get(hop).place());
    }

    /**
     * Which way a frame went at a hop: 1 to the right, -1 to the left. It came from where it was seen before, and goes to
     * where it is seen next; where that tells nothing, requests go right and answers left. What comes in and goes out by one
     * device was sent back.
     */
    int heading(int i) {
        Hop hop = hops.get(i);
        int usual = hop.frame() == Frame.ASK || hop.frame() == Frame.REQUEST ? 1 : -1;
        int before = neighbour(i, -1);
        int after = neighbour(i, 1);
        if (hop.direction() == Direction.IN) {
            return before < 0 || place(before) == place(i) ? usual : Integer.signum(place(i) - place(before));
        }
        if (after >= 0 && place(after) != place(i)) {
            return Integer.signum(place(after) - place(i));
        }
        boolean sentBack =
                before >= 0 && place(before) == place(i) && hops.get(before).direction() == Direction.IN;
        return sentBack ? -heading(before) : usual;
    }

    /** The hop before or after one that has the same kind of frame; -1 if there is none. */
    private int neighbour(int i, int step) {
        for (int other = i + step; other >= 0 && other < hops.size(); other += step) {
            if (hops.get(other).frame() == hops.get(i).frame()) {
                return other;
            }
        }
        return -1;
    }

    /** The last sighting of the kind of frame that comes latest in an exchange; -1 if nothing was seen. */
    int last() {
        for (Frame frame : List.of(Frame.REPLY, Frame.REQUEST, Frame.TELL, Frame.ASK)) {
            int found = IntStream.range(0, hops.size())
                    .filter(i -> hops.get(i).frame() == frame)
                    .max()
                    .orElse(-1);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }
}
