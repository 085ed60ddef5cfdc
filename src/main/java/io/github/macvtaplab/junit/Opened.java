package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** All that a run has started, to be closed in the opposite order. */
final class Opened implements AutoCloseable {
    private final Console console;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /**
     * Make an empty one.
     *
     * @param console told at once of what cannot be closed
     */
    Opened(Console console) {
        this.console = console;
    }

    /** Close something in the end. */
    <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    /** Close all, also if one of it cannot be; then the first failure is thrown, with the others in it. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            RuntimeException failure = close(open.pop());
            if (failure != null) {
                console.line("error", "while taking the lab down: " + failure.getMessage());
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException close(AutoCloseable resource) {
        try {
            resource.close();
            return null;
        } catch (RuntimeException e) {
            return e;
        } catch (Exception e) {
            return new LabException(String.valueOf(e), e);
        }
    }
}
