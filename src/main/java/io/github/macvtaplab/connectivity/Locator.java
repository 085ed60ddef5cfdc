package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.HopTrace.Frame;
import io.github.macvtaplab.connectivity.HopTrace.Hop;
import io.github.macvtaplab.connectivity.HopTrace.Place;
import io.github.macvtaplab.connectivity.Sighting.Direction;
import io.github.macvtaplab.connectivity.Whereabouts.Site;
import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says where the reason for a cell is to be looked for that is not as expected. What the KVM host and its guests saw is enough: a
 * frame that left by an uplink and is not heard of again is the segment's, whether or not switch and peer can be asked.
 */
public final class Locator {
    private final Cell cell;
    private final Round round;
    private final Topology topology;
    private final String host;

    private Locator(Cell cell, Round round) {
        this.cell = cell;
        this.round = round;
        this.topology = round.topology();
        this.host = topology.node(End.HOST).name();
    }

    /** Locates the reason for a cell; {@link Whereabouts#NOT_SOUGHT} if it is as expected. */
    public static Whereabouts locate(Cell cell, Round round) {
        if (cell.asExpected()) {
            return Whereabouts.NOT_SOUGHT;
        }
        Locator locator = new Locator(cell, round);
        if (cell.seen().probe().answered()) {
            return cell.seen().probe().rightResponder() ? locator.answered() : locator.stranger();
        }
        return locator.silent(HopTracer.trace(cell, round));
    }

    private Whereabouts stranger() {
        return found(Site.STRANGER, cell.seen().reason());
    }

    // --- answered though it should be blocked ----------------------------------------------------

    private Whereabouts answered() {
        if (cell.seen().verdict() != PathVerdict.REACHABLE) {
            return unknown(cell.seen().reason());
        }
        Set<End> ends = Set.of(cell.path().from(), cell.path().to());
        if (ends.contains(End.PEER)) {
            return found(Site.SEGMENT, "the frames came and went by the segment");
        }
        if (!topology.wiring().macvtap()) {
            return found(Site.HOST_BRIDGE, "the frames passed a bridge of " + host);
        }
        List<Sighting> own = round.sightings(cell.path()).stream()
                .filter(sighting -> sighting.node().equals(host) && ofTheSameAttempts(sighting))
                .toList();
        if (own.stream().anyMatch(sighting -> cameIn(sighting, topology.uplink()))) {
            return found(
                    Site.REFLECTED,
                    "the frames left by %s and came back by it: the segment sent them back"
                            .formatted(topology.uplink()));
        }
        Optional<String> second = topology.secondUplink();
        if (second.isPresent() && own.stream().anyMatch(sighting -> cameIn(sighting, second.get()))) {
            return found(Site.DETOUR, "the frames left %s and came back by %s".formatted(host, second.get()));
        }
        return own.stream().noneMatch(sighting -> macvtaps().contains(sighting.device()))
                ? unknown("no frame of it was seen at a macvtap")
                : inside("the frames passed between %s and guest without leaving by %s"
                        .formatted(host, topology.uplink()));
    }

    private static boolean cameIn(Sighting sighting, String device) {
        return sighting.direction() == Direction.IN && sighting.device().equals(device);
    }

    /** Attempts with given neighbours are those of another cell of the same path. */
    private boolean ofTheSameAttempts(Sighting sighting) {
        return !(sighting.what() instanceof Sighting.Tagged)
                || sighting.attempts().stream()
                        .anyMatch(attempt -> attempt >= ProbeResult.GIVEN == (cell.neighbours() == Neighbours.GIVEN));
    }

    // --- silent though it should be open, or without a proof -------------------------------------

    private Whereabouts silent(HopTrace trace) {
        return silent(trace.hops());
    }

    private Whereabouts silent(List<Hop> hops) {
        Optional<Frame> furthest = hops.stream().map(Hop::frame).max(Frame::compareTo);
        if (furthest.isEmpty()) {
            return found(
                    Site.SENDER,
                    "no frame was seen leaving %s"
                            .formatted(topology.node(cell.path().from())));
        }
        Frame frame = furthest.get();
        List<Hop> way = hops.stream().filter(hop -> hop.frame() == frame).toList();
        Hop last = way.get(way.size() - 1);
        Way course = Way.of(topology, frame.there() ? cell.path() : cell.path().reversed());
        End target = frame.there() ? cell.path().to() : cell.path().from();
        End sender = frame.there() ? cell.path().from() : cell.path().to();
        String what = "last seen at " + last.place();
        boolean arrived = last.place().equals(course.target()) && last.direction() == Direction.IN;
        if (arrived && frame == Frame.REPLY) {
            return lateAnswer(hops);
        }
        if (arrived) {
            return unanswered(frame, last, target)
                    .orElseGet(() -> seen(
                            stackOf(target),
                            frame,
                            sender,
                            last,
                            "%s came to %s, which did not answer".formatted(frame.text(), last.place())));
        }
        String not = course.after(last.place(), last.direction())
                .map(next -> "%s, and not at %s".formatted(what, next))
                .orElse(what);
        return seen(site(frame, last, target), frame, sender, last, not);
    }

    /**
     * An answer came to the sender that does not count: the kernel repeats a connection's first frame also when the neighbour was
     * given meanwhile. What the ends asked each other before that tells why the path was silent.
     */
    private Whereabouts lateAnswer(List<Hop> hops) {
        List<Hop> asking = hops.stream()
                .filter(hop -> hop.frame() == Frame.ASK || hop.frame() == Frame.TELL)
                .toList();
        return asking.isEmpty() ? unknown("an answer came to the sender too late to count") : silent(asking);
    }

    /**
     * The target was reached and has not answered: perhaps it could not, as it looked in vain for the MAC address of the end that
     * asks. Empty if it did not look for it, or found it.
     */
    private Optional<Whereabouts> unanswered(Frame frame, Hop reached, End target) {
        if (frame != Frame.REQUEST || cell.path().protocol().oneWay()) {
            return Optional.empty();
        }
        Path back = cell.path().reversed();
        Way asking = Way.of(topology, back);
        Way telling = Way.of(topology, cell.path());
        List<Sighting> messages = round.sightingsOfTheWayBack(cell.path()).stream()
                .filter(sighting -> asking.places().contains(place(sighting)))
                .toList();
        boolean told = messages.stream().anyMatch(sighting -> sighting.what() instanceof Sighting.Tell);
        Way course = told ? telling : asking;
        Optional<Sighting> last = messages.stream()
                .filter(sighting -> sighting.what() instanceof Sighting.Tell == told)
                .max(Comparator.comparing(sighting -> course.position(place(sighting), sighting.direction())));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Place place = place(last.get());
        Frame kind = told ? Frame.TELL : Frame.ASK;
        Hop hop = new Hop(place, last.get().direction(), kind, last.get().count(), 0);
        boolean arrived = place.equals(course.target()) && hop.direction() == Direction.IN;
        if (arrived && told) {
            return Optional.empty();
        }
        End next = told ? target : cell.path().from();
        End from = told ? cell.path().from() : target;
        String who = "%s asks for the MAC address of %s: "
                .formatted(reached.place(), topology.node(cell.path().from()));
        return Optional.of(
                arrived
                        ? seen(
                                stackOf(next),
                                kind,
                                from,
                                hop,
                                who + "that came to %s, which did not answer".formatted(place))
                        : seen(
                                site(kind, hop, next),
                                kind,
                                from,
                                hop,
                                who
                                        + course.after(place, hop.direction())
                                                .map(then -> "last seen at %s, and not at %s".formatted(place, then))
                                                .orElse("last seen at " + place)));
    }

    private static Place place(Sighting sighting) {
        return new Place(sighting.node(), sighting.device());
    }

    private static Site stackOf(End target) {
        return target == End.HOST ? Site.HOST_STACK : target == End.PEER ? Site.PEER_STACK : Site.GUEST_STACK;
    }

    private Site site(Frame frame, Hop last, End target) {
        Place place = last.place();
        boolean out = last.direction() == Direction.OUT;
        if (!place.node().equals(host)) {
            boolean guest = Stream.of(End.GUEST, End.GUEST2)
                    .anyMatch(end -> topology.ends().contains(end)
                            && topology.node(end).name().equals(place.node()));
            return guest ? Site.VIRTUAL_NIC : Site.SEGMENT;
        }
        if (uplinks().contains(place.device())) {
            return out ? Site.SEGMENT : pastTheUplink(frame, last, target);
        }
        if (macvtaps().contains(place.device())) {
            return out ? driver() : Site.VIRTUAL_NIC;
        }
        return Site.HOST_BRIDGE;
    }

    /** The frame came in by an uplink, and the next device that it should pass did not see it. */
    private Site pastTheUplink(Frame frame, Hop last, End target) {
        if (target == End.HOST) {
            return topology.wiring().macvtap() ? Site.HOST_STACK : Site.HOST_BRIDGE;
        }
        String mac = round.attestation()
                .macs()
                .getOrDefault(target, java.util.Map.of())
                .getOrDefault(cell.path().subnet(), "");
        boolean forAnother = round.sightings(cell.path()).stream()
                .filter(sighting -> sighting.node().equals(host)
                        && cameIn(sighting, last.place().device())
                        && HopTracer.frame(cell, sighting.what()) == frame)
                .map(Sighting::targetMac)
                .anyMatch(to -> !to.isEmpty() && !mac.isEmpty() && !group(to) && !to.equals(mac));
        return forAnother ? Site.MISADDRESSED : driver();
    }

    /** Whether a MAC address is that of a group: the lowest bit of its first octet. */
    private static boolean group(String mac) {
        return (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1;
    }

    private Site driver() {
        return !topology.wiring().macvtap() ? Site.HOST_BRIDGE : hooks().isEmpty() ? Site.MACVTAP : Site.HOST_FILTER;
    }

    // --- what is where ---------------------------------------------------------------------------

    private Set<String> macvtaps() {
        return topology.attached().stream().map(Attached::device).collect(Collectors.toSet());
    }

    private Set<String> uplinks() {
        return Stream.concat(Stream.of(topology.uplink()), topology.secondUplink().stream())
                .collect(Collectors.toSet());
    }

    private List<HostFacts.Hook> hooks() {
        return round.attestation().host().hooks().stream()
                .filter(hook -> uplinks().contains(hook.device()) || macvtaps().contains(hook.device()))
                .toList();
    }

    private Whereabouts inside(String sentence) {
        return found(driver(), sentence);
    }

    private static Whereabouts found(Site site, String sentence) {
        return new Whereabouts(site, Optional.empty(), Optional.empty(), Optional.empty(), sentence);
    }

    private static Whereabouts unknown(String sentence) {
        return found(Site.UNKNOWN, sentence);
    }

    private Whereabouts seen(Site site, Frame frame, End sender, Hop last, String sentence) {
        String more = site == Site.HOST_FILTER
                ? "; on %s there is %s"
                        .formatted(
                                host,
                                hooks().stream()
                                        .map(hook -> "%s on %s".formatted(hook.what(), hook.device()))
                                        .collect(Collectors.joining(", ")))
                : "";
        return new Whereabouts(
                site, Optional.of(frame), Optional.of(sender), Optional.of(last.place()), sentence + more);
    }
}
