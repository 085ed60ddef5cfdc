package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The time in which all processes of a load run: only what is measured in it is a load of so many connections.
 *
 * @param processes how many
 * @param from the last begin, in seconds
 * @param to the first end; before the last begin if they do not overlap
 */
record Together(int processes, double from, double to) {

    static <T> Together of(Collection<T> runs, ToDoubleFunction<T> begin, ToDoubleFunction<T> end) {
        return new Together(
                runs.size(),
                runs.stream().mapToDouble(begin).max().orElseThrow(),
                runs.stream().mapToDouble(end).min().orElseThrow());
    }

    /**
     * Refuse a load of which the processes run together for less than half of the time that was asked for.
     *
     * @throws WorkloadException if so
     */
    Together atLeastHalfOf(Duration length, LoadTool tool, CommandResult result) {
        double least = length.toSeconds() / 2.0;
        if (processes > 1 && to - from < least) {
            throw WorkloadException.of(
                    tool,
                    result,
                    String.format(
                            Locale.ROOT,
                            "%d processes that run at the same time for at least %.1f s",
                            processes,
                            least),
                    String.format(Locale.ROOT, "%.1f s", Math.max(0, to - from)));
        }
        return this;
    }

    double seconds() {
        return to - from;
    }

    Duration length() {
        return Duration.ofNanos(Math.round(seconds() * 1e9));
    }

    /** For the detail of a sample; empty for a single process. */
    String detail() {
        return processes == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %d processes, measured in the %.1f s that they have in common",
                        processes,
                        seconds());
    }
}
