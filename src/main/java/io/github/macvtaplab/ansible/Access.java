package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Node;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the inventory says that a node is logged in to.
 *
 * @param node the node
 * @param keyFile path of the key, as the inventory has it
 * @param keyPassphrase what the key is encrypted with
 * @param password of who logs in
 * @param hostKey the node's host key, one OpenSSH line
 * @param knownHosts path of a file with host keys, in OpenSSH's format
 * @param become whether commands run by sudo
 * @param becomePassword what sudo is told if it asks for a password
 */
public record Access(
        Node node,
        Optional<String> keyFile,
        Optional<String> keyPassphrase,
        Optional<String> password,
        Optional<String> hostKey,
        Optional<String> knownHosts,
        boolean become,
        Optional<String> becomePassword) {

    private static final Pattern LINE_END = Pattern.compile("\\R+$");

    /** Reads it from a node's variables. */
    static Access of(Node node, JsonNode variables) {
        return new Access(
                node,
                first(variables, "ansible_ssh_private_key_file", "ansible_private_key_file"),
                secret(variables, "lab_key_passphrase"),
                secret(variables, "ansible_ssh_password", "ansible_ssh_pass", "ansible_password"),
                first(variables, "lab_host_key"),
                first(variables, "lab_known_hosts"),
                variables.path("ansible_become").asBoolean(),
                secret(variables, "ansible_sudo_pass", "ansible_become_pass", "ansible_become_password"));
    }

    /** The first that there is; of names for one thing, Ansible takes the last that it knows of, which stands first here. */
    private static Optional<String> secret(JsonNode variables, String... names) {
        return first(variables, names).map(text -> LINE_END.matcher(text).replaceFirst(""));
    }

    private static Optional<String> first(JsonNode variables, String... names) {
        return Stream.of(names)
                .map(name -> variables.path(name).asText())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Leaves passwords and passphrase out. */
    @Override
    public String toString() {
        return "Access[node=%s, keyFile=%s, hostKey=%s, knownHosts=%s, become=%s]"
                .formatted(node, keyFile, hostKey, knownHosts, become);
    }
}
