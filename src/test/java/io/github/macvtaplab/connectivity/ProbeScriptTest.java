package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the script of a probe on this machine, with stand-ins for the programs that would use the network. */
class ProbeScriptTest {
    private static final String CAPTURES = "echo 'listening on t0' >&2; echo 'IP frame'; sleep 1";
    private static final String CAPTURES_NOTHING = "echo 'listening on t0' >&2; exec sleep 5";

    @TempDir
    java.nio.file.Path programs;

    static Stream<Path> paths() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> Stream.of(IpFamily.values()).map(family -> path(family, protocol)));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void scriptIsValidForPosixShell(Path path) throws Exception {
        assertThat(run(script(path), "sh", "-n")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void linterFindsNothingWrongWithTheScript(Path path) throws Exception {
        assumeTrue(onPath("shellcheck"), "shellcheck is not installed");
        assertThat(run(script(path), "shellcheck", "--shell=sh", "--severity=warning", "-"))
                .isEmpty();
    }

    @Test
    void eachFamilyAndProtocolHasItsToolAndTarget() {
        assertThat(script(path(IpFamily.V4, Protocol.ICMP))).contains("ping -n -4 -c 1", "198.18.10.11 >");
        assertThat(script(path(IpFamily.V6, Protocol.ICMP))).contains("ping -n -6 -c 1", "2001:db8:10::11 >");
        assertThat(script(path(IpFamily.V4, Protocol.TCP))).contains("TCP4:198.18.10.11:7007,");
        assertThat(script(path(IpFamily.V6, Protocol.TCP))).contains("TCP6:[2001:db8:10::11]:7007,");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void captureLooksAtTheSendersDeviceForFramesToTheTarget(Path path) {
        assertThat(script(path)).contains("-i t0 -Q out", "host " + target(path.family()));
    }

    @Test
    void answerToPingIsSeen() throws Exception {
        program("tcpdump", CAPTURES);
        program("ping", "echo '1 packets transmitted, 1 received'");

        assertThat(probe(Protocol.ICMP)).contains("answered=yes", "sent=1");
    }

    @Test
    void answerOverTcpIsSeenOnlyIfItIsOurs() throws Exception {
        program("tcpdump", CAPTURES);
        program("socat", "echo macvtap-lab");
        assertThat(probe(Protocol.TCP)).contains("answered=yes", "sent=1");

        program("socat", "echo someone-else");
        assertThat(probe(Protocol.TCP)).contains("answered=no");
    }

    @Test
    void silenceIsSeenWithItsFrame() throws Exception {
        program("tcpdump", CAPTURES);
        program("ping", "echo '1 packets transmitted, 0 received'; exit 1");

        assertThat(probe(Protocol.ICMP)).contains("answered=no", "sent=1");
    }

    @Test
    void silenceWithoutFrameIsSeen() throws Exception {
        program("tcpdump", CAPTURES_NOTHING);
        program("ping", "exit 1");

        assertThat(probe(Protocol.ICMP)).contains("answered=no", "sent=0");
    }

    @Test
    void sendersOwnRefusalIsNotLostBehindPingsStatistics() throws Exception {
        program("tcpdump", CAPTURES_NOTHING);
        program("ping", """
                echo 'ping: sendmsg: Operation not permitted' >&2
                echo 'PING 198.18.10.11 (198.18.10.11) 56(84) bytes of data.'
                echo
                echo '--- 198.18.10.11 ping statistics ---'
                echo '1 packets transmitted, 0 received, 100% packet loss, time 0ms'
                echo
                exit 1""");

        assertThat(probe(Protocol.ICMP)).anyMatch(line -> line.startsWith("detail=") && line.contains("not permitted"));
    }

    @Test
    void captureThatDoesNotStartLeavesNoResult() throws Exception {
        program("tcpdump", "echo 'no such device' >&2; exit 1");
        program("ping", "exit 0");

        assertThat(probe(Protocol.ICMP)).singleElement().asString().contains("t0 does not start", "no such device");
    }

    private List<String> probe(Protocol protocol) throws Exception {
        return run(script(path(IpFamily.V4, protocol)), "sh").lines().toList();
    }

    private static String script(Path path) {
        return Prober.script("t0", target(path.family()), path, Duration.ofSeconds(1));
    }

    private static Path path(IpFamily family, Protocol protocol) {
        return new Path(End.HOST, End.GUEST, SubnetName.SHARED, family, protocol);
    }

    private static String target(IpFamily family) {
        return family == IpFamily.V4 ? "198.18.10.11" : "2001:db8:10::11";
    }

    private void program(String name, String body) throws IOException {
        java.nio.file.Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** All that a command prints when the script is its standard input. */
    private String run(String script, String... argv) throws Exception {
        java.nio.file.Path input = Files.writeString(programs.resolve("script"), script);
        java.nio.file.Path output = programs.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + File.pathSeparator + path);
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("the script ends").isTrue();
        return Files.readString(output);
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(java.nio.file.Path.of(folder, program)));
    }
}
