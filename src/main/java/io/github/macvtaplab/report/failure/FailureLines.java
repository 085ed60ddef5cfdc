package io.github.macvtaplab.report.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lay out texts in two columns, topic and text, so that they fit on one screen of 80 by 24 and more. */
final class FailureLines {
    /** Most lines of all texts together. */
    static final int MOST = 20;
    /** Most columns of a line. */
    static final int WIDTH = 100;
    /** Most lines of a text that says what is wrong. */
    static final int LONG = 5;
    /** Most lines of one of several texts. */
    static final int SHORT = 2;

    private static final String INDENT = " ".repeat(11);
    private static final String CUT = " ...";

    private FailureLines() {}

    /** Lay out a text, cut at its end if it takes more than some lines. */
    static List<String> of(String topic, String text, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-10s", topic));
        for (String word : text.strip().split("(?<=\\S)\\s(?=\\S)|\\n", -1)) {
            if (line.length() > INDENT.length() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT.substring(1));
            }
            line.append(' ').append(word.stripTrailing());
        }
        lines.add(line.toString());
        if (lines.size() > most) {
            String last = lines.get(most - 1);
            List<String> kept = new ArrayList<>(lines.subList(0, most - 1));
            kept.add(last.substring(0, Math.min(last.length(), WIDTH - CUT.length())) + CUT);
            return kept;
        }
        return lines;
    }

    /** The first line of a text that says something. */
    static String first(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("no reason given");
    }

    /** Leave out so much of the lines that they fit with those that stand at the end. */
    static List<String> bounded(List<String> lines, List<String> end) {
        int room = MOST - end.size();
        List<String> all = new ArrayList<>(lines.size() <= room ? lines : lines.subList(0, room - 1));
        if (lines.size() > room) {
            all.add(INDENT + "and %d more lines; the report has them".formatted(lines.size() - room + 1));
        }
        all.addAll(end);
        return all;
    }
}
