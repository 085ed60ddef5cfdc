package io.github.macvtaplab.report;

import io.github.macvtaplab.model.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Print lines in three columns: topic, text, seconds. Text is never cut: a long one pushes the seconds to the right, and
 * one of several lines continues under its first.
 */
public final class ConsoleLines implements Console {
    private static final int TOPIC_WIDTH = 11;
    private static final int WIDTH = 96;
    private static final String INDENT = " ".repeat(TOPIC_WIDTH);

    private final PrintStream out;

    /** Print to the process's standard output. */
    public ConsoleLines() {
        this(System.out);
    }

    ConsoleLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void line(String topic, String text) {
        print(head(topic, text));
    }

    @Override
    public void line(String topic, String text, Duration took) {
        String time = seconds(took);
        List<String> lines = head(topic, text).lines().toList();
        String first = lines.get(0);
        int gap = Math.max(1, WIDTH - first.length() - time.length());
        String rest = String.join("\n", lines.subList(1, lines.size()));
        print(first + " ".repeat(gap) + time + (rest.isEmpty() ? "" : "\n" + rest));
    }

    /** Write a duration as seconds with one decimal place, such as {@code 24.8 s}. */
    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }

    private static String head(String topic, String text) {
        String padded = String.format(Locale.ROOT, "%-" + (TOPIC_WIDTH - 1) + "s ", topic);
        return (padded + text.strip().replace("\n", "\n" + INDENT)).stripTrailing();
    }

    /** One write per line of news: Maven's own output may come in between, but not inside. */
    private void print(String text) {
        out.print(text + "\n");
        out.flush();
    }
}
