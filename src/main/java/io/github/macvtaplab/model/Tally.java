package io.github.macvtaplab.model;

/**
 * Counts what an observation rests on.
 *
 * @param blocked paths proven blocked
 * @param reachable paths proven reachable
 * @param witnesses witnesses that were heard for it
 */
public record Tally(int blocked, int reachable, int witnesses) {
    /** Nothing counted. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** Adds another. */
    public Tally plus(Tally other) {
        return new Tally(blocked + other.blocked, reachable + other.reachable, witnesses + other.witnesses);
    }

    /** Returns it in words, such as {@code 4 paths blocked, 8 witnesses}; empty if nothing was counted. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        part(text, blocked, "path", " blocked");
        part(text, reachable, "path", " reachable");
        part(text, witnesses, "witness", "");
        return text.toString();
    }

    private static void part(StringBuilder text, int count, String noun, String rest) {
        if (count > 0) {
            String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
            text.append(text.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(count == 1 ? noun : plural)
                    .append(rest);
        }
    }
}
