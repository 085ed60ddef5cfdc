package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turn a round into the cells of the matrix. What is expected follows from what the switch was seen to do in this very round, not
 * from what it was told to do: where the two contradict each other, that is said, and the claims that the wanted situation was to
 * bear on stay undecided.
 */
public final class SituationJudge {
    private final ExpectedMatrix matrix;
    private final WitnessChoice witnesses;

    /**
     * A judged round.
     *
     * @param topology where the ends were
     * @param situation what the lab turned out to be
     * @param cells its cells
     * @param contradiction what the switch did against its setting; empty if nothing
     * @param undecided the claims that this leaves undecided
     * @param amiss what the nodes themselves say is not as it should be; nothing where the uplink was cut, which many devices notice
     */
    public record Judged(
            Topology topology,
            Situation situation,
            List<Cell> cells,
            String contradiction,
            Set<ClaimId> undecided,
            List<String> amiss) {

        /** Copy the collections. */
        public Judged {
            cells = List.copyOf(cells);
            undecided = Set.copyOf(undecided);
            amiss = List.copyOf(amiss);
        }
    }

    /**
     * Make one for a block of situations.
     *
     * @param before an earlier round for witnesses that a situation itself does not leave; empty if there is none
     * @param after a later such round
     */
    public SituationJudge(ExpectedMatrix matrix, Optional<Taken> before, Optional<Taken> after) {
        this.matrix = matrix;
        this.witnesses =
                new WitnessChoice(matrix, before.map(SituationJudge::asSeen), after.map(SituationJudge::asSeen));
    }

    /** Judge a round. */
    public Judged judge(Taken taken) {
        Situation wanted = taken.situation();
        Taken seen = asSeen(taken);
        List<Cell> cells = new ArrayList<>();
        Set<ClaimId> undecided = EnumSet.noneOf(ClaimId.class);
        seen.round().asked().keySet().forEach(path -> {
            Cell asked = cell(seen, path, Neighbours.ASKED);
            cells.add(asked);
            // Where the way is open, nothing is learned from giving what was found out anyway.
            if (asked.expected().verdict() == PathVerdict.BLOCKED
                    && seen.round().find(path, Neighbours.GIVEN).isPresent()) {
                cells.add(cell(seen, path, Neighbours.GIVEN));
            }
            if (!seen.situation().equals(wanted)) {
                Set<ClaimId> lost = EnumSet.noneOf(ClaimId.class);
                lost.addAll(matrix.expect(wanted, path, Neighbours.ASKED).claims());
                lost.removeAll(asked.expected().claims());
                undecided.addAll(lost);
            }
        });
        String contradiction = seen.situation().equals(wanted)
                ? ""
                : "hairpin mode of the switch's port to %s should be %s, but the switch %s: see what really is set on that port"
                        .formatted(
                                taken.round().topology().uplink(),
                                Situation.label(wanted.hairpin()),
                                seen.situation().hairpin() == Hairpin.ON
                                        ? "sent a frame back by the port that it came from"
                                        : "did not send a frame back by the port that it came from");
        List<String> amiss =
                wanted.uplink() == Uplink.UP ? taken.round().attestation().amiss() : List.of();
        return new Judged(taken.round().topology(), seen.situation(), cells, contradiction, undecided, amiss);
    }

    /** The round in the situation that it was really in. */
    private static Taken asSeen(Taken taken) {
        Hairpin seen = taken.round()
                .reflects()
                .map(reflects -> reflects ? Hairpin.ON : Hairpin.OFF)
                .orElse(taken.situation().hairpin());
        return seen == taken.situation().hairpin()
                ? taken
                : new Taken(taken.situation().with(seen), taken.round());
    }

    private Cell cell(Taken taken, Path path, Neighbours neighbours) {
        ProbeResult probe = taken.round().result(path, neighbours);
        Proof proof = Prover.judge(
                probe, witnesses.choose(taken, probe), taken.round().attestation());
        return new Cell(taken.situation(), path, neighbours, matrix.expect(taken.situation(), path, neighbours), proof);
    }
}
