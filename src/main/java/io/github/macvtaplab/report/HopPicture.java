package io.github.macvtaplab.report;

import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.model.PathVerdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draw where the frames of one path were seen: the places from left to right, the sightings from top to bottom, and a bar
 * where the last frame was seen of a path that is not reachable.
 */
public final class HopPicture {
    private static final double MOST = 1400;
    private static final double MARGIN = 14;
    private static final double LEFT = 214;
    private static final double ROOM = 1150;
    private static final double NARROWEST = 100;
    private static final double WIDEST = 150;
    private static final double RIGHT = 104;
    private static final double LEAST_WIDTH = 760;
    private static final double STEP = 28;
    private static final double STUB = 22;

    private final HopTrace trace;
    private final List<Place> places;
    private final List<Hop> hops;
    private final HopCourse course;
    private final int last;
    private final double columnWidth;
    private final double width;
    private final Svg svg = new Svg();

    private HopPicture(HopTrace trace) {
        this.trace = trace;
        hops = trace.hops();
        places = Stream.concat(trace.places().stream(), hops.stream().map(Hop::place))
                .distinct()
                .toList();
        course = new HopCourse(places, hops);
        last = trace.verdict() == PathVerdict.REACHABLE ? -1 : course.last();
        columnWidth = Math.min(WIDEST, Math.max(NARROWEST, (ROOM - LEFT) / Math.max(1, places.size())));
        width = Math.max(LEAST_WIDTH, MARGIN + LEFT + places.size() * columnWidth + RIGHT);
    }

    /**
     * Draw a trace. A place that only a hop names comes last.
     *
     * @return an SVG document, at most 1400 units wide, that can stand alone or inside HTML
     */
    public static String svg(HopTrace trace) {
        return new HopPicture(trace).draw();
    }

    private String draw() {
        double y = paragraph(trace.title(), 28, 15, "font-weight=\"bold\" fill=\"%s\"".formatted(Svg.INK));
        svg.text(
                MARGIN,
                y + 2,
                13,
                "font-weight=\"bold\" fill=\"%s\"".formatted(last < 0 ? Svg.INK : Svg.WRONG),
                trace.verdict().name());
        double boxes = y + 16;
        double top = boxes + 62;
        double bottom = top + Math.max(1, hops.size()) * STEP + 6;
        for (int i = 0; i < places.size(); i++) {
            place(i, boxes, bottom);
        }
        nodes(boxes);
        if (hops.isEmpty()) {
            svg.text(MARGIN, top + 18, 13, "fill=\"%s\"".formatted(Svg.INK), "No frame was seen anywhere.");
        }
        lines(top);
        for (int i = 0; i < hops.size(); i++) {
            hop(i, top + (i + 0.5) * STEP);
        }
        double end = paragraph(trace.sentence(), bottom + 26, 14, "fill=\"%s\"".formatted(Svg.INK));
        legend(end + 6);
        return svg.document(width, end + 26, MOST, "Hop trace: " + trace.title(), description());
    }

    private double paragraph(String text, double top, double size, String style) {
        double y = top;
        for (String line : Svg.wrap(text, size, width - 2 * MARGIN)) {
            svg.text(MARGIN, y, size, style, line);
            y += size + 5;
        }
        return y;
    }

    /** The names of the nodes, each over its devices. */
    private void nodes(double y) {
        int start = 0;
        for (int i = 1; i <= places.size(); i++) {
            if (i == places.size()
                    || !places.get(i).node().equals(places.get(start).node())) {
                String node = places.get(start).node();
                double group = (i - start) * columnWidth;
                svg.rect(
                        x(start) - columnWidth / 2 + 3,
                        y,
                        group - 6,
                        54,
                        "fill=\"none\" stroke=\"#8b949e\" stroke-width=\"1\" rx=\"4\"");
                svg.open("node", node);
                svg.text(
                        x(start) - columnWidth / 2 + group / 2,
                        y + 16,
                        12.5,
                        "text-anchor=\"middle\" font-weight=\"bold\" fill=\"%s\"".formatted(Svg.INK),
                        Svg.fit(node, 12.5, group - 10));
                svg.close();
                start = i;
            }
        }
    }

    /** A device, and the line of its time; pale where nothing was seen. */
    private void place(int i, double y, double bottom) {
        Place place = places.get(i);
        boolean seen = hops.stream().anyMatch(hop -> hop.place().equals(place));
        svg.open(seen ? "place seen" : "place unseen", place + (seen ? "" : ": no frame of the path was seen here"));
        svg.line(
                x(i),
                y + 48,
                x(i),
                bottom,
                seen
                        ? "stroke=\"#8b949e\" stroke-width=\"1.5\""
                        : "stroke=\"#c4cad1\" stroke-width=\"1\" stroke-dasharray=\"2 4\"");
        svg.rect(
                x(i) - columnWidth / 2 + 8,
                y + 24,
                columnWidth - 16,
                24,
                seen
                        ? "fill=\"#dde6f1\" stroke=\"%s\" stroke-width=\"1.5\" rx=\"3\"".formatted(Svg.INK)
                        : "fill=\"#fafbfc\" stroke=\"#a9b1ba\" stroke-dasharray=\"3 3\" rx=\"3\"");
        double size = Svg.width(place.device(), 12) > columnWidth - 20 ? 10 : 12;
        svg.text(
                x(i),
                y + 40,
                size,
                "text-anchor=\"middle\" fill=\"%s\"".formatted(seen ? Svg.INK : "#7d8690"),
                Svg.fit(place.device(), size, columnWidth - 16));
        svg.close();
    }

    /** Join the sightings of each kind of frame. */
    private void lines(double top) {
        Map<Frame, Integer> before = new EnumMap<>(Frame.class);
        for (int i = 0; i < hops.size(); i++) {
            Integer from = before.put(hops.get(i).frame(), i);
            if (from != null) {
                svg.line(
                        x(course.place(from)),
                        top + (from + 0.5) * STEP,
                        x(course.place(i)),
                        top + (i + 0.5) * STEP,
                        stroke(hops.get(i).frame()));
            }
        }
    }

    private void hop(int i, double y) {
        Hop hop = hops.get(i);
        double x = x(course.place(i));
        String way = hop.direction() == Direction.OUT ? "out" : "in";
        svg.open(
                "hop " + name(hop.frame()) + " " + way,
                "%s %s %s: %s, %d times, first after %s"
                        .formatted(
                                hop.place(),
                                way,
                                name(hop.frame()),
                                hop.frame().text(),
                                hop.count(),
                                milliseconds(hop)));
        svg.line(MARGIN, y + STEP / 2, MARGIN + LEFT - 14, y + STEP / 2, "stroke=\"#e6e9ed\"");
        svg.text(MARGIN + 62, y + 4, 12, "text-anchor=\"end\" fill=\"%s\"".formatted(Svg.FAINT), milliseconds(hop));
        svg.text(
                MARGIN + 74,
                y + 4,
                12,
                "font-weight=\"bold\" fill=\"%s\"".formatted(Svg.INK),
                name(hop.frame()) + (hop.count() == 1 ? "" : " \u00d7" + hop.count()));
        svg.text(MARGIN + LEFT - 62, y + 4, 12, "fill=\"%s\"".formatted(Svg.INK), way);
        svg.line(MARGIN + LEFT - 40, y, x - 30, y, "stroke=\"#e3e7eb\" stroke-width=\"1\"");
        int ahead = course.heading(i);
        arrow(x + (hop.direction() == Direction.OUT ? ahead * 4 : -ahead * (STUB + 4)), y, ahead, hop.frame());
        symbol(hop.frame(), x, y);
        if (i == last) {
            stop(x, y, ahead);
        }
        svg.close();
    }

    private void stop(double x, double y, int ahead) {
        boolean sure = trace.verdict() == PathVerdict.BLOCKED;
        double bar = x + ahead * (STUB + 12);
        svg.open(
                "stop", sure ? "the last sighting" : "the last sighting; whether the frame stopped here is not proven");
        svg.line(
                bar,
                y - 13,
                bar,
                y + 13,
                "stroke=\"%s\" stroke-width=\"5\" %s".formatted(Svg.WRONG, sure ? "" : "stroke-dasharray=\"5 4\""));
        svg.text(
                bar + ahead * 8,
                y + 4,
                12.5,
                "text-anchor=\"%s\" font-weight=\"bold\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\""
                        .formatted(ahead > 0 ? "start" : "end", Svg.WRONG),
                sure ? "stops here" : "stops here?");
        svg.close();
    }

    private void arrow(double from, double y, int ahead, Frame frame) {
        double to = from + ahead * STUB;
        svg.line(from, y, to - ahead * 6, y, "stroke=\"%s\" stroke-width=\"2.2\"".formatted(colour(frame)));
        svg.polygon("fill=\"%s\"".formatted(colour(frame)), to, y, to - ahead * 8, y - 5, to - ahead * 8, y + 5);
    }

    private void symbol(Frame frame, double x, double y) {
        boolean there = frame == Frame.ASK || frame == Frame.REQUEST;
        String style = "fill=\"%s\" stroke=\"%s\" stroke-width=\"2\""
                .formatted(there ? colour(frame) : "#ffffff", colour(frame));
        if (frame == Frame.REQUEST || frame == Frame.REPLY) {
            svg.circle(x, y, 5, style);
        } else {
            svg.polygon(style, x, y - 6, x + 6, y, x, y + 6, x - 6, y);
        }
    }

    private void legend(double y) {
        double x = MARGIN;
        for (Frame frame : Frame.values()) {
            svg.line(x, y, x + 30, y, stroke(frame));
            symbol(frame, x + 15, y);
            String words = "%s: %s".formatted(name(frame), frame.text());
            svg.text(x + 37, y + 4, 11.5, "fill=\"%s\"".formatted(Svg.FAINT), words);
            x += 37 + Svg.width(words, 11.5) + 10;
        }
    }

    private double x(int place) {
        return MARGIN + LEFT + (place + 0.5) * columnWidth;
    }

    private String description() {
        String seen = hops.stream()
                .map(hop -> "%s: %s %s %s, %d times"
                        .formatted(
                                milliseconds(hop),
                                name(hop.frame()),
                                hop.direction().name().toLowerCase(Locale.ROOT),
                                hop.place(),
                                hop.count()))
                .collect(Collectors.joining("; "));
        return "%s. %s. %s".formatted(trace.verdict(), seen.isEmpty() ? "No frame was seen" : seen, trace.sentence());
    }

    private static String name(Frame frame) {
        return frame.name().toLowerCase(Locale.ROOT);
    }

    private static String milliseconds(Hop hop) {
        return String.format(Locale.ROOT, "%.1f ms", hop.milliseconds());
    }

    private static String colour(Frame frame) {
        return switch (frame) {
            case ASK -> "#4b5563";
            case TELL -> "#717d8c";
            case REQUEST -> "#0b3d6e";
            case REPLY -> "#e08a1e";
        };
    }

    private static String stroke(Frame frame) {
        String dash = switch (frame) {
            case ASK -> "stroke-dasharray=\"6 4\"";
            case TELL -> "stroke-dasharray=\"2 3\"";
            case REQUEST, REPLY -> "";
        };
        return "stroke=\"%s\" stroke-width=\"2.2\" %s".formatted(colour(frame), dash);
    }
}
