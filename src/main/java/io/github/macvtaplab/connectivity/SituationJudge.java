package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns a round into the cells of the matrix. What is expected is that of the situation that was asked for. Where the round was seen to
 * be in another situation, that is said, and nothing of the round decides a claim that needs the situation.
 */
public final class SituationJudge {
    private final ExpectedMatrix matrix;
    private final WitnessChoice witnesses;

    /**
     * A judged round.
     *
     * @param topology where the ends were
     * @param situation what was asked for
     * @param cells its cells
     * @param deviations what was seen to be otherwise than asked for; empty if nothing was
     * @param amiss what the nodes themselves say is not as it should be; nothing where the uplink was cut, which many devices notice
     */
    public record Judged(
            Topology topology, Situation situation, List<Cell> cells, List<Deviation> deviations, List<String> amiss) {

        /** Copies the collections. */
        public Judged {
            cells = List.copyOf(cells);
            deviations = List.copyOf(deviations);
            amiss = List.copyOf(amiss);
        }

        /** Tells whether the round was in the situation that was asked for, as far as was seen. */
        public boolean asAsked() {
            return deviations.isEmpty();
        }

        /** Returns what was otherwise than asked for, in a sentence; empty if nothing was. */
        public String contradiction() {
            return deviations.stream().map(Deviation::sentence).collect(Collectors.joining("; "));
        }
    }

    /**
     * Makes one for a block of situations.
     *
     * @param before an earlier round for witnesses that a situation itself does not leave; empty if there is none
     * @param after a later such round
     */
    public SituationJudge(ExpectedMatrix matrix, Optional<Taken> before, Optional<Taken> after) {
        this.matrix = matrix;
        this.witnesses = new WitnessChoice(matrix, before, after);
    }

    /** Judges a round. */
    public Judged judge(Taken taken) {
        Situation wanted = taken.situation();
        List<Cell> cells = new ArrayList<>();
        taken.round().asked().keySet().forEach(path -> {
            Cell asked = cell(taken, path, Neighbours.ASKED);
            cells.add(asked);
            // Where the way is open, nothing is learned from giving what was found out anyway.
            if (asked.expected().verdict() == PathVerdict.BLOCKED
                    && taken.round().find(path, Neighbours.GIVEN).isPresent()) {
                cells.add(cell(taken, path, Neighbours.GIVEN));
            }
        });
        List<String> amiss =
                wanted.uplink() == Uplink.UP ? taken.round().attestation().amiss() : List.of();
        return new Judged(
                taken.round().topology(), wanted, cells, SituationCheck.deviations(wanted, taken.round()), amiss);
    }

    private Cell cell(Taken taken, Path path, Neighbours neighbours) {
        ProbeResult probe = taken.round().result(path, neighbours);
        Attestation attestation = taken.round().attestation();
        Proof proof = Prover.judge(
                probe,
                witnesses.choose(taken, probe),
                taken.situation().second() == Second.NOT_IN_HOST
                        ? attestation.lacking(End.HOST, SubnetName.SECOND)
                        : attestation);
        return new Cell(taken.situation(), path, neighbours, matrix.expect(taken.situation(), path, neighbours), proof)
                .located(taken.round());
    }
}
