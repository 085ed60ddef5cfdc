package io.github.macvtaplab.junit;

import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.report.ConsoleLines;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Keep the run's one lab session. It is stored before it starts, so that what a failed start left is closed too. */
final class SessionHolder implements AutoCloseable {
    private @Nullable LabSession session;
    private @Nullable RuntimeException failure;

    /**
     * Start the lab at the first call.
     *
     * @throws RuntimeException the failure of the start, once; later calls abort their tests instead of repeating it
     */
    synchronized LabSession session() {
        if (failure != null) {
            throw new TestAbortedException("the lab did not start: " + failure.getMessage());
        }
        if (session != null) {
            return session;
        }
        ConsoleLines console = new ConsoleLines();
        try {
            LabSession starting = new LabSession(LabConfig.fromSystem(), console);
            session = starting;
            starting.start();
            return starting;
        } catch (RuntimeException e) {
            failure = e;
            console.line("error", String.valueOf(e.getMessage()));
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        LabSession closing = session;
        session = null;
        if (closing != null) {
            closing.close();
        }
    }
}
