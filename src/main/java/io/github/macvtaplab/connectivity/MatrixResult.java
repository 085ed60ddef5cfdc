package io.github.macvtaplab.connectivity;

import java.time.Duration;
import java.util.List;

/**
 * All that the matrix run found out.
 *
 * @param cells every cell, in the order of the situations
 * @param skipped the paths that were not tried, as the lab lacks what it takes
 * @param traces the hop traces of decisive paths and of wrong cells
 * @param notes what else a reader must know, one sentence each: the switch's fingerprint, contradictions, what was left out
 * @param took the time it took, the lab's boot not included
 */
public record MatrixResult(
        List<Cell> cells, List<SkippedPath> skipped, List<HopTrace> traces, List<String> notes, Duration took) {

    /** Copy the lists. */
    public MatrixResult {
        cells = List.copyOf(cells);
        skipped = List.copyOf(skipped);
        traces = List.copyOf(traces);
        notes = List.copyOf(notes);
    }
}
