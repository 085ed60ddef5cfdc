package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;

/**
 * One cell of the matrix: a path in a situation, what is expected of it and what was seen.
 *
 * @param situation what the lab was made to be
 * @param path the path
 * @param neighbours how the ends came to know each other's MAC addresses
 * @param expected what the matrix expects
 * @param seen the verdict that was reached, with its proof
 * @param where where its frames were last seen, if it is not as expected
 */
public record Cell(
        Situation situation, Path path, Neighbours neighbours, Expectation expected, Proof seen, Whereabouts where) {

    /** Makes one whose frames were not looked for. */
    public Cell(Situation situation, Path path, Neighbours neighbours, Expectation expected, Proof seen) {
        this(situation, path, neighbours, expected, seen, Whereabouts.NOT_SOUGHT);
    }

    /** Returns this cell with the place where its frames were last seen in its round. */
    public Cell located(Round round) {
        return asExpected() ? this : new Cell(situation, path, neighbours, expected, seen, Locator.locate(this, round));
    }

    /**
     * Tells whether it refutes a claim about MacVTap that rests on it: the opposite of what is expected was proven, and the evidence
     * puts the reason into the macvtap driver.
     */
    public boolean refutes() {
        return contradicted() && situation.wiring().macvtap() && where.inMacvtap();
    }

    /** Whether the verdict is the expected one. */
    public boolean asExpected() {
        return seen.verdict() == expected.verdict();
    }

    /** Whether the opposite of what is expected was proven. */
    public boolean contradicted() {
        return !asExpected() && !undecided();
    }

    /** Whether there is no proof of either verdict. */
    public boolean undecided() {
        return seen.verdict() == PathVerdict.INCONCLUSIVE;
    }

    /** Whether another cell is of the same path, with the same knowledge of neighbours. */
    public boolean isOfSamePath(Cell other) {
        return path.equals(other.path) && neighbours == other.neighbours;
    }

    /**
     * This cell after a second measurement. One that was left without a proof is as that found it. A proven one stays as it is, but
     * where the second proved the opposite: then nothing is proven.
     */
    public Cell after(Cell second) {
        if (undecided()) {
            return second;
        }
        if (second.undecided() || second.seen.verdict() == seen.verdict()) {
            return this;
        }
        return new Cell(situation, path, neighbours, expected, seen.contradictedBy(second.seen), second.where);
    }

    /** Say in a few words what is wrong; {@link #describe()} says why as well. */
    public String brief() {
        return "%s: expected %s, seen %s%s"
                .formatted(
                        seen.title(),
                        expected.verdict(),
                        seen.verdict(),
                        where.sentence().isEmpty() ? "" : " (" + where.sentence() + ")");
    }

    /** Say in one line what is wrong. */
    public String describe() {
        return "%s: expected %s (%s: %s), seen %s (%s)"
                .formatted(
                        seen.title(),
                        expected.verdict(),
                        expected.rule(),
                        expected.why().replaceFirst("\\.$", ""),
                        seen.verdict(),
                        seen.reason());
    }
}
