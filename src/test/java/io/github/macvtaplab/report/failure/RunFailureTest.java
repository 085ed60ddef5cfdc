package io.github.macvtaplab.report.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what a failed run leaves for the last screen. */
class RunFailureTest {
    private static final String REPORT = "reports/latest/index.html";
    private static final String LONG = "the frame was last seen where nobody would have looked for it, ".repeat(20);

    private final RunFailure wrong = new RunFailure();
    private final ClaimRegister register = new ClaimRegister();

    @TempDir
    Path directory;

    @Test
    void runInWhichNothingFailsLeavesNothing() {
        register.add(new Observation(ClaimId.THROUGHPUT, ClaimVerdict.INCONCLUSIVE, "PerformanceIT", "emulated lab"));
        wrong.explain("cause", "the port takes one MAC address");

        wrong.write(directory, Optional.of(register), REPORT);

        assertThat(directory.resolve(RunFailure.FILE)).doesNotExist();
    }

    @Test
    void errorIsToldWhereTheRunGotNowhere() throws IOException {
        wrong.error("peer 'far' does not answer SSH");

        assertThat(lines(Optional.empty())).containsExactly("error      peer 'far' does not answer SSH");
    }

    @Test
    void claimsOfFailedTestsAreToldTheRefutedFirst() throws IOException {
        fail(ClaimId.EXPOSED, ClaimVerdict.INCONCLUSIVE, "a witness was lost");
        fail(ClaimId.SECOND_SUBNET, ClaimVerdict.REFUTED, "blocked at uplink1");
        register.add(new Observation(ClaimId.THROUGHPUT, ClaimVerdict.INCONCLUSIVE, "PerformanceIT", "emulated lab"));

        assertThat(lines(Optional.of(register)))
                .containsExactly(
                        "claim      SECOND-SUBNET            REFUTED        blocked at uplink1",
                        "claim      EXPOSED                  INCONCLUSIVE   a witness was lost",
                        "claims     0 HOLDS, 2 INCONCLUSIVE, 1 REFUTED, 9 not run",
                        "report     reports/latest/index.html");
    }

    @Test
    void reasonOfTheOnlyClaimIsToldAtLength() throws IOException {
        fail(ClaimId.EXPOSED, ClaimVerdict.REFUTED, LONG.substring(0, 250));

        assertThat(String.join(" ", lines(Optional.of(register))).replaceAll(" +", " "))
                .contains(LONG.substring(0, 250).strip());
    }

    @Test
    void causeStandsBeforeWhatItCaused() throws IOException {
        wrong.error("12 things are missing");
        wrong.explain("cause", "br_netfilter hands bridged frames to iptables");
        wrong.explain("cure", "sysctl net.bridge.bridge-nf-call-iptables=0");

        assertThat(lines(Optional.empty()))
                .containsExactly(
                        "cause      br_netfilter hands bridged frames to iptables",
                        "cure       sysctl net.bridge.bridge-nf-call-iptables=0",
                        "error      12 things are missing");
    }

    @Test
    void testThatBearsOnNoClaimIsNamed() throws IOException {
        wrong.test("PreflightIT.allIsThere", "\n  nmap is missing on far\nand more", List.of());

        assertThat(lines(Optional.empty()))
                .containsExactly("test       PreflightIT.allIsThere: nmap is missing on far");
    }

    @Test
    void itFitsOnAScreenWhateverBreaks() throws IOException {
        wrong.explain("cause", LONG);
        wrong.error(LONG);
        for (ClaimId claim : ClaimId.values()) {
            fail(claim, ClaimVerdict.INCONCLUSIVE, LONG);
        }
        for (int i = 0; i < 40; i++) {
            wrong.test("MatrixIT " + i, LONG, List.of());
        }

        assertThat(lines(Optional.of(register)))
                .hasSizeLessThanOrEqualTo(20)
                .allMatch(line -> line.length() <= 100)
                .endsWith("claims     0 HOLDS, 12 INCONCLUSIVE, 0 REFUTED", "report     " + REPORT);
    }

    private void fail(ClaimId claim, ClaimVerdict verdict, String why) {
        Observation observation = new Observation(claim, verdict, "MatrixIT", why);
        register.add(observation);
        wrong.test("MatrixIT", why, List.of(observation));
    }

    private List<String> lines(Optional<ClaimRegister> found) throws IOException {
        wrong.write(directory, found, REPORT);
        return Files.readAllLines(directory.resolve(RunFailure.FILE));
    }
}
