package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.provision.Interrupts.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a made-up host: folders as the kernel has them, and a virsh and a python3 that say how many vCPUs and which CPUs there are. */
class InterruptsTest {
    @TempDir
    private Path dir;

    private Optional<Plan> plan(int vcpusOfEach) throws IOException, InterruptedException {
        program("virsh", "echo " + vcpusOfEach);
        // Four CPUs, whatever this machine has. The arguments are -c, the program and the number.
        program("python3", """
                exec %s -c "import os, sys
                os.sched_getaffinity = lambda pid: {0, 1, 2, 3}
                sys.argv = sys.argv[2:]
                exec(sys.argv[0])" "$@"
                """.formatted(which("python3")));
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        Interrupts.script(
                                List.of("a", "b"),
                                dir.resolve("net/uplink0").toString(),
                                dir.resolve("irq").toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().merge("PATH", dir.toString(), (path, first) -> first + ":" + path);
        Process shell = builder.start();
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isZero();
        return Plan.parse(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String which(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return folder + "/" + program;
            }
        }
        throw new AssertionError("no " + program + " in the PATH");
    }

    private void program(String name, String script) throws IOException {
        Path file = dir.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A PCI device, with the interface as the only one; below it, where it is virtio's, as the kernel has it. */
    private Path device(String subsystem) throws IOException {
        Path pci = Files.createDirectories(dir.resolve("devices/pci"));
        Path device = "virtio".equals(subsystem) ? Files.createDirectories(pci.resolve("virtio0")) : pci;
        Files.createDirectories(device.resolve("net/uplink0"));
        Files.createDirectories(dir.resolve("bus/" + subsystem));
        Files.createSymbolicLink(device.resolve("subsystem"), dir.resolve("bus/" + subsystem));
        Files.createDirectories(dir.resolve("net/uplink0"));
        Files.createSymbolicLink(dir.resolve("net/uplink0/device"), device);
        return device;
    }

    private void irq(Path device, int number, String cpus) throws IOException {
        Files.createDirectories(device.resolve("msi_irqs"));
        Files.createFile(device.resolve("msi_irqs").resolve(String.valueOf(number)));
        Files.createDirectories(dir.resolve("irq/" + number));
        Files.writeString(dir.resolve("irq/" + number + "/smp_affinity_list"), cpus + "\n");
    }

    @Test
    void theyGoToTheCpusThatNoGuestGets() throws Exception {
        Path device = device("pci");
        irq(device, 24, "3");
        irq(device, 25, "0-3");

        Plan plan = plan(1).orElseThrow();

        assertThat(plan.to()).isEqualTo("0,1");
        assertThat(plan.move().lines())
                .containsExactly(
                        "echo 0,1 >/proc/irq/24/smp_affinity_list 2>/dev/null || true",
                        "echo 0,1 >/proc/irq/25/smp_affinity_list 2>/dev/null || true");
        assertThat(plan.back().lines().toList().get(0))
                .startsWith("[ ! -e /proc/irq/24 ] || echo 3 >/proc/irq/24/smp_affinity_list")
                .endsWith("|| exit 1");
    }

    @Test
    void thoseOfAVirtioNicBelongToTheDeviceAboveIt() throws Exception {
        irq(device("virtio").resolve("..").normalize(), 31, "2");

        assertThat(plan(1).orElseThrow().from()).containsEntry(31, "2");
    }

    @Test
    void nothingIsMovedWhereTheGuestsNeedEveryCpu() throws Exception {
        irq(device("pci"), 24, "3");

        assertThat(plan(2)).isEmpty();
    }

    @Test
    void nothingIsMovedWhereTheUplinkHasNone() throws Exception {
        assertThat(plan(1)).isEmpty();
    }

    /** It may be what the host is managed by. */
    @Test
    void nothingIsMovedOfADeviceThatHasAnotherInterface() throws Exception {
        Path device = device("pci");
        irq(device, 24, "3");
        Files.createDirectories(device.resolve("net/eno1"));

        assertThat(plan(1)).isEmpty();
    }

    /** What is above a PCI device is a bridge, which serves others too. */
    @Test
    void nothingIsMovedOfWhatIsAboveAPciDevice() throws Exception {
        irq(device("pci").resolve("..").normalize(), 24, "3");

        assertThat(plan(1)).isEmpty();
    }
}
