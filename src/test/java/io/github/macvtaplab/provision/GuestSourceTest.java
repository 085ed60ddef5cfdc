package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import io.github.macvtaplab.provision.GuestSource.Boot;
import io.github.macvtaplab.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What guests are made from and where it is: pools, images and accelerators, on hosts that answer as told. */
class GuestSourceTest {
    private static final Node HOST =
            new Node("kvm1", NodeRole.KVM_HOST, new SshAddress("192.0.2.1", 22, "root"), Optional.empty());
    private static final Console SILENT = new Console() {
        @Override
        public void line(String topic, String text) {}

        @Override
        public void line(String topic, String text, Duration took) {}
    };

    @TempDir
    private Path dir;

    private static Shell answering(int exitStatus, String out, String err) {
        return (node, script, deadline) ->
                new CommandResult(node.name(), script, exitStatus, out, err, Duration.ofMillis(1));
    }

    /** This machine, as a host. */
    static CommandResult here(Node node, String script, Duration deadline) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", script).start();
            shell.getOutputStream().close();
            String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult(node.name(), script, shell.waitFor(), out, err, Duration.ofMillis(1));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"dir /var/lib/libvirt/images", "netfs /srv/nfs", "fs /srv/disk"})
    void aPoolOfAFolderIsThatFolder(String typeAndPath) {
        assertThat(StoragePool.folder(answering(0, typeAndPath + "\n", ""), HOST, "vms"))
                .isEqualTo(typeAndPath.split(" ")[1]);
    }

    @Test
    void aPoolOfVolumesIsRefused() {
        assertThatThrownBy(() -> StoragePool.folder(answering(0, "logical /dev/vg0\n", ""), HOST, "vg0"))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("kvm1: expected an active libvirt storage pool 'vg0'")
                .hasMessageContaining("seen: the type logical; correct lab_guest_pool");
    }

    @Test
    void aPoolThatIsNotThereIsAnErrorWithThoseThatAre() {
        assertThatThrownBy(() -> StoragePool.folder(answering(1, "", "there are: default\n"), HOST, "vms"))
                .hasMessageContaining("seen: there are: default;");
    }

    private GuestSource download(Path image, String sum) {
        return new GuestSource(
                "file://" + image,
                Optional.of(sum),
                Optional.empty(),
                dir.resolve("guests").toString());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Path image() throws Exception {
        return Files.writeString(dir.resolve("guest.qcow2"), "an image");
    }

    @Test
    void anImageIsDownloadedOnceAndStaysUnderItsChecksum() throws Exception {
        String sum = sha256("an image");
        Path image = image();
        GuestSource source = download(image, sum);

        GuestImage.ensure(GuestSourceTest::here, HOST, source, SILENT);
        Files.delete(image);
        GuestImage.ensure(GuestSourceTest::here, HOST, source, SILENT);

        assertThat(source.file()).isEqualTo(dir + "/guests/images/" + sum);
        assertThat(Path.of(source.file())).hasContent("an image");
    }

    @Test
    void anotherChecksumIsAnErrorAndLeavesNothing() throws Exception {
        GuestSource source = download(image(), "0".repeat(64));

        assertThatThrownBy(() -> GuestImage.ensure(GuestSourceTest::here, HOST, source, SILENT))
                .hasMessageStartingWith("kvm1 cannot get the guests' image: expected file://")
                .hasMessageContaining("with the SHA-256 checksum 0000")
                .hasMessageContaining("seen: the checksum ");
        assertThat(dir.resolve("guests/images")).isEmptyDirectory();
    }

    @Test
    void anImageOnTheHostIsTakenWhereItIs() {
        GuestSource source =
                new GuestSource("/srv/guest.qcow2", Optional.empty(), Optional.of(new Boot("/k", "/i")), "/srv/guests");

        GuestImage.ensure(answering(1, "", "must not be asked"), HOST, source, SILENT);

        assertThat(source.file()).isEqualTo("/srv/guest.qcow2");
    }

    @ParameterizedTest
    @CsvSource({
        "works,    kvm, 'KVM, by a test boot'",
        "fails,    tcg, 'TCG (KVM is there, its test boot did not finish in 6 s)'",
        "absent,   tcg, 'TCG (there is no /dev/kvm)'",
        "believed, kvm, 'KVM (not tried before the guests'' own boot)'"
    })
    void theAcceleratorSaysHowItWasFound(String answer, String kind, String reason) {
        Accelerator found = Accelerator.find(answering(0, answer + "\n", ""), HOST, Optional.empty());

        assertThat(found).isEqualTo(new Accelerator(kind, reason));
    }
}
