package io.github.macvtaplab.report.cause;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines, and cuts those that are too long. */
public final class WrappedText {
    private static final String CUT = " ...";

    private WrappedText() {}

    /**
     * Breaks a text at its blanks.
     *
     * @param width most characters of a line; a word that is longer stands alone
     * @return at least one line
     */
    public static List<String> of(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * Breaks a text, and leaves out what takes more than some lines.
     *
     * @param most most lines
     */
    public static List<String> of(String text, int width, int most) {
        List<String> lines = of(text, width);
        if (lines.size() <= most) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, most));
        kept.set(most - 1, cut(kept.get(most - 1) + CUT + " ", width));
        return kept;
    }

    /**
     * Leaves out the end of a text that is too long, and says so by three dots.
     *
     * @param most most characters of what is returned
     */
    public static String cut(String text, int most) {
        return text.length() <= most ? text.stripTrailing() : text.substring(0, most - CUT.length()) + CUT;
    }
}
