package io.github.macvtaplab.connectivity;

import java.util.Collection;

/**
 * Counts cells.
 *
 * @param all how many there are
 * @param wrong of how many the opposite of what is expected was proven
 * @param undecided of how many there is no proof
 */
public record CellCount(int all, int wrong, int undecided) {

    /** Count. */
    public static CellCount of(Collection<Cell> cells) {
        return new CellCount(
                cells.size(), (int) cells.stream().filter(Cell::contradicted).count(), (int)
                        cells.stream().filter(Cell::undecided).count());
    }

    /** How many are as expected. */
    public int asExpected() {
        return all - wrong - undecided;
    }

    /** The numbers in words, such as {@code 264 cells: 260 as expected, 1 wrong, 3 undecided}. */
    @Override
    public String toString() {
        return "%d cells: %d as expected, %d wrong, %d undecided".formatted(all, asExpected(), wrong, undecided);
    }
}
