package io.github.macvtaplab.diagnosis;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Deviation;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a lab showed: the cells of all situations with what was otherwise than asked for in their rounds, and the facts.
 *
 * @param cells all cells, those that are as expected too
 * @param facts what is known of the lab
 * @param names the lab's own names, by what they are: {@code host}, {@code uplink}, {@code second}, {@code uplink-port},
 *     {@code second-port}, {@code peer}, {@code peer-nic}, {@code switch}, {@code guest}, {@code guest2}
 */
public record Symptoms(List<Seen> cells, List<Fact> facts, Map<String, String> names) {
    /** Copies the collections. */
    public Symptoms {
        cells = List.copyOf(cells);
        facts = List.copyOf(facts);
        names = Map.copyOf(names);
    }

    /**
     * A cell with what was otherwise than asked for when it was measured.
     *
     * @param cell the cell
     * @param deviations what was otherwise; empty if nothing was
     */
    public record Seen(Cell cell, List<Deviation.Kind> deviations) {
        /** Copies the list. */
        public Seen {
            deviations = List.copyOf(deviations);
        }

        /** Tells whether it wants an explanation: it is not as expected, or its round was in another situation. */
        boolean deviates() {
            return !cell.asExpected();
        }
    }

    /** Collects the cells of some judged rounds. */
    public static List<Seen> cells(List<Judged> rounds) {
        List<Seen> cells = new ArrayList<>();
        for (Judged round : rounds) {
            List<Deviation.Kind> kinds =
                    round.deviations().stream().map(Deviation::kind).toList();
            round.cells().forEach(cell -> cells.add(new Seen(cell, kinds)));
        }
        return cells;
    }
}
