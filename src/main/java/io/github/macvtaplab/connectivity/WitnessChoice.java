package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Choose the witnesses of a probe among the paths that were tried with it: those that are expected to be open. For the target, a
 * path of somebody else to it; for the sender, a path of it, with the same tool, to somebody else. The same version of the Internet
 * Protocol is preferred; then the peer, for it stands outside of all that is under test; then the probe's own subnet. Where the situation leaves no such path, the same is
 * looked for in the rounds before and after it.
 */
final class WitnessChoice {
    private final ExpectedMatrix matrix;
    private final Optional<Taken> before;
    private final Optional<Taken> after;

    /**
     * Make one for a block of situations.
     *
     * @param before an earlier round in which witnesses can be had; empty if there is none
     * @param after a later such round
     */
    WitnessChoice(ExpectedMatrix matrix, Optional<Taken> before, Optional<Taken> after) {
        this.matrix = matrix;
        this.before = before;
        this.after = after;
    }

    /** The witnesses of a probe, each before and after it. A role for which there is no path has none. */
    List<Witness> choose(Taken taken, ProbeResult probe) {
        List<Witness> witnesses = new ArrayList<>();
        for (Witness.Role role : Witness.Role.values()) {
            Optional<Path> here = find(taken, probe.path(), role);
            if (here.isPresent()) {
                ProbeResult result = taken.round().result(here.get(), Neighbours.ASKED);
                witnesses.add(Witness.of(role, Witness.When.BEFORE, result, probe));
                witnesses.add(Witness.of(role, Witness.When.AFTER, result, probe));
            } else {
                before.ifPresent(round -> inTime(witnesses, round, probe, role, Witness.When.BEFORE));
                after.ifPresent(round -> inTime(witnesses, round, probe, role, Witness.When.AFTER));
            }
        }
        return witnesses;
    }

    private void inTime(List<Witness> witnesses, Taken taken, ProbeResult probe, Witness.Role role, Witness.When when) {
        Optional<Path> itself = Optional.of(probe.path())
                .filter(path ->
                        taken.round().find(path, Neighbours.ASKED).isPresent() && open(taken.situation(), path));
        itself.or(() -> find(taken, probe.path(), role)).ifPresent(path -> {
            boolean held = taken.round().result(path, Neighbours.ASKED).heldInTime(probe);
            witnesses.add(new Witness(role, when, path, held, where(taken.situation())));
        });
    }

    private Optional<Path> find(Taken taken, Path probe, Witness.Role role) {
        return taken.round().asked().keySet().stream()
                .filter(path -> tools(probe.protocol()).contains(path.protocol())
                        && fits(role, path, probe)
                        && open(taken.situation(), path))
                .min(Comparator.comparing((Path path) -> path.family() != probe.family())
                        .thenComparing(path -> tools(probe.protocol()).indexOf(path.protocol()))
                        .thenComparing(path -> samePair(path, probe))
                        .thenComparing(path -> other(role, path) != End.PEER)
                        .thenComparing(path -> path.subnet() != probe.subnet()));
    }

    private boolean open(Situation situation, Path path) {
        return matrix.expect(situation, path, Neighbours.ASKED).verdict() == PathVerdict.REACHABLE;
    }

    private static boolean fits(Witness.Role role, Path path, Path probe) {
        boolean shares = role == Witness.Role.TARGET ? path.to() == probe.to() : path.from() == probe.from();
        return shares && (!samePair(path, probe) || path.subnet() != probe.subnet());
    }

    /** The same two ends by another subnet: a witness where there is no third end that could be one. */
    private static boolean samePair(Path path, Path probe) {
        return path.from() == probe.from() && path.to() == probe.to();
    }

    private static End other(Witness.Role role, Path path) {
        return role == Witness.Role.TARGET ? path.from() : path.to();
    }

    /**
     * What a witness may be tried with, the best first. Neighbour resolution has no witness of its own kind: an answer to an echo
     * needs it, and more. Broadcast and multicast are datagrams like those of UDP, which has the last word where none gets
     * through.
     */
    private static List<Protocol> tools(Protocol protocol) {
        return switch (protocol) {
            case ICMP, TCP, UDP -> List.of(protocol);
            case NEIGHBOUR -> List.of(Protocol.ICMP);
            case BROADCAST, MULTICAST -> List.of(protocol, Protocol.UDP);
        };
    }

    private static String where(Situation situation) {
        return Stream.of(
                        "hairpin " + Situation.label(situation.hairpin()),
                        "uplink " + Situation.label(situation.uplink()),
                        "firewall " + Situation.label(situation.firewall()))
                .reduce((one, two) -> one + ", " + two)
                .orElseThrow();
    }
}
