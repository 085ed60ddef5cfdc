package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.LabException;

/** Says why a command has no result: which node, what was expected, what was seen. */
public final class ShellException extends LabException {
    private static final long serialVersionUID = 1L;

    /** Sorts what can go wrong. */
    public enum Kind {
        /** No connection, or no channel on it; the command did not start. */
        UNREACHABLE(true),
        /** The node's host key is not the pinned one, or none is pinned; the command did not start. */
        HOST_KEY(false),
        /** The node does not let us log in, or not become root; the command did not start. */
        LOGIN(false),
        /** The deadline passed; the command was sent a kill signal if it had started. */
        TIMED_OUT(true),
        /** The command ended without an exit status: killed by a signal. */
        KILLED(true),
        /** The connection broke while the command ran; what it did is unknown. */
        LOST(true),
        /** The command wrote more than is kept, and was sent a kill signal. */
        TOO_MUCH_OUTPUT(false),
        /** This thread was interrupted; the command was sent a kill signal if it had started. */
        INTERRUPTED(false);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Tells whether the same attempt may succeed later, as while a node boots. */
        public boolean passing() {
            return passing;
        }
    }

    private final Kind kind;

    /** Makes one without a cause. */
    public ShellException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Makes one with a cause. */
    public ShellException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Returns what sort of failure this is. */
    public Kind kind() {
        return kind;
    }
}
