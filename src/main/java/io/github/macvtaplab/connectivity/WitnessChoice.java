package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Choose the witnesses of a probe among the paths that were tried with it; where the situation leaves none, among those that were
 * tried in the rounds before and after it.
 */
final class WitnessChoice {
    private final WitnessPaths paths;
    private final Optional<Taken> before;
    private final Optional<Taken> after;

    /**
     * Make one for a block of situations.
     *
     * @param before an earlier round in which witnesses can be had; empty if there is none
     * @param after a later such round
     */
    WitnessChoice(ExpectedMatrix matrix, Optional<Taken> before, Optional<Taken> after) {
        this.paths = new WitnessPaths(matrix);
        this.before = before;
        this.after = after;
    }

    /** The witnesses of a probe, each before and after it. A role for which there is no path has none. */
    List<Witness> choose(Taken taken, ProbeResult probe) {
        List<Witness> witnesses = new ArrayList<>();
        for (Witness.Role role : Witness.Role.values()) {
            Optional<Path> here = paths.here(taken.situation(), tried(taken), probe.path(), role);
            if (here.isPresent()) {
                ProbeResult result = taken.round().result(here.get(), Neighbours.ASKED);
                witnesses.add(Witness.of(role, Witness.When.BEFORE, result, probe));
                witnesses.add(Witness.of(role, Witness.When.AFTER, result, probe));
            } else {
                before.ifPresent(
                        round -> witnesses.addAll(inTime(taken.situation(), round, probe, role, Witness.When.BEFORE)));
                after.ifPresent(
                        round -> witnesses.addAll(inTime(taken.situation(), round, probe, role, Witness.When.AFTER)));
            }
        }
        return witnesses;
    }

    private List<Witness> inTime(
            Situation situation, Taken other, ProbeResult probe, Witness.Role role, Witness.When when) {
        return paths.elsewhere(situation, other.situation(), tried(other), probe.path(), role).stream()
                .map(path -> new Witness(
                        role,
                        when,
                        path,
                        other.round().result(path, Neighbours.ASKED).heldInTime(probe),
                        where(other.situation())))
                .toList();
    }

    private static Set<Path> tried(Taken taken) {
        return taken.round().asked().keySet();
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
