package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.model.LabKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private static final LabKeys KEYS = new LabKeys(
            "ssh-ed25519 AAAAclient run",
            "CLIENT SECRET\n",
            Map.of("kvm1", "ssh-ed25519 AAAAkvm1 kvm1", "g1", "ssh-ed25519 AAAAg1 g1"),
            Map.of("kvm1", "KVM1 SECRET\n", "g1", "G1 SECRET\n"));

    @TempDir
    Path temporary;

    private Path parent = Path.of("");

    @BeforeEach
    void chooseFolderThatDoesNotExistYet() {
        parent = temporary.resolve("target/lab");
    }

    @Test
    void nobodyElseMayReadThem() throws Exception {
        try (RunFiles files = write(null)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.folder())))
                    .isEqualTo("rwx------");
            assertThat(list(files.folder()))
                    .extracting(file -> file.getFileName() + " "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .containsExactlyInAnyOrder("id rw-------", "known_hosts rw-------", "runtime.yml rw-------");
        }
    }

    @Test
    void hostKeysStandUnderTheNodesNames() throws Exception {
        try (RunFiles files = write(null)) {
            assertThat(files.folder().resolve("known_hosts"))
                    .content()
                    .satisfies(text -> assertThat(text.lines())
                            .containsExactlyInAnyOrder("kvm1 ssh-ed25519 AAAAkvm1 kvm1", "g1 ssh-ed25519 AAAAg1 g1"));
        }
    }

    @Test
    void inventorySaysWhereTheRunsFilesAreAndHoldsNoKeyItself() throws Exception {
        try (RunFiles files = write("/lab/run")) {
            String text = Files.readString(files.folder().resolve(RunFiles.INVENTORY));
            JsonNode all = JsonMapper.builder().build().readTree(text).path("all");

            assertThat(all.path("hosts").path("kvm1").path("ansible_host").asText())
                    .isEqualTo("192.0.2.7");
            assertThat(all.path("vars").path("ansible_ssh_private_key_file").asText())
                    .isEqualTo("/lab/run/id");
            assertThat(all.path("vars").path("ansible_ssh_common_args").asText())
                    .contains(
                            "UserKnownHostsFile=/lab/run/known_hosts",
                            "StrictHostKeyChecking=yes",
                            "HostKeyAlias={{ inventory_hostname }}",
                            "HostKeyAlias=kvm1 -W %h:%p root@192.0.2.7");
            assertThat(all.path("vars").path("guest_authorized_key").asText()).isEqualTo(KEYS.clientPublic());
            assertThat(text).doesNotContain("SECRET");
        }
    }

    @Test
    void withoutContainerTheFilesAreWhereTheyAre() throws Exception {
        try (RunFiles files = write(null)) {
            assertThat(files.folder().resolve(RunFiles.INVENTORY))
                    .content()
                    .contains(files.folder().toAbsolutePath() + "/id");
        }
    }

    @Test
    void nothingIsLeftAfterClosing() throws Exception {
        write(null).close();

        assertThat(list(parent)).isEmpty();
    }

    private RunFiles write(@org.jspecify.annotations.Nullable String seenAs) {
        return RunFiles.write(parent, seenAs, KEYS, "kvm1", "192.0.2.7", "/keys");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
