package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.model.PathVerdict;
import java.util.List;
import java.util.stream.Collectors;

/** Assert what a set of paths is, all protocols at once. */
public final class PathAssert {
    /** So many paths that are not as expected are named. */
    private static final int TOLD = 4;

    private final PathsUnderTest paths;

    PathAssert(PathsUnderTest paths) {
        this.paths = paths;
    }

    /**
     * Assert that every path is blocked, with witnesses before and after.
     *
     * @throws ClaimRefuted if a path is open, inside the KVM host
     * @throws NotProven if a piece of the proof is missing, or the reason lies elsewhere
     */
    public void isBlocked() {
        expect(PathVerdict.BLOCKED);
    }

    /**
     * Assert that every path is open.
     *
     * @throws ClaimRefuted if a path is blocked in the macvtap driver, with witnesses before and after
     * @throws NotProven if it is neither shown open nor shown blocked, or the reason lies elsewhere
     */
    public void isReachable() {
        expect(PathVerdict.REACHABLE);
    }

    /**
     * Assert that every path is open, as a control beside a claim: a closed one says that the lab is broken, not that the
     * claim is wrong.
     *
     * @throws NotProven if a path is not open
     */
    public void isReachableAsControl() {
        List<Cell> cells = paths.prove(PathVerdict.REACHABLE);
        if (!cells.stream().allMatch(Cell::asExpected)) {
            throw new NotProven("control: " + message(PathVerdict.REACHABLE, cells));
        }
        paths.held(cells);
    }

    /**
     * Assert that no path is open, as a control that something which was to close them does. This says nothing about why they are
     * silent, and so no claim may rest on it.
     *
     * @throws NotProven if a path is open
     */
    public void isSilentAsControl() {
        List<Cell> cells = paths.prove(PathVerdict.BLOCKED);
        if (cells.stream().anyMatch(cell -> cell.seen().verdict() == PathVerdict.REACHABLE)) {
            throw new NotProven("control: " + message(PathVerdict.BLOCKED, cells));
        }
    }

    private void expect(PathVerdict expected) {
        List<Cell> cells = paths.prove(expected);
        if (cells.stream().allMatch(Cell::asExpected)) {
            paths.held(cells);
            return;
        }
        String message = message(expected, cells);
        if (cells.stream().anyMatch(Cell::refutes)) {
            throw new ClaimRefuted(message);
        }
        throw new NotProven(message);
    }

    private String message(PathVerdict expected, List<Cell> cells) {
        return "in %s, expected %s, seen %s"
                .formatted(
                        paths.situation(),
                        expected,
                        cells.stream()
                                        .filter(cell -> !cell.asExpected())
                                        .limit(TOLD)
                                        .map(cell -> "%s: %s (%s; %s)"
                                                .formatted(
                                                        cell.seen().verdict(),
                                                        Paths.describe(cell.path()),
                                                        cell.seen().reason(),
                                                        cell.where().sentence()))
                                        .collect(Collectors.joining("; "))
                                + more(cells.stream()
                                        .filter(cell -> !cell.asExpected())
                                        .count()));
    }

    private static String more(long wrong) {
        return wrong > TOLD ? "; and %d more".formatted(wrong - TOLD) : "";
    }
}
