package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Topology;
import java.util.List;

/** Say in a sentence where a cell's frame was last seen, and why it stopped there. */
final class HopSentence {
    private final Cell cell;
    private final Way there;
    private final Way back;
    private final String lanSwitch;

    HopSentence(Cell cell, Topology topology) {
        this.cell = cell;
        this.there = Way.of(topology, cell.path());
        this.back = Way.of(topology, cell.path().reversed());
        this.lanSwitch = topology.lanSwitch().name();
    }

    /** Say it. */
    String of(List<Hop> hops) {
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
            Place first = there.places().get(0);
            return "No frame of the path was seen anywhere, not even leaving %s by %s. %s"
                    .formatted(first.node(), first.device(), capital(cell.seen().reason()));
        }
        Hop end = way.get(way.size() - 1);
        return "%s %s. %s".formatted(capital(what(last)), route(way), stop(last, end));
    }

    private String what(Frame frame) {
        boolean v4 = cell.path().family() == IpFamily.V4;
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
        if (cell.seen().verdict() == PathVerdict.BLOCKED && cell.expected().verdict() == PathVerdict.BLOCKED) {
            return "Last seen at %s: %s".formatted(here, cell.expected().why());
        }
        if (frame.there() && end.place().equals(there.target()) && end.direction() == Direction.IN) {
            return "It reached %s, which did not answer: look at its firewall, its addresses, and whether it is well"
                    .formatted(here);
        }
        if (end.place().node().equals(lanSwitch) && end.direction() == Direction.IN) {
            return ("Last seen on this way at %s: the switch did not send it out where it was to go (back by the port that it came"
                            + " from, which takes hairpin mode; to another segment; or by a port that is down)")
                    .formatted(here);
        }
        return (frame.there() ? there : back)
                .after(end.place(), end.direction())
                .map(next -> "Last seen at %s, and not at %s: look between these two".formatted(here, next))
                .orElse("Last seen at " + here);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
