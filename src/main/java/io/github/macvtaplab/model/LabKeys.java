package io.github.macvtaplab.model;

import java.util.Map;

/**
 * Hold the SSH keys of one run: the client's, and each node's host key.
 *
 * @param clientPublic the client's public key, one OpenSSH line
 * @param clientPrivate the client's private key, PEM
 * @param hostPublic each node's public host key by node name, one OpenSSH line
 * @param hostPrivate each node's private host key by node name, PEM
 */
public record LabKeys(
        String clientPublic, String clientPrivate, Map<String, String> hostPublic, Map<String, String> hostPrivate) {
    /** Copy the maps. */
    public LabKeys {
        hostPublic = Map.copyOf(hostPublic);
        hostPrivate = Map.copyOf(hostPrivate);
    }

    /** Leave the keys out: they have no place in any output. */
    @Override
    public String toString() {
        return "LabKeys[nodes=" + hostPublic.keySet() + "]";
    }
}
