package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Path;
import java.util.Locale;

/** Name paths. */
public final class Paths {
    private Paths() {}

    /** Describe a path in a few words. */
    public static String describe(Path path) {
        return "%s, IP%s %s"
                .formatted(
                        way(path),
                        lower(path.family()),
                        path.protocol().exchange()
                                ? path.protocol()
                                : path.protocol().label());
    }

    /** Say what a path has in common with those of other protocols between the same addresses. */
    public static String way(Path path) {
        return "%s -> %s, %s subnet".formatted(lower(path.from()), lower(path.to()), lower(path.subnet()));
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
