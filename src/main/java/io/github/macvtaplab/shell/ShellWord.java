package io.github.macvtaplab.shell;

/** A word of a POSIX shell's command line. */
public final class ShellWord {
    private ShellWord() {}

    /** Quotes a text so that a shell takes it for one word, whatever is in it. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
