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
import java.util.Map;
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
     * @param facts what the nodes said of themselves, by name; nothing where the uplink was cut, which many devices notice
     * @param amiss what the nodes themselves say is not as it should be; nothing where the uplink was cut, which many devices notice
     */
    public record Judged(
            Topology topology,
            Situation situation,
            List<Cell> cells,
            List<Deviation> deviations,
            Map<String, String> facts,
            List<String> amiss) {

        /** Copies the collections. */
        public Judged {
            cells = List.copyOf(cells);
            deviations = List.copyOf(deviations);
            facts = Map.copyOf(facts);
            amiss = List.copyOf(amiss);
        }

        /** Returns this with other cells. */
        public Judged with(List<Cell> others) {
            return new Judged(topology, situation, others, deviations, facts, amiss);
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
        boolean uncut = wanted.uplink() == Uplink.UP;
        Attestation attestation = attestation(taken);
        return new Judged(
                taken.round().topology(),
                wanted,
                cells,
                SituationCheck.deviations(wanted, taken.round()),
                uncut ? attestation.facts() : Map.of(),
                uncut ? attestation.amiss() : List.of());
    }

    /** What the nodes say, without what was taken away on purpose. */
    private static Attestation attestation(Taken taken) {
        Attestation attestation = taken.round().attestation();
        return taken.situation().second() == Second.NOT_IN_HOST
                ? attestation.lacking(End.HOST, SubnetName.SECOND)
                : attestation;
    }

    private Cell cell(Taken taken, Path path, Neighbours neighbours) {
        ProbeResult probe = taken.round().result(path, neighbours);
        Proof proof = Prover.judge(probe, witnesses.choose(taken, probe), attestation(taken));
        return new Cell(taken.situation(), path, neighbours, matrix.expect(taken.situation(), path, neighbours), proof)
                .located(taken.round());
    }
}
