package io.github.macvtaplab.junit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.ansible.Access;
import io.github.macvtaplab.ansible.Prompts;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Login;
import io.github.macvtaplab.shell.ShellWord;
import io.github.macvtaplab.shell.SshCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The files of one run by which Ansible, and a person who keeps the lab, log in to the nodes, and the variables of the run. */
final class RunFiles implements AutoCloseable {
    /** The inventory source with the variables of this run. */
    static final String INVENTORY = "runtime.yml";

    private static final String PREFIX = "run-";
    /** Where Ansible looks beside the inventory. */
    private static final String HOST_VARS = "host_vars";

    private static final FileAttribute<Set<PosixFilePermission>> ONLY_OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private boolean kept;

    private RunFiles(Path folder) {
        this.folder = folder;
    }

    /** Make an empty folder that nobody else can read, and delete those of runs that were killed, or whose lab was kept. */
    static RunFiles make(Path parent) {
        try {
            Files.createDirectories(parent);
            deleteLeft(parent);
            return new RunFiles(Files.createTempDirectory(
                    parent, prefix(ProcessHandle.current().pid()), ONLY_OURS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys must not lie about for longer than the process that they are for. */
    private static void deleteLeft(Path parent) throws IOException {
        try (Stream<Path> folders = Files.list(parent)) {
            for (Path left : folders.filter(RunFiles::left).toList()) {
                delete(left);
            }
        }
    }

    /** What the name of a process's folder begins with: by it a later run sees whether the process still is. */
    static String prefix(long pid) {
        return PREFIX + pid + "-";
    }

    private static boolean left(Path folder) {
        String[] words = folder.getFileName().toString().split("-");
        return words.length == 3
                && PREFIX.equals(words[0] + "-")
                && words[1].matches("\\d{1,10}")
                && ProcessHandle.of(Long.parseLong(words[1])).isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Write how each node is logged in to.
     *
     * @param at where the reader finds the folder
     * @param agent where the reader finds an agent's socket
     * @return what ssh will ask for
     */
    Prompts logins(String at, Function<Path, String> agent, Collection<Node> nodes, SshCredentials credentials) {
        SshConfig config = new SshConfig(at, agent);
        for (Node node : nodes) {
            Login login = credentials.logins().get(node.name());
            if (login != null) {
                config.add(node, login);
            }
        }
        config.files().forEach(this::secret);
        return config.prompts();
    }

    /** Write a program that only this user can run. */
    void program(String name, String text) {
        secret(name, text);
        try {
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Write the variables of the run. Those by which nodes are reached stand where no inventory's own come before them: in
     * {@code host_vars}, as that is above all groups' variables and those in an inventory's file.
     *
     * @param at where Ansible finds the folder
     * @param variables of all nodes
     * @param own more variables of each
     */
    void inventory(
            String at,
            Collection<Node> nodes,
            LabKeys keys,
            Map<String, String> variables,
            Function<Node, Map<String, ?>> own) {
        Map<String, Object> all = new TreeMap<>(variables);
        all.put("guest_authorized_key", keys.clientPublic());
        makeHostVars();
        Map<String, Object> hosts = new TreeMap<>();
        for (Node node : nodes) {
            hosts.put(node.name(), Map.of());
            Map<String, Object> its = new TreeMap<>(own.apply(node));
            its.put("ansible_host", node.name());
            // The file that ssh is given below says it all; and for a password of which it knows, Ansible would want
            // sshpass.
            Access.SHOWN.forEach(variable -> its.put(variable, null));
            its.put("ansible_ssh_common_args", "-F " + ShellWord.quoted(at + "/" + SshConfig.NAME));
            String hostKey = keys.hostPrivate().get(node.name());
            if (hostKey != null) {
                its.put("guest_host_key", hostKey);
                its.put("guest_host_key_public", keys.hostPublic().getOrDefault(node.name(), ""));
            }
            secret(HOST_VARS + "/" + node.name() + ".yml", yaml(its));
        }
        secret(INVENTORY, yaml(Map.of("all", Map.of("hosts", hosts, "vars", all))));
    }

    private void makeHostVars() {
        Path hostVars = folder.resolve(HOST_VARS);
        try {
            if (!Files.isDirectory(hostVars)) {
                Files.createDirectory(hostVars, ONLY_OURS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As JSON, which is YAML. */
    private static String yaml(Map<String, Object> map) {
        try {
            return JsonMapper.builder().build().writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void secret(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Leave them, so that somebody can log in to a lab that is kept. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
