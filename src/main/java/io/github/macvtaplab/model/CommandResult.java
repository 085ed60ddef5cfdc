package io.github.macvtaplab.model;

import java.time.Duration;

/**
 * Holds what a command on a node left behind.
 *
 * @param node name of the node
 * @param command the shell script that was run
 * @param exitStatus exit status of the script, 0 for success
 * @param stdout all of its standard output
 * @param stderr all of its standard error
 * @param took time from the start to the end, as seen from here
 */
public record CommandResult(String node, String command, int exitStatus, String stdout, String stderr, Duration took) {

    /** Tells whether the exit status is 0. */
    public boolean succeeded() {
        return exitStatus == 0;
    }

    /** Returns the standard output without the white space around it. */
    public String text() {
        return stdout.strip();
    }

    /**
     * Returns this result if the exit status is 0.
     *
     * @throws IllegalStateException otherwise; it names node, command, exit status and standard error
     */
    public CommandResult orThrow() {
        if (succeeded()) {
            return this;
        }
        String said = stderr.isBlank() ? stdout.strip() : stderr.strip();
        throw new IllegalStateException("expected exit status 0 on " + node + ", got " + exitStatus + " from: "
                + command.strip() + (said.isEmpty() ? "" : "\n" + said));
    }
}
