package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import java.util.List;

/**
 * Where the frames of one path were seen, and where no more.
 *
 * @param situation what the lab was made to be
 * @param path the path
 * @param neighbours how the ends came to know each other's MAC addresses
 * @param verdict what the path turned out to be
 * @param places the devices that such a frame may pass, from the sender's own to the target's own
 * @param hops what was seen at these places, in the order of the way there and then of the way back
 * @param sentence where the frame was last seen, and why it stopped there
 */
public record HopTrace(
        Situation situation,
        Path path,
        Neighbours neighbours,
        PathVerdict verdict,
        List<Place> places,
        List<Hop> hops,
        String sentence) {

    /**
     * A device.
     *
     * @param node name of the node
     * @param device name of the device on it
     */
    public record Place(String node, String device) {
        @Override
        public String toString() {
            return node + " " + device;
        }
    }

    /** What a frame is to the path. */
    public enum Frame {
        /** Asks who has the target's address: ARP request or neighbour solicitation. */
        ASK("who has the target's address?"),
        /** The answer to that. */
        TELL("the target's MAC address"),
        /** The probe's own frame. */
        REQUEST("the probe"),
        /** The answer to the probe. */
        REPLY("the answer");

        private final String text;

        Frame(String text) {
            this.text = text;
        }

        /** Whether it goes from the sender to the target. */
        public boolean there() {
            return this == ASK || this == REQUEST;
        }

        /** Says it in a few words. */
        public String text() {
            return text;
        }
    }

    /**
     * A kind of frame seen at a place.
     *
     * @param place where
     * @param direction whether the node sent it by the device, or got it
     * @param frame what it was
     * @param count how many
     * @param milliseconds when the first came, by our clock, from the first of all
     */
    public record Hop(Place place, Sighting.Direction direction, Frame frame, int count, double milliseconds) {}

    /** Copy the lists. */
    public HopTrace {
        places = List.copyOf(places);
        hops = List.copyOf(hops);
    }

    /** Whether it is the trace of a cell. */
    public boolean isOf(Cell cell) {
        return path.equals(cell.path()) && situation.equals(cell.situation()) && neighbours == cell.neighbours();
    }

    /** The trace as text: the sentence, then each hop. */
    public String text() {
        StringBuilder text = new StringBuilder("%s: %s%n%s%n".formatted(title(), verdict, sentence));
        hops.forEach(hop -> text.append("  %-10s %-28s %-4s %4d frame%s, first after %.1f ms%n"
                .formatted(
                        hop.frame(),
                        hop.place(),
                        hop.direction(),
                        hop.count(),
                        hop.count() == 1 ? "" : "s",
                        hop.milliseconds())));
        return text.toString();
    }

    /** The path in words. */
    public String title() {
        return "%s, in %s"
                .formatted(
                        Paths.describe(path) + (neighbours == Neighbours.GIVEN ? ", neighbours given" : ""), situation);
    }
}
