package io.github.macvtaplab.report;

import io.github.macvtaplab.model.CommandResult;

/** Write a command and what it left behind as a text. */
final class CommandText {
    private static final int TITLE_LENGTH = 80;

    private CommandText() {}

    /** Return one line: the node, the start of the command, and how it ended. */
    static String title(CommandResult result) {
        String command = result.command().strip().replaceAll("\\s+", " ");
        String start = command.length() <= TITLE_LENGTH ? command : command.substring(0, TITLE_LENGTH - 3) + "...";
        return "%s: %s (exit %d)".formatted(result.node(), start, result.exitStatus());
    }

    /** Return everything, under headings. */
    static String body(CommandResult result) {
        return """
                node         %s
                exit status  %d
                time         %s

                command
                %s

                stdout
                %s

                stderr
                %s
                """.formatted(
                        result.node(),
                        result.exitStatus(),
                        ConsoleLines.seconds(result.took()),
                        indented(result.command()),
                        indented(result.stdout()),
                        indented(result.stderr()));
    }

    private static String indented(String text) {
        return text.isBlank() ? "  (nothing)" : text.stripTrailing().indent(2).stripTrailing();
    }
}
