package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a segment was seen to do with frames.
 *
 * @param ports our devices on it, the uplink first
 * @param passes for each kind of frame whether it got to each of the ports that it should have come to
 * @param reflects for each kind of frame whether it came back by the port that it was sent from (hairpin mode)
 * @param learns whether a frame goes to one port alone, once its target was heard there; empty with fewer than three ports
 * @param answersForNobody MAC address of who answers for all addresses that nobody has: by family ({@code v4}, {@code v6}), and
 *     {@code second} before it for the second subnet
 * @param taken MAC address of who has an address that the lab was free to think unused, by address
 * @param strangers who else has addresses of the lab
 */
public record SwitchFingerprint(
        List<Port> ports,
        Map<Trial, Map<Role, Passing>> passes,
        Map<Trial, Passing> reflects,
        Optional<Boolean> learns,
        Map<String, String> answersForNobody,
        Map<String, String> taken,
        Strangers strangers) {

    /**
     * A kind of frame that was sent.
     *
     * @param from role of the port that it was sent from
     * @param source whose MAC address its source is
     * @param kind what it is
     */
    public record Trial(Role from, SourceKind source, FrameKind kind) {
        /** In the words of facts: {@code uplink guest broadcast}. */
        @Override
        public String toString() {
            return "%s %s %s".formatted(from.label(), source.label(), kind.label());
        }
    }

    /** Keep the order. */
    public SwitchFingerprint {
        ports = List.copyOf(ports);
        passes = new LinkedHashMap<>(passes);
        reflects = new LinkedHashMap<>(reflects);
        answersForNobody = new LinkedHashMap<>(answersForNobody);
        taken = new LinkedHashMap<>(taken);
    }

    /** Whether a kind of frame gets from one port to another. */
    public Passing passes(Role from, SourceKind source, FrameKind kind, Role to) {
        return passes.getOrDefault(new Trial(from, source, kind), Map.of()).getOrDefault(to, Passing.NOT_TRIED);
    }

    /** Whether a kind of frame gets from a port to any other. */
    public Passing passes(Role from, SourceKind source, FrameKind kind) {
        return Passing.any(
                passes.getOrDefault(new Trial(from, source, kind), Map.of()).values());
    }

    /** Whether any frame that is sent from a port comes back by it. */
    public Passing reflects(Role port) {
        return Passing.any(reflects.entrySet().stream()
                .filter(entry -> entry.getKey().from() == port)
                .map(Map.Entry::getValue)
                .toList());
    }

    /** Whether frames from their NICs' own MAC addresses get from one port to another and back: broadcast or unicast. */
    public Passing reaches(Role one, Role two) {
        Passing there = reachesOneWay(one, two);
        Passing back = reachesOneWay(two, one);
        return there == Passing.NOT_TRIED || back == Passing.NOT_TRIED
                ? Passing.NOT_TRIED
                : there == Passing.PASSES && back == Passing.PASSES ? Passing.PASSES : Passing.LOST;
    }

    private Passing reachesOneWay(Role from, Role to) {
        return Passing.any(List.of(
                passes(from, SourceKind.OWN, FrameKind.BROADCAST, to),
                passes(from, SourceKind.OWN, FrameKind.UNICAST, to)));
    }

    /** Return what was seen as facts by name; which there are: {@code docs/how-the-segment-is-learned.md}. */
    public Map<String, String> facts() {
        return Facts.of(this);
    }

    /** Say what it does, in one line. */
    public String describe() {
        return "hairpin %s; %s; unknown addresses are %s; multicast is %s%s"
                .formatted(
                        ports.stream()
                                .map(port -> port + hairpin(reflects(port.role())))
                                .collect(Collectors.joining(", ")),
                        learns.map(yes -> yes ? "learns MAC addresses" : "was not seen to learn MAC addresses")
                                .orElse("whether it learns MAC addresses takes three devices on it to see"),
                        word(atUplink(FrameKind.UNKNOWN), "flooded", "not flooded"),
                        multicast(),
                        lost());
    }

    private static String hairpin(Passing reflects) {
        return word(reflects, " on", " off", " unknown");
    }

    private static String word(Passing passing, String yes, String no) {
        return word(passing, yes, no, "not tried");
    }

    private static String word(Passing passing, String yes, String no, String untried) {
        return switch (passing) {
            case PASSES -> yes;
            case LOST -> no;
            case NOT_TRIED -> untried;
        };
    }

    /** What the uplink gets from others. */
    private Passing atUplink(FrameKind kind) {
        return Passing.any(ports.stream()
                .map(port -> passes(port.role(), SourceKind.OWN, kind, Role.UPLINK))
                .toList());
    }

    private String multicast() {
        Passing four = atUplink(FrameKind.MULTICAST4);
        Passing six = atUplink(FrameKind.MULTICAST6);
        if (four == Passing.NOT_TRIED || six == Passing.NOT_TRIED) {
            return "not tried";
        }
        return four == Passing.PASSES && six == Passing.PASSES
                ? "delivered everywhere"
                : "held back from ports that did not ask (IPv4 %s, IPv6 %s)"
                        .formatted(word(four, "delivered", "held back"), word(six, "delivered", "held back"));
    }

    /** Kinds of frames that should come to somebody, and came to nobody; VLAN tags and unknown addresses may be dropped. */
    private String lost() {
        List<String> lost = passes.entrySet().stream()
                .filter(entry -> switch (entry.getKey().kind()) {
                    case VLAN, UNKNOWN, MULTICAST4, MULTICAST6 -> false;
                    default -> true;
                })
                .filter(entry -> Passing.any(entry.getValue().values()) == Passing.LOST)
                .map(entry -> entry.getKey().toString())
                .toList();
        return lost.isEmpty()
                ? ""
                : "; lost: "
                        + lost.stream().limit(6).collect(Collectors.joining(", "))
                        + (lost.size() > 6 ? " and %d more kinds of frames".formatted(lost.size() - 6) : "");
    }

    /** What contradicts a lab with hairpin mode off and all devices on one segment; a sentence each. */
    public List<String> contradictions() {
        List<String> found = new ArrayList<>();
        for (Port port : ports) {
            if (reflects(port.role()) == Passing.PASSES) {
                found.add("hairpin mode of the port to %s should be off, but a frame sent by it came back by it"
                        .formatted(port));
            }
        }
        for (Port port : ports) {
            for (Port other : ports) {
                if (passes(port.role(), SourceKind.OWN, FrameKind.BROADCAST, other.role()) == Passing.LOST) {
                    found.add("%s should be on one segment with %s, but does not get its broadcasts"
                            .formatted(other, port));
                }
            }
        }
        for (Port port : ports) {
            if (filters(port.role())) {
                found.add("the port to %s should pass frames from any MAC address, but passes only those from %s's own"
                        .formatted(port, port.device()));
            }
        }
        found.addAll(strangers.sentences());
        answersForNobody.forEach((where, mac) -> found.add(
                "somebody with MAC address %s answers for addresses that nobody has (%s)".formatted(mac, where)));
        return found;
    }

    private boolean filters(Role port) {
        Collection<Passing> foreign = List.of(
                passes(port, SourceKind.FOREIGN, FrameKind.BROADCAST),
                passes(port, SourceKind.FOREIGN, FrameKind.UNICAST));
        return passes(port, SourceKind.OWN, FrameKind.BROADCAST) == Passing.PASSES
                && foreign.stream().allMatch(passing -> passing == Passing.LOST);
    }
}
