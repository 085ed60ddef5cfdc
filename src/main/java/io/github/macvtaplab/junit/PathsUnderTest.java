package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Expectation;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Prober.WithGiven;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.connectivity.Prover;
import io.github.macvtaplab.connectivity.Round;
import io.github.macvtaplab.connectivity.Witness;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.provision.Wired;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paths between two ends over one subnet, ICMP, TCP and UDP over IPv4 and IPv6, and the witnesses that belong to them.
 */
public final class PathsUnderTest {
    private final Bench bench;
    private final Wired wired;
    private final End from;
    private final End to;
    private final SubnetName subnet;
    private final List<Direction> directions;
    private final List<Control> controls;
    private final List<Protocol> protocols;

    private enum Direction {
        THERE,
        BACK
    }

    /** A path that must work, whatever the protocol. */
    public record Control(End from, End to, SubnetName subnet) {}

    PathsUnderTest(Bench bench, Wired wired, End from, End to) {
        this(bench, wired, from, to, SubnetName.SHARED, List.of(Direction.THERE), List.of(), Protocol.EXCHANGES);
    }

    private PathsUnderTest(
            Bench bench,
            Wired wired,
            End from,
            End to,
            SubnetName subnet,
            List<Direction> directions,
            List<Control> controls,
            List<Protocol> protocols) {
        this.bench = bench;
        this.wired = wired;
        this.from = from;
        this.to = to;
        this.subnet = subnet;
        this.directions = directions;
        this.controls = controls;
        this.protocols = protocols;
    }

    /** Take the paths over this subnet. */
    public PathsUnderTest over(SubnetName other) {
        return new PathsUnderTest(bench, wired, from, to, other, directions, controls, protocols);
    }

    /** Take the paths in both directions. */
    public PathsUnderTest andBack() {
        return new PathsUnderTest(bench, wired, from, to, subnet, List.of(Direction.values()), controls, protocols);
    }

    /**
     * Choose other witnesses than the peer (or, for paths of the peer and in a lab without one, the second guest) on the same subnet:
     * at least one that leads to the target, and one that starts at the sender.
     */
    public PathsUnderTest witnessedBy(Control... chosen) {
        return new PathsUnderTest(bench, wired, from, to, subnet, directions, List.of(chosen), protocols);
    }

    /** Try other protocols than ICMP, TCP and UDP. */
    public PathsUnderTest by(Protocol... chosen) {
        return new PathsUnderTest(bench, wired, from, to, subnet, directions, controls, List.of(chosen));
    }

    String situation() {
        return wired.wiring().label();
    }

    /**
     * Probe the paths and their witnesses in one round, and judge.
     *
     * @param expected what the caller expects of all of them
     */
    List<Cell> prove(PathVerdict expected) {
        List<Path> paths = paths();
        Set<Path> all = new LinkedHashSet<>(paths);
        paths.forEach(path -> controls(path).forEach(control -> all.add(path(control, path))));
        Round round = bench.session().prober().round(wired, all, WithGiven.NO);
        List<Proof> proofs = paths.stream()
                .map(path ->
                        Prover.judge(round.result(path, Neighbours.ASKED), witnesses(path, round), round.attestation()))
                .toList();
        Expectation asserted =
                new Expectation("asserted", expected, "the test asserts it", "the test's own source", Set.of());
        List<Cell> cells = proofs.stream()
                .map(proof -> new Cell(
                                Situation.plain(wired.wiring(), Situation.Second.UNUSED),
                                proof.path(),
                                Neighbours.ASKED,
                                asserted,
                                proof)
                        .located(round))
                .toList();
        bench.session()
                .steps()
                .attach(
                        "proof: %s to %s over the %s subnet, %s".formatted(from, to, subnet, situation()),
                        proofs.stream().map(Proof::describe).collect(Collectors.joining("\n")));
        return cells;
    }

    void held(List<Cell> cells) {
        bench.held(cells.stream().map(Cell::seen).toList());
    }

    private List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            for (Protocol protocol : protocols) {
                if (!protocol.existsIn(family)) {
                    continue;
                }
                Path path = new Path(from, to, subnet, family, protocol);
                directions.forEach(direction -> paths.add(direction == Direction.THERE ? path : path.reversed()));
            }
        }
        return paths;
    }

    private List<Control> controls(Path path) {
        if (!controls.isEmpty()) {
            return controls;
        }
        // Where there is no third end, silence stays undecided for want of a witness.
        return Stream.of(End.PEER, End.GUEST2)
                .filter(third -> third != from && third != to && wired.ends().contains(third))
                .limit(1)
                .flatMap(third ->
                        Stream.of(new Control(third, path.to(), subnet), new Control(path.from(), third, subnet)))
                .toList();
    }

    private static Path path(Control control, Path path) {
        return new Path(control.from(), control.to(), control.subnet(), path.family(), path.protocol());
    }

    private List<Witness> witnesses(Path path, Round round) {
        List<Witness> witnesses = new ArrayList<>();
        for (Control control : controls(path)) {
            Path other = path(control, path);
            ProbeResult result = round.result(other, Neighbours.ASKED);
            ProbeResult probe = round.result(path, Neighbours.ASKED);
            // One that leads to the target speaks for the target; every other for the sender's side.
            Witness.Role role = control.to() == path.to() ? Witness.Role.TARGET : Witness.Role.SENDER;
            witnesses.add(Witness.of(role, Witness.When.BEFORE, result, probe));
            witnesses.add(Witness.of(role, Witness.When.AFTER, result, probe));
        }
        return witnesses;
    }
}
