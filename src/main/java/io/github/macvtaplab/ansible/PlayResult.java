package io.github.macvtaplab.ansible;

import java.time.Duration;
import java.util.List;

/**
 * What a playbook did.
 *
 * @param playbook its path in the project
 * @param changed number of tasks that changed something, over all hosts
 * @param transcript one line for each task and host, for the report
 */
public record PlayResult(String playbook, int changed, List<String> transcript, Duration took) {
    /** Copy the list. */
    public PlayResult {
        transcript = List.copyOf(transcript);
    }
}
