package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.ShellWord;
import io.github.macvtaplab.shell.SshCredentials;
import java.util.List;

/**
 * How a person gets into a lab that is kept.
 *
 * @param files of the run
 * @param nodes all nodes
 * @param credentials of all nodes
 */
record WayIn(RunFiles files, List<Node> nodes, SshCredentials credentials) {
    WayIn {
        nodes = List.copyOf(nodes);
    }

    /** Leave the files that it takes, and print the commands. */
    void keep(Console console) {
        String folder = files.folder().toAbsolutePath().toString();
        // That of whoever looks in: this run's may be gone by then. Passwords and passphrases are asked for.
        files.logins(folder, agent -> "SSH_AUTH_SOCK", nodes, credentials);
        files.keep();
        console.line(
                "keep", "the lab stays as it is; the next run, or -Dlab.suite=recover, takes it down. Look into it:");
        // To be pasted into a shell.
        String config = ShellWord.quoted(folder + "/" + SshConfig.NAME);
        nodes.forEach(node -> console.line("keep", "ssh -F %s %s".formatted(config, node.name())));
    }
}
