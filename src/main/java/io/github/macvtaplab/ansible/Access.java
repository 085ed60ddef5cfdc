package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Node;
import java.util.List;
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

    /** Of names for one thing, Ansible takes the last that it knows of, which stands first here, and in the lists below. */
    static final List<LabVariable> KEY_FILE =
            List.of(LabVariable.ANSIBLE_SSH_PRIVATE_KEY_FILE, LabVariable.ANSIBLE_PRIVATE_KEY_FILE);

    private static final List<LabVariable> KEY_PASSPHRASE = List.of(LabVariable.KEY_PASSPHRASE);
    private static final List<LabVariable> PASSWORD =
            List.of(LabVariable.ANSIBLE_SSH_PASSWORD, LabVariable.ANSIBLE_SSH_PASS, LabVariable.ANSIBLE_PASSWORD);
    private static final List<LabVariable> BECOME_PASSWORD = List.of(
            LabVariable.ANSIBLE_SUDO_PASS, LabVariable.ANSIBLE_BECOME_PASS, LabVariable.ANSIBLE_BECOME_PASSWORD);

    /** The names of the variables that say what a node is shown by who logs in. */
    public static final List<String> SHOWN = Stream.of(KEY_FILE, KEY_PASSPHRASE, PASSWORD)
            .flatMap(List::stream)
            .map(known -> known.variable)
            .toList();

    private static final Pattern LINE_END = Pattern.compile("\\R+$");

    /** Reads it from a node's variables. */
    static Access of(Node node, JsonNode variables) {
        return new Access(
                node,
                first(variables, KEY_FILE),
                secret(variables, KEY_PASSPHRASE),
                secret(variables, PASSWORD),
                first(variables, List.of(LabVariable.HOST_KEY)),
                first(variables, List.of(LabVariable.KNOWN_HOSTS)),
                variables.path(LabVariable.ANSIBLE_BECOME.variable).asBoolean(),
                secret(variables, BECOME_PASSWORD));
    }

    private static Optional<String> secret(JsonNode variables, List<LabVariable> names) {
        return first(variables, names).map(text -> LINE_END.matcher(text).replaceFirst(""));
    }

    /** The first that there is. */
    private static Optional<String> first(JsonNode variables, List<LabVariable> names) {
        return names.stream()
                .map(name -> variables.path(name.variable).asText())
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
