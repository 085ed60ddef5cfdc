package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Path;
import java.time.Duration;

/**
 * What one bounded attempt over a path gave.
 *
 * @param answered whether the other end's answer came back
 * @param frameSent whether a frame for the target (or the neighbour request for it) was seen leaving the sender's device
 * @param detail what the tool said last
 * @param took how long it tried; a failed probe tries for its whole deadline
 */
public record ProbeResult(Path path, boolean answered, boolean frameSent, String detail, Duration took) {
    /** Whether the tool gave up for a reason of the sender's own, so that its failure says nothing about the path. */
    boolean failedAtHome() {
        return !answered
                && (detail.contains("not permitted")
                        || detail.contains("not found")
                        || detail.contains("Invalid argument"));
    }

    /** Whether something at the target's address refused, so that frames did pass. */
    boolean refused() {
        return !answered && detail.contains("refused");
    }
}
