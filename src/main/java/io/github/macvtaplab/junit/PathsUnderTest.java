package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.connectivity.Prover;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.provision.Wired;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The paths between two ends over one subnet, ICMP and TCP over IPv4, and the witnesses that belong to them. */
public final class PathsUnderTest {
    private final Bench bench;
    private final Wired wired;
    private final End from;
    private final End to;
    private final SubnetName subnet;
    private final List<Direction> directions;
    private final Function<Path, List<Path>> witnesses;

    private enum Direction {
        THERE,
        BACK
    }

    PathsUnderTest(Bench bench, Wired wired, End from, End to) {
        this(
                bench,
                wired,
                from,
                to,
                SubnetName.SHARED,
                List.of(Direction.THERE),
                path -> Paths.witnesses(path, End.PEER, path.subnet()));
    }

    private PathsUnderTest(
            Bench bench,
            Wired wired,
            End from,
            End to,
            SubnetName subnet,
            List<Direction> directions,
            Function<Path, List<Path>> witnesses) {
        this.bench = bench;
        this.wired = wired;
        this.from = from;
        this.to = to;
        this.subnet = subnet;
        this.directions = directions;
        this.witnesses = witnesses;
    }

    /** Take the paths over this subnet. */
    public PathsUnderTest over(SubnetName other) {
        return new PathsUnderTest(bench, wired, from, to, other, directions, witnesses);
    }

    /** Take the paths in both directions. */
    public PathsUnderTest andBack() {
        return new PathsUnderTest(bench, wired, from, to, subnet, List.of(Direction.values()), witnesses);
    }

    /**
     * Choose other witnesses than the peer on the same subnet.
     *
     * @param chosen each as from, to, subnet; every one is probed with the protocol of the path
     */
    public PathsUnderTest witnessedBy(Control... chosen) {
        return new PathsUnderTest(
                bench,
                wired,
                from,
                to,
                subnet,
                directions,
                path -> Arrays.stream(chosen)
                        .map(control -> new Path(
                                control.from(), control.to(), control.subnet(), path.family(), path.protocol()))
                        .toList());
    }

    /** A path that must work, whatever the protocol. */
    public record Control(End from, End to, SubnetName subnet) {}

    String situation() {
        return wired.wiring().label();
    }

    List<Proof> open() {
        return attach("open?", prover().open(wired, paths()));
    }

    List<Proof> prove() {
        return attach("proof", prover().prove(wired, paths(), witnesses));
    }

    void held(List<Proof> proofs) {
        bench.held(proofs);
    }

    private Prover prover() {
        return bench.session().prover();
    }

    private List<Path> paths() {
        return Arrays.stream(Protocol.values())
                .map(protocol -> new Path(from, to, subnet, IpFamily.V4, protocol))
                .flatMap(path ->
                        directions.stream().map(direction -> direction == Direction.THERE ? path : path.reversed()))
                .toList();
    }

    private List<Proof> attach(String kind, List<Proof> proofs) {
        bench.session()
                .attach(
                        "%s: %s to %s over the %s subnet, %s".formatted(kind, from, to, subnet, situation()),
                        proofs.stream().map(Proof::describe).collect(Collectors.joining("\n")));
        return proofs;
    }
}
