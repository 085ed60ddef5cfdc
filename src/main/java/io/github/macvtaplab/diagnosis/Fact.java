package io.github.macvtaplab.diagnosis;

import java.util.Map;

/**
 * Something that is known of a lab, by a name that {@code causes.yml} matches on.
 *
 * @param name words with blanks between, such as {@code pass uplink guest broadcast}
 * @param value what it is, such as {@code no}
 * @param words what a cause may quote of it, by name, such as {@code sentence} and {@code cure}
 */
public record Fact(String name, String value, Map<String, String> words) {
    /** Copies the map. */
    public Fact {
        words = Map.copyOf(words);
    }

    /** Makes one that has nothing to quote but its value. */
    public Fact(String name, String value) {
        this(name, value, Map.of());
    }
}
