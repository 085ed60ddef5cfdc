package io.github.macvtaplab.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Holds one thing by which a node can be shown who logs in. No text of it has anything secret in it. */
public sealed interface Credential {
    /**
     * Holds a private key whose text this process has.
     *
     * @param pem the key, in OpenSSH's or PEM format
     * @param passphrase what it is encrypted with, if it is
     */
    record Key(String pem, Optional<String> passphrase) implements Credential {
        @Override
        public String toString() {
            return "the key "
                    + KeyFile.of(pem)
                            .publicLine()
                            .map(PublicKeyLine::fingerprint)
                            .orElse("of a file");
        }
    }

    /**
     * Holds the public half of a private key that only an SSH agent has.
     *
     * @param agent the agent's socket
     * @param publicLine the key as {@code authorized_keys} has it
     */
    record AgentKey(Path agent, PublicKeyLine publicLine) implements Credential {
        /** Names the key as {@code ssh-add -l} does: by fingerprint and comment. */
        public String named() {
            String comment = publicLine.comment();
            return publicLine.fingerprint() + (comment.isEmpty() ? "" : " (" + comment + ")");
        }

        @Override
        public String toString() {
            return "the agent's key " + named();
        }
    }

    /**
     * Holds a password.
     *
     * @param text one line
     */
    record Password(String text) implements Credential {
        @Override
        public String toString() {
            return "the password that the inventory gives (ansible_password)";
        }
    }
}
