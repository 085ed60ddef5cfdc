package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Find the paths that can be a probe's witnesses, among those that are expected to be open. For the target, a path of somebody else
 * to it; for the sender, a path of it, with the same tool, to somebody else. The same version of the Internet Protocol is preferred;
 * then the peer, for it stands outside of all that is under test; then the probe's own subnet.
 *
 * <p>A witness that passes another of the end's devices than the probe's does not notice when that one is broken. So it counts only
 * where the best one of a lab that lacks nothing passes another, too: a part that a lab lacks must not make a proof weaker.
 */
final class WitnessPaths {
    private final ExpectedMatrix matrix;
    private final Map<Situation, List<Path>> whole = new HashMap<>();
    private final Map<Sought, Optional<Path>> inWhole = new HashMap<>();

    private record Sought(Situation situation, Path probe, Witness.Role role) {}

    WitnessPaths(ExpectedMatrix matrix) {
        this.matrix = matrix;
    }

    /** Find one in the situation of the probe itself, among the paths that are tried in it. */
    Optional<Path> here(Situation situation, Collection<Path> tried, Path probe, Witness.Role role) {
        boolean own = bestPassesOwnDevice(situation, probe, role);
        return best(
                situation,
                tried.stream().filter(path -> !own || sameDevice(path, probe)).toList(),
                probe,
                role);
    }

    /** Find one in another situation, for a probe whose own leaves none: the probe's path itself, where that is open then. */
    Optional<Path> elsewhere(
            Situation situation, Situation other, Collection<Path> tried, Path probe, Witness.Role role) {
        boolean own = bestPassesOwnDevice(situation, probe, role);
        return elsewhere(
                other,
                tried.stream().filter(path -> !own || sameDevice(path, probe)).toList(),
                probe,
                role);
    }

    /** Find the one that a lab without any gap has; empty if none has one. */
    Optional<Path> inWholeLab(Situation situation, Path probe, Witness.Role role) {
        Situation plain = Situation.plain(situation.wiring(), situation.second());
        return inWhole.computeIfAbsent(
                new Sought(situation, probe, role),
                sought -> best(situation, whole(situation), probe, role)
                        .or(() -> elsewhere(plain, whole(plain), probe, role)));
    }

    private List<Path> whole(Situation situation) {
        return whole.computeIfAbsent(situation, SituationPaths::of);
    }

    private boolean bestPassesOwnDevice(Situation situation, Path probe, Witness.Role role) {
        return inWholeLab(situation, probe, role)
                .filter(path -> sameDevice(path, probe))
                .isPresent();
    }

    /** An end has one device for each subnet. */
    private static boolean sameDevice(Path path, Path probe) {
        return path.subnet() == probe.subnet();
    }

    private Optional<Path> elsewhere(Situation other, Collection<Path> tried, Path probe, Witness.Role role) {
        return tried.contains(probe) && open(other, probe) ? Optional.of(probe) : best(other, tried, probe, role);
    }

    private Optional<Path> best(Situation situation, Collection<Path> tried, Path probe, Witness.Role role) {
        return tried.stream()
                .filter(path -> tools(probe.protocol()).contains(path.protocol())
                        && fits(role, path, probe)
                        && open(situation, path))
                .min(Comparator.comparing((Path path) -> path.family() != probe.family())
                        .thenComparing(path -> tools(probe.protocol()).indexOf(path.protocol()))
                        .thenComparing(path -> samePair(path, probe))
                        .thenComparing(path -> other(role, path) != End.PEER)
                        .thenComparing(path -> !sameDevice(path, probe)));
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
}
