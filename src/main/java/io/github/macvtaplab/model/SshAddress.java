package io.github.macvtaplab.model;

import java.util.Objects;

/**
 * Tells where a node's SSH server listens and who logs in.
 *
 * @param host name or address, as seen from the node that the connection is made from
 * @param port TCP port, 1 to 65535
 * @param user login name
 */
public record SshAddress(String host, int port, String user) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the port is out of range, or a text is blank
     */
    public SshAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        if (host.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException(
                    "an SSH address needs a host and a user, got '" + user + "@" + host + "'");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the SSH port of " + host + " must be 1 to 65535, got " + port);
        }
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
