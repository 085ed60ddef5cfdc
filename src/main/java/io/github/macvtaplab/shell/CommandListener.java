package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.CommandResult;

/** Hears of every command that ran to its end, on the thread that asked for it. */
@FunctionalInterface
public interface CommandListener {

    /** Takes note of a command and what it left behind. */
    void ran(CommandResult result);
}
