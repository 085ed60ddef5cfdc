package io.github.macvtaplab.junit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.model.LabKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one run that Ansible reads: the client's key, the nodes' host keys, and what the inventory cannot know. */
final class RunFiles implements AutoCloseable {
    /** The inventory source with the variables of this run. */
    static final String INVENTORY = "runtime.yml";

    private static final String KEY = "id";
    private static final String KNOWN_HOSTS = "known_hosts";

    private final Path folder;

    private RunFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Write them.
     *
     * @param parent folder to make the run's own folder in
     * @param seenAs where Ansible finds that folder; null if it is where it is
     * @param jumpNode the node through which the others are reached
     * @param jumpAddress its address
     */
    static RunFiles write(
            Path parent,
            @Nullable String seenAs,
            LabKeys keys,
            String jumpNode,
            String jumpAddress,
            String hostKeysDirectory) {
        try {
            Files.createDirectories(parent);
            Path folder = Files.createTempDirectory(
                    parent, "run-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            RunFiles files = new RunFiles(folder);
            files.secret(KEY, keys.clientPrivate());
            StringBuilder known = new StringBuilder();
            // Host keys stand under the nodes' names (HostKeyAlias): addresses are the inventory's business.
            keys.hostPublic()
                    .forEach((node, key) ->
                            known.append(node).append(' ').append(key).append('\n'));
            files.secret(KNOWN_HOSTS, known.toString());
            String at = seenAs == null ? folder.toAbsolutePath().toString() : seenAs;
            files.secret(INVENTORY, inventory(at, keys, jumpNode, jumpAddress, hostKeysDirectory));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inventory(
            String at, LabKeys keys, String jumpNode, String jumpAddress, String hostKeysDirectory) throws IOException {
        String options =
                "-o UserKnownHostsFile=%s/%s -o StrictHostKeyChecking=yes -o HostKeyAlias=".formatted(at, KNOWN_HOSTS);
        String proxy = "-o ProxyCommand=\"ssh -i %s/%s %s%s -W %%h:%%p root@%s\""
                .formatted(at, KEY, options, jumpNode, jumpAddress);
        Map<String, Object> all = Map.of(
                "hosts",
                Map.of(jumpNode, Map.of("ansible_host", jumpAddress)),
                "vars",
                Map.of(
                        "ansible_ssh_private_key_file",
                        at + "/" + KEY,
                        "ansible_ssh_common_args",
                        options + "{{ inventory_hostname }}{{ ' " + proxy + "' if lab_jump is defined else '' }}",
                        "guest_authorized_key",
                        keys.clientPublic(),
                        "guest_host_keys_directory",
                        hostKeysDirectory));
        // JSON is YAML.
        return JsonMapper.builder().build().writeValueAsString(Map.of("all", all));
    }

    private void secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
