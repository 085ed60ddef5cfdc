package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import java.time.Duration;

/** Make traffic with a program on the client's node and read its report. */
interface LoadTool {

    /** Return the program's name. */
    String name();

    /** Return the most connections that it can make a load of. */
    default int most() {
        return Integer.MAX_VALUE;
    }

    /** Return what the server's node has to run, for loads of up to 250 connections. */
    Serving serving();

    /** Return the shell script that makes the load. The script ends by itself, at the latest a few seconds after the load. */
    String script(Load load);

    /** Return for how long it may talk with its server when its traffic is over: so much later than another one it may end. */
    default Duration afterwards() {
        return Duration.ZERO;
    }

    /**
     * Read the program's report.
     *
     * @throws WorkloadException if the program failed, reported nothing, did not do what was asked, or moved no bytes
     */
    Traffic parse(Load load, CommandResult result);

    /**
     * Refuse a run of the program whose exit status says that it failed.
     *
     * @throws WorkloadException if so
     */
    default void requireSuccess(CommandResult result) {
        if (!result.succeeded()) {
            throw WorkloadException.of(
                    this,
                    result,
                    "exit status 0",
                    "%d %s %s".formatted(result.exitStatus(), result.stderr(), result.stdout()));
        }
    }

    /**
     * Return a time limit for {@code timeout}: a stuck tool ends on its own node. It is ample, for a tool's last words
     * can be lost many times where its own load fills the queues.
     */
    static Duration limit(Duration length) {
        return length.plusSeconds(30);
    }
}
