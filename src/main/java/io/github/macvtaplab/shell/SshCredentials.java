package io.github.macvtaplab.shell;

import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what it takes to log in to the nodes and to recognise them.
 *
 * @param logins by the node's name
 */
public record SshCredentials(Map<String, Login> logins) {

    /** Copies the map. */
    public SshCredentials {
        logins = Map.copyOf(logins);
    }

    /**
     * Makes those of nodes that one key opens, as the user of their addresses.
     *
     * @param privateKeyPem our private key, in OpenSSH's format, without passphrase
     * @param hostKeys for each node's name its one host key
     */
    public static SshCredentials sameKey(String privateKeyPem, Map<String, String> hostKeys) {
        Map<String, Login> logins = new TreeMap<>();
        hostKeys.forEach((node, hostKey) -> logins.put(node, Login.byKey(privateKeyPem, hostKey)));
        return new SshCredentials(logins);
    }
}
