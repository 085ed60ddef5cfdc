package io.github.macvtaplab.junit;

import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.report.ConsoleLines;
import io.github.macvtaplab.report.failure.RunFailure;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Keep the run's one lab session. It is stored before it starts, so that what a failed start left is closed too. */
final class SessionHolder implements AutoCloseable {
    /** Of lines with causes and cures, so many stand on the last screen of a failed run. */
    private static final int MOST_CAUSES = 6;

    private final Optional<Path> directory;
    private final RunFailure wrong = new RunFailure();
    private @Nullable LabSession session;
    private @Nullable RuntimeException failure;

    /**
     * Make one.
     *
     * @param directory where to say what was wrong, if anything was; empty for nowhere
     */
    SessionHolder(Optional<Path> directory) {
        this.directory = directory;
    }

    /** What goes wrong in the run. */
    RunFailure wrong() {
        return wrong;
    }

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
            wrong.error(String.valueOf(e.getMessage()));
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        LabSession closing = session;
        session = null;
        if (closing == null) {
            write(Optional.empty());
            return;
        }
        try {
            closing.close();
        } catch (RuntimeException e) {
            if (failure == null) {
                wrong.error(String.valueOf(e.getMessage()));
            }
            throw e;
        } finally {
            write(Optional.of(closing).filter(LabSession::hasReport));
        }
    }

    private void write(Optional<LabSession> reported) {
        reported.ifPresent(session -> session.runReport().causes().stream()
                .limit(MOST_CAUSES)
                .forEach(line -> wrong.explain(line.topic(), line.text())));
        directory.ifPresent(where -> wrong.write(
                where,
                reported.map(LabSession::register),
                reported.map(session -> session.runReport().page()).orElse("")));
    }
}
