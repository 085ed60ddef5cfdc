package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script with a virsh that only notes what it is told; the calibration suite runs it with libvirt's. */
class PinningTest {
    @TempDir
    private Path dir;

    /** What the script says on a host with these CPUs, whose guests have so many vCPUs each. */
    private Map<String, String> pin(String cpus, int vcpus, String... guests) throws IOException, InterruptedException {
        program("virsh", """
                [ "$2" = vcpucount ] && { echo %d; exit; }
                echo "$*" >>'%s/told'
                """.formatted(vcpus, dir));
        program("python3", "echo " + cpus);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", Pinning.script(List.of(guests), "no-such-uplink"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().merge("PATH", dir.toString(), (path, first) -> first + ":" + path);
        Process shell = builder.start();
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isZero();
        return Facts.of(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private void program(String name, String script) throws IOException {
        Path file = dir.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(dir.resolve("told"));
    }

    @Test
    void givesEachVcpuACpuAndLeavesTheRestToTheRest() throws Exception {
        Map<String, String> facts = pin("0 2 4 6", 1, "g1", "g2");

        assertThat(facts)
                .containsEntry(
                        "pinning", "guest 1 vCPU 0 on CPU 4, guest 2 vCPU 0 on CPU 6, QEMU and vhost on CPU 0,2");
        assertThat(told())
                .containsExactly(
                        "-q vcpupin g1 0 4 --live",
                        "-q emulatorpin g1 0,2 --live",
                        "-q vcpupin g2 0 6 --live",
                        "-q emulatorpin g2 0,2 --live");
    }

    /** Names of guests have the run's id, and the history looks for earlier runs with the same equipment. */
    @Test
    void saysTheSameInEachRun() throws Exception {
        assertThat(pin("0 1", 1, "mvlab-0a1b2c3d-g1")).isEqualTo(pin("0 1", 1, "mvlab-4e5f6a7b-g1"));
    }

    @Test
    void takesPinsOffWhereNoCpuWouldBeLeftOver() throws Exception {
        Map<String, String> facts = pin("0 1", 2, "g1");

        assertThat(facts.get("pinning")).startsWith("none: the guests have 2 vCPUs, the host has 2 CPUs");
        assertThat(told())
                .containsExactly(
                        "-q vcpupin g1 0 0,1 --live", "-q vcpupin g1 1 0,1 --live", "-q emulatorpin g1 0,1 --live");
    }

    @Test
    void saysThatADeviceWithoutInterruptsHasNone() throws Exception {
        assertThat(pin("0 1", 1, "g1")).containsEntry("interrupts", "the uplink has none of its own");
    }
}
