package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Capture;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.model.Situation;
import java.util.List;

/**
 * What came out for one situation.
 *
 * @param asked the situation that was asked for
 * @param judged what it turned out to be
 * @param repeated cells as the first measurement left them, without a proof; judged has them as the second found them
 * @param traces hop traces of decisive paths and of wrong cells
 * @param capture frames of these paths, pcapng
 */
record Outcome(Situation asked, Judged judged, List<Cell> repeated, List<HopTrace> traces, Capture capture) {
    Outcome {
        repeated = List.copyOf(repeated);
        traces = List.copyOf(traces);
    }
}
