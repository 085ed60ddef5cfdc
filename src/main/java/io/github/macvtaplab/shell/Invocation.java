package io.github.macvtaplab.shell;

/**
 * What a node's SSH server is asked to start.
 *
 * @param line for the login shell, which may be any; everybody on the node can read it
 * @param input what the command's standard input begins with; it can be secret
 */
record Invocation(String line, String input) {

    /** Has a script run by {@code sh}: what the login shell reads is one word in single quotes. */
    static Invocation ofScript(String script) {
        return new Invocation("exec sh -c " + ShellWord.quoted(script), "");
    }

    Invocation withInput(String text) {
        return new Invocation(line, text);
    }

    /** Leaves the input out. */
    @Override
    public String toString() {
        return line;
    }
}
