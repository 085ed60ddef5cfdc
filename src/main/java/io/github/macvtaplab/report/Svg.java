package io.github.macvtaplab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Write a drawing as SVG text. Lengths are user units, one CSS pixel at natural size; y runs downwards. A style is a list of
 * SVG attributes that the caller knows to be well formed; text is escaped here.
 */
final class Svg {
    /** Colour of lines and text that matter. */
    static final String INK = "#1b1f24";
    /** Colour of text of second rank. */
    static final String FAINT = "#57606a";
    /** Colour of what is wrong, and of nothing else. */
    static final String WRONG = "#b00020";
    /** Background of what is undecided. */
    static final String UNDECIDED = "#ffe08a";

    private static final String FONT = "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /** Average width of a letter as a part of the font's size, for the widest of the fonts. */
    private static final double LETTER = 0.53;

    /** How far a drawing may shrink before it is scrolled instead, as a part of its natural width. */
    private static final double SHRINKS_TO = 0.75;

    private final StringBuilder body = new StringBuilder();

    /** Draw a rectangle. */
    Svg rect(double x, double y, double width, double height, String style) {
        return add("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>"
                .formatted(number(x), number(y), number(width), number(height), style));
    }

    /** Draw a straight line. */
    Svg line(double x1, double y1, double x2, double y2, String style) {
        return add("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>"
                .formatted(number(x1), number(y1), number(x2), number(y2), style));
    }

    /** Draw a circle. */
    Svg circle(double x, double y, double radius, String style) {
        return add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>".formatted(number(x), number(y), number(radius), style));
    }

    /** Draw the left half of a disc; {@code x} and {@code y} are the whole disc's middle. */
    Svg leftHalfDisc(double x, double y, double radius, String style) {
        return add("<path d=\"M%1$s %2$sA%3$s %3$s 0 0 0 %1$s %4$sZ\" %5$s/>"
                .formatted(number(x), number(y - radius), number(radius), number(y + radius), style));
    }

    /** Draw a closed shape through points, given as x and y in turn. */
    Svg polygon(String style, double... points) {
        StringBuilder list = new StringBuilder();
        for (double point : points) {
            list.append(list.isEmpty() ? "" : " ").append(number(point));
        }
        return add("<polygon points=\"%s\" %s/>".formatted(list, style));
    }

    /** Write a line of text; {@code y} is its base line. */
    Svg text(double x, double y, double size, String style, String text) {
        return add("<text x=\"%s\" y=\"%s\" font-size=\"%s\" %s>%s</text>"
                .formatted(number(x), number(y), number(size), style, escape(text)));
    }

    /** Open a group with a name that style sheets and tests find, and a text that shows where the pointer rests on it. */
    Svg open(String name, String tip) {
        return add("<g class=\"%s\">%s"
                .formatted(escape(name), tip.isEmpty() ? "" : "<title>" + escape(tip) + "</title>"));
    }

    /** Close the group that was opened last. */
    Svg close() {
        return add("</g>");
    }

    /**
     * Return the whole drawing.
     *
     * @param width natural width
     * @param height natural height
     * @param most the width that it may not pass: a wider drawing is scaled down
     * @param label what it shows, in a few words
     * @param description the same in full, for who cannot see it
     */
    String document(double width, double height, double most, String label, String description) {
        double scale = Math.min(1, most / width);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" \
                style="max-width:100%%;height:auto;min-width:%3$spx" font-family="%4$s" role="group" aria-label="%5$s">
                <desc>%6$s</desc>
                <rect width="%1$s" height="%2$s" fill="#ffffff"/>
                <g transform="scale(%7$s)">
                %8$s</g>
                </svg>
                """.formatted(
                        number(width * scale),
                        number(height * scale),
                        number(width * scale * SHRINKS_TO),
                        FONT,
                        escape(label),
                        escape(description),
                        String.format(Locale.ROOT, "%.4f", scale),
                        body);
    }

    /** Estimate how wide a text is; rather too wide than too narrow. */
    static double width(String text, double size) {
        return text.length() * size * LETTER;
    }

    /** Break a text into lines that are no wider than a width; a word that is wider stands alone. */
    static List<String> wrap(String text, double size, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && width(line + " " + word, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Shorten a text to a width; three dots stand for what is left out. */
    static String fit(String text, double size, double width) {
        int letters = Math.max(1, (int) (width / (size * LETTER)));
        return text.length() <= letters ? text : text.substring(0, Math.max(1, letters - 1)) + "\u2026";
    }

    /** Escape a text for XML and HTML, attributes included. */
    static String escape(String text) {
        return StringEscapeUtils.escapeXml11(text);
    }

    /** Write a number with at most one decimal place, whatever the locale. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private Svg add(String element) {
        body.append(element).append('\n');
        return this;
    }
}
