package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The time in which one entrant's wiring is in place: its servers run, and samples are taken. */
interface Visit extends AutoCloseable {
    /** Run a load whose figures are thrown away: caches fill, clocks of processors rise. */
    void warmUp(Profile profile, int connections);

    /**
     * Take a sample.
     *
     * @param length whole seconds
     * @throws WorkloadException if a tool failed, reported nothing or moved no bytes, if the traffic went another way than over
     *     the wiring, or a clock was set; nothing is left running
     */
    Sample sample(Profile profile, int connections, int round, Duration length);

    /** End the servers. */
    @Override
    void close();

    /** Begins visits. */
    interface Door {
        /**
         * Begin one.
         *
         * @param environment what was found out about the nodes, by name
         * @throws WorkloadException if a server does not start
         */
        Visit open(Entrant entrant, Lane lane, List<Profile> profiles, Map<String, String> environment);
    }
}
