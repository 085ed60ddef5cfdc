package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.SwitchFingerprint.Port;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The frames by which the segment is learned: for each port of the lab one of each kind, with the MAC address of its own, of a guest
 * and of nobody. At most 14 frames of a port, 66 bytes each but for one of the full MTU.
 */
final class SegmentProbes {
    /** Source address of frames that are nobody's: locally administered, always the same. */
    static final String FOREIGN = "02:4d:56:4c:00:01";

    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
    private static final String UNTRIED = "untried";
    /** Numbers in the tags begin here. */
    private static final int FIRST = 2100;

    private final List<Frame> frames = new ArrayList<>();
    private final Map<Port, String> roles;

    /**
     * A frame.
     *
     * @param by the port that sends it
     * @param fact the fact that it shows, without the port's role
     * @param source source MAC address
     * @param target target MAC address
     * @param what {@code raw}, {@code vlan}, {@code long} or the group that an IP datagram is for
     * @param number number in its tag
     */
    record Frame(Port by, String fact, String source, String target, String what, int number) {}

    /**
     * Makes them.
     *
     * @param roles the lab's ports with their names in facts: {@code uplink}, {@code second}, {@code peer}
     * @param macs their MAC addresses
     * @param guestMac the MAC address of a guest that is behind the uplink; empty if there is none
     */
    SegmentProbes(Map<Port, String> roles, Map<Port, String> macs, String guestMac) {
        this.roles = new LinkedHashMap<>(roles);
        roles.forEach((port, role) -> {
            Map<String, String> sources = new LinkedHashMap<>();
            sources.put("own", macs.getOrDefault(port, FOREIGN));
            if (role.equals("uplink") && !guestMac.isEmpty()) {
                sources.put("guest", guestMac);
            }
            sources.put("foreign", FOREIGN);
            sources.forEach((kind, source) -> {
                add(port, kind + " broadcast", source, BROADCAST, "raw");
                roles.keySet().stream()
                        .filter(other -> !other.equals(port))
                        .forEach(other ->
                                add(port, kind + " unicast", source, macs.getOrDefault(other, FOREIGN), "raw"));
            });
            String own = sources.getOrDefault("own", FOREIGN);
            add(port, "own multicast4", own, "01:00:5e:7f:4d:56", "239.255.77.86");
            add(port, "own multicast6", own, "33:33:4d:56:4c:02", "ff15::4d56:4c02");
            add(port, "own vlan", own, BROADCAST, "vlan");
            add(port, "own long", own, BROADCAST, "long");
        });
    }

    private void add(Port by, String fact, String source, String target, String what) {
        frames.add(new Frame(by, fact, source, target, what, FIRST + frames.size()));
    }

    List<Frame> frames() {
        return frames;
    }

    /**
     * Says what the frames showed.
     *
     * @param seen the ports at which each number came in
     * @return {@code pass PORT KIND} and {@code reach PORT PORT} by yes, no and untried; {@code reflect PORT KIND} by yes and no
     */
    Map<String, String> facts(Map<Integer, Set<Port>> seen) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Frame frame : frames) {
            Set<Port> ports = seen.getOrDefault(frame.number(), Set.of());
            String role = roles.getOrDefault(frame.by(), "");
            boolean heard = ports.stream().anyMatch(port -> !port.equals(frame.by()));
            facts.merge(
                    "pass %s %s".formatted(role, frame.fact()),
                    roles.size() < 2 ? UNTRIED : answer(heard),
                    (one, other) -> "yes".equals(one) ? one : other);
            if (frame.fact().endsWith("broadcast")) {
                facts.put(
                        "reflect %s %s".formatted(role, frame.fact().split(" ", -1)[0]),
                        answer(ports.contains(frame.by())));
            }
            if (frame.fact().equals("own broadcast")) {
                roles.forEach((port, other) -> {
                    if (!port.equals(frame.by())) {
                        facts.put("reach %s %s".formatted(role, other), answer(ports.contains(port)));
                    }
                });
            }
        }
        return facts;
    }

    private static String answer(boolean yes) {
        return yes ? "yes" : "no";
    }
}
