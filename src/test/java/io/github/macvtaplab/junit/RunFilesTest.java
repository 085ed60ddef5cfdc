package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.shell.Login;
import io.github.macvtaplab.shell.SshCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private static final LabKeys KEYS = new LabKeys(
            "ssh-ed25519 AAAAclient run",
            "CLIENT SECRET\n",
            Map.of("g1", "ssh-ed25519 AAAAg1 g1"),
            Map.of("g1", "G1 SECRET\n"));
    private static final Node BASTION = node(NodeRole.JUMP_HOST, "bastion", "192.0.2.7", 2200, "hop", Optional.empty());
    private static final Node HOST = node(NodeRole.KVM_HOST, "kvm1", "192.0.2.8", 22, "ops", Optional.of(BASTION));
    private static final Node GUEST = node(NodeRole.GUEST, "g1", "198.18.0.11", 22, "root", Optional.of(HOST));
    private static final SshCredentials CREDENTIALS = new SshCredentials(Map.of(
            "bastion", Login.byKey("SITE SECRET\n", "ssh-ed25519 AAAAbastion"),
            "kvm1", Login.byKey("SITE SECRET\n", "ssh-ed25519 AAAAkvm1"),
            "g1", Login.byKey("CLIENT SECRET\n", "ssh-ed25519 AAAAg1 g1")));

    private static Node node(NodeRole role, String name, String address, int port, String user, Optional<Node> jump) {
        return new Node(name, role, new SshAddress(address, port, user), jump);
    }

    @TempDir
    Path temporary;

    private Path parent = Path.of("");

    @BeforeEach
    void chooseFolderThatDoesNotExistYet() {
        parent = temporary.resolve("target/lab");
    }

    @Test
    void nobodyElseMayReadThem() throws Exception {
        try (RunFiles files = write()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.folder())))
                    .isEqualTo("rwx------");
            assertThat(list(files.folder()))
                    .extracting(file -> file.getFileName() + " "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .containsExactlyInAnyOrder(
                            "host_vars rwx------",
                            "id rw-------",
                            "id1 rw-------",
                            "known_hosts rw-------",
                            "runtime.yml rw-------",
                            "ssh_config rw-------");
            assertThat(list(files.folder().resolve("host_vars")))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void hostKeysStandUnderTheNodesNames() throws Exception {
        try (RunFiles files = write()) {
            assertThat(files.folder().resolve("known_hosts"))
                    .content()
                    .satisfies(text -> assertThat(text.lines())
                            .containsExactlyInAnyOrder(
                                    "bastion ssh-ed25519 AAAAbastion",
                                    "kvm1 ssh-ed25519 AAAAkvm1",
                                    "g1 ssh-ed25519 AAAAg1 g1"));
        }
    }

    @Test
    void eachNodeIsReachedThroughTheOneBeforeIt() throws Exception {
        try (RunFiles files = write()) {
            assertThat(files.folder().resolve("ssh_config"))
                    .content()
                    .contains(
                            """
                            Host kvm1
                                HostName 192.0.2.8
                                Port 22
                                User ops
                                IdentityFile "/lab/run/id"
                                IdentityAgent none
                                HostKeyAlias kvm1
                                ProxyCommand ssh -F '/lab/run/ssh_config' -W '[%h]:%p' bastion
                            """,
                            "IdentityFile \"/lab/run/id1\"",
                            "StrictHostKeyChecking yes",
                            "UserKnownHostsFile \"/lab/run/known_hosts\"");
        }
    }

    @Test
    void inventoryHoldsWhatAllNodesHaveInCommon() throws Exception {
        try (RunFiles files = write()) {
            JsonNode all = read(files, RunFiles.INVENTORY).path("all");

            assertThat(all.path("hosts").fieldNames()).toIterable().containsExactly("bastion", "g1", "kvm1");
            assertThat(all.path("vars").path("lab_run").asText()).isEqualTo("0a1b");
            assertThat(all.path("vars").path("guest_authorized_key").asText()).isEqualTo(KEYS.clientPublic());
        }
    }

    /** Where they are, the inventory's own host_vars and group_vars do not come first. */
    @Test
    void whatLeadsToANodeIsInItsHostVars() throws Exception {
        try (RunFiles files = write()) {
            JsonNode host = read(files, "host_vars/kvm1.yml");

            assertThat(host.path("ansible_host").asText()).isEqualTo("kvm1");
            assertThat(host.path("ansible_ssh_common_args").asText()).isEqualTo("-F '/lab/run/ssh_config'");
            assertThat(host.path("lab_name").asText()).isEqualTo("kvm1 lab");
        }
    }

    @Test
    void ansibleGetsNoKeyButTheHostKeysThatTheGuestsAreToHave() throws Exception {
        try (RunFiles files = write()) {
            assertThat(read(files, "host_vars/g1.yml").path("guest_host_key").asText())
                    .isEqualTo("G1 SECRET\n");
            assertThat(List.of(
                            read(files, RunFiles.INVENTORY),
                            read(files, "host_vars/bastion.yml"),
                            read(files, "host_vars/kvm1.yml")))
                    .allSatisfy(json -> assertThat(json.toString()).doesNotContain("SECRET"));
        }
    }

    /** Else Ansible would take the inventory's, and want sshpass for a password. */
    @Test
    void ansibleIsToldOfNoWayToLogInButTheConfiguration() throws Exception {
        try (RunFiles files = write()) {
            JsonNode host = read(files, "host_vars/kvm1.yml");

            assertThat(List.of(
                            "ansible_password",
                            "ansible_ssh_pass",
                            "ansible_ssh_password",
                            "ansible_ssh_private_key_file",
                            "ansible_private_key_file",
                            "lab_key_passphrase"))
                    .allSatisfy(
                            variable -> assertThat(host.path(variable).isNull()).isTrue());
        }
    }

    private static JsonNode read(RunFiles files, String name) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(files.folder().resolve(name).toFile());
    }

    @Test
    void filesOfRunsThatAreNoMoreAreDeletedAndOthersAreNot() throws Exception {
        RunFiles alive = RunFiles.make(parent);
        // The same by a process that is no more. Process ids end at 2^22 on Linux, see proc(5).
        String name = RunFiles.make(parent).folder().getFileName().toString();
        Path dead = Files.move(
                parent.resolve(name),
                parent.resolve(name.replaceFirst(
                        RunFiles.prefix(ProcessHandle.current().pid()), RunFiles.prefix(4_194_305))));
        Files.writeString(dead.resolve("id"), "SECRET");
        Path other = Files.createDirectories(parent.resolve("other"));

        RunFiles.make(parent).close();

        assertThat(dead).doesNotExist();
        assertThat(dead.getFileName()).hasToString(name.replaceFirst("-\\d+-", "-4194305-"));
        assertThat(alive.folder()).exists();
        assertThat(other).exists();
    }

    @Test
    void filesOfALabThatIsKeptAreKept() throws Exception {
        RunFiles files = write();
        files.keep();
        files.close();

        assertThat(files.folder().resolve("ssh_config")).exists();
    }

    @Test
    void nothingIsLeftAfterClosing() throws Exception {
        write().close();

        assertThat(list(parent)).isEmpty();
    }

    private RunFiles write() {
        RunFiles files = RunFiles.make(parent);
        files.logins("/lab/run", Path::toString, List.of(BASTION, HOST, GUEST), CREDENTIALS);
        files.inventory(
                "/lab/run",
                List.of(BASTION, HOST, GUEST),
                KEYS,
                Map.of("lab_run", "0a1b"),
                node -> Map.of(
                        "lab_name",
                        node.name() + " lab",
                        "lab_key_passphrase",
                        "PASSPHRASE SECRET",
                        "ansible_host",
                        node.ssh().host()));
        return files;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
