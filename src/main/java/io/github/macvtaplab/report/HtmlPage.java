package io.github.macvtaplab.report;

import java.util.Arrays;
import java.util.Locale;

/** Put a page of HTML together; what is put in is escaped, unless it is said to be HTML already. */
final class HtmlPage {
    private final StringBuilder html = new StringBuilder();

    /** Text that is HTML already. */
    record Raw(String html) {
        @Override
        public String toString() {
            return html;
        }
    }

    /** Add to the page; every argument is escaped, unless it is {@link Raw}. */
    void add(String template, Object... arguments) {
        html.append(String.format(
                Locale.ROOT,
                template,
                Arrays.stream(arguments)
                        .map(argument -> argument instanceof Raw ? argument : Svg.escape(argument.toString()))
                        .toArray()));
    }

    /** Say that a text is HTML already. */
    static Raw raw(String html) {
        return new Raw(html);
    }

    /** Put a drawing in, in a frame of its own that scrolls. */
    void picture(String svg) {
        add("<div class=\"picture\">\n%s</div>\n", new Raw(svg));
    }

    /** A verdict, as a coloured word. */
    static Raw verdict(Enum<?> verdict, String symbol) {
        return verdict(verdict, verdict.name(), symbol);
    }

    /** The same, written otherwise than the verdict is named. */
    static Raw verdict(Enum<?> verdict, String written, String symbol) {
        return new Raw("<span class=\"verdict %s\">%s%s</span>"
                .formatted(
                        verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        symbol.isEmpty() ? "" : symbol + " ",
                        written));
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
