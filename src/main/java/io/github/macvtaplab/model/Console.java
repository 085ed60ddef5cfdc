package io.github.macvtaplab.model;

import java.time.Duration;

/** Tells the person at the terminal what happens, one line at a time. */
public interface Console {

    /**
     * Prints a line.
     *
     * @param topic first column: {@code lab}, {@code image}, {@code guests}, {@code claim}, ...
     * @param text what happened
     */
    void line(String topic, String text);

    /**
     * Prints a line that ends in how long it took, in seconds.
     *
     * @param topic first column
     * @param text what happened
     * @param took how long it took
     */
    void line(String topic, String text, Duration took);
}
