package io.github.macvtaplab.diagnosis;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Witness;
import io.github.macvtaplab.diagnosis.Symptoms.Seen;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Knows which cells lack their proof because another path, their witness, did not work. What explains the witness's cell explains them
 * as well.
 */
final class Dependence {
    private final Map<Key, Seen> cells = new HashMap<>();

    private record Key(Situation situation, Path path) {}

    Dependence(List<Seen> all) {
        all.stream()
                .filter(seen -> seen.cell().neighbours() == Neighbours.ASKED)
                .forEach(seen -> cells.put(key(seen.cell()), seen));
    }

    private static Key key(Cell cell) {
        return new Key(cell.situation(), cell.path());
    }

    /** Returns the indices of the cells that a cause explains: by themselves, or by a witness of theirs that did not hold. */
    BitSet explained(List<Seen> deviating, Predicate<Seen> byThemselves) {
        BitSet explained = new BitSet(deviating.size());
        for (int i = 0; i < deviating.size(); i++) {
            Seen seen = deviating.get(i);
            if (byThemselves.test(seen) || fallenWitness(seen, byThemselves)) {
                explained.set(i);
            }
        }
        return explained;
    }

    private boolean fallenWitness(Seen seen, Predicate<Seen> explained) {
        Cell cell = seen.cell();
        if (!cell.undecided()) {
            return false;
        }
        for (Witness witness : cell.seen().witnesses()) {
            if (!witness.held()) {
                Situation where = witness.where().isEmpty()
                        ? cell.situation()
                        : Situation.plain(
                                cell.situation().wiring(), cell.situation().second());
                Seen other = cells.get(new Key(where, witness.path()));
                if (other != null && other.deviates() && explained.test(other)) {
                    return true;
                }
            }
        }
        return false;
    }
}
