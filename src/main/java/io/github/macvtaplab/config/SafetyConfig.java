package io.github.macvtaplab.config;

import java.time.Duration;
import java.util.Map;

/**
 * Holds what was chosen about the lab's safety.
 *
 * @param leaseWait how long to wait for a lab that another run works in; zero for not at all
 * @param undoDeadline after which a node puts itself back when this run no longer renews its undo journal
 * @param keep whether the lab is left as it is at the end
 */
public record SafetyConfig(Duration leaseWait, Duration undoDeadline, KeepChoice keep) {
    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofHours(1);

    static SafetyConfig from(Map<String, String> properties) {
        return new SafetyConfig(
                LabProperty.LEASE_WAIT.durationOrZero(properties),
                LabProperty.UNDO_DEADLINE.duration(properties, SHORTEST, LONGEST),
                LabProperty.KEEP.choice(properties, KeepChoice.class));
    }
}
