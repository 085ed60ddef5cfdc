package io.github.macvtaplab.shell;

/** How the commands on a node become root's. */
final class Sudo {
    /** Not at all: they run as who logs in. */
    static final Sudo NONE = new Sudo("", "");
    /** By sudo, which asks for nothing. */
    static final Sudo FREE = new Sudo("sudo -n", "");

    private final String command;
    private final String input;

    private Sudo(String command, String input) {
        this.command = command;
        this.input = input;
    }

    /** By sudo, which reads the password from the command's standard input: one line, and no byte more. */
    static Sudo reading(String password) {
        // -k, as sudo asks for no password soon after one was given: then the command would read it.
        return new Sudo("sudo -k -S -p ''", password + "\n");
    }

    /**
     * Says how a script is started.
     *
     * @param seconds until when it is over or given up; 0 for no end
     */
    Invocation invocation(String script, long seconds) {
        if (command.isEmpty()) {
            return Invocation.ofScript(script);
        }
        // sudo forgets where the connection comes from, which the guard of the managed interfaces asks for.
        // What is stopped is asked to end by 'timeout', as sshd may signal only what runs as the user who logged in.
        String limit = seconds == 0 ? "" : "timeout -k 2 " + seconds + " ";
        return Invocation.ofScript("exec " + command + " env SSH_CONNECTION=\"$SSH_CONNECTION\" " + limit + "sh -c "
                        + ShellWord.quoted(script))
                .withInput(input);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Sudo[" + command + "]";
    }
}
