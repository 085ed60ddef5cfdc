package io.github.macvtaplab.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ends runs on the second lab in every bad way, and looks whether the lab is as it was, with nobody's help. */
class SecondLabIT extends OnSecondLab {
    /** How often a run is killed; the 20 take about three quarters of an hour. */
    private static final int KILLS = Integer.getInteger("kills", 20);

    /** The units that the journal's watchers in this network namespace run in. */
    private static final String WATCHERS = """
            for process in $(pgrep -f '[j]ournal-.* watch '); do
                [ "$(readlink /proc/$process/ns/net)" != "$(readlink /proc/self/ns/net)" ] \\
                    || sed -n 's@^0::.*/@@p' /proc/$process/cgroup
            done
            """;

    @Test
    @Order(1)
    void wholeRunLeavesTheLabAsItWas() {
        try (SuiteRun run = run("ChangesIT")) {
            assertThat(run.end(WHOLE_RUN)).as(run.text()).isZero();
            assertThat(run.text()).contains("10 kinds of change made and taken back", "are as they were");
        }
        assertThat(lab.state()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void systemdWatchesTheDeadlineWhereItRuns() {
        try (SuiteRun run = run("NeedsLowerDeviceIT")) {
            run.says("undo journals are open", WHOLE_RUN);
            Awaitility.await("the unit on hv-a")
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(watchers(lab.onHost(WATCHERS))).containsExactly("macvtap-lab-undo-.service"));
            // systemd knows nothing of network namespaces that it is not in.
            assertThat(watchers(lab.on("tor", WATCHERS))).containsExactly("site.service");
            assertThat(run.end(WHOLE_RUN)).as(run.text()).isZero();
        }
        assertThat(lab.onHost(WATCHERS)).isEmpty();
    }

    /** Without the runs' ids. */
    private static List<String> watchers(String seen) {
        return seen.lines()
                .map(line -> line.replaceAll("undo-[0-9a-f]{8}", "undo-"))
                .toList();
    }

    private static void restored(String after) {
        long start = System.nanoTime();
        Awaitility.await("the lab as it was, after " + after)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(DEADLINE_SECONDS + 30))
                .untilAsserted(
                        () -> assertThat(lab.state()).as("after %s", after).isEqualTo(before));
        System.out.printf("safety     %-60s restored after %5.1f s%n", after, (System.nanoTime() - start) / 1e9);
    }

    @Test
    @Order(9)
    void killedAtRandomMomentsItPutsItselfBack() {
        long seed = Long.getLong("kills.seed", System.nanoTime());
        System.out.println("safety     seed of the moments: " + seed);
        Random random = new Random(seed);
        long start = System.nanoTime();
        try (SuiteRun run = run("ChangesIT")) {
            assertThat(run.end(WHOLE_RUN)).as(run.text()).isZero();
        }
        long whole = (System.nanoTime() - start) / 1_000_000;
        int kills = 0;
        while (kills < KILLS) {
            long moment = (long) (random.nextDouble() * whole);
            String last;
            boolean killed;
            try (SuiteRun run = run("ChangesIT")) {
                Awaitility.await()
                        .pollInSameThread()
                        .pollInterval(Duration.ofMillis(20))
                        .atMost(WHOLE_RUN)
                        .until(() -> run.age().toMillis() >= moment || !run.running());
                // Some runs are faster than the one that was timed: what had ended by itself was not killed.
                killed = run.running();
                run.kill();
                last = run.lastTopic();
            }
            kills += killed ? 1 : 0;
            restored((killed
                            ? "kill -9 no. %d, at %.1f s, after '%s'"
                            : "no kill, %d until now: over before %.1f s, '%s'")
                    .formatted(kills, moment / 1000.0, last));
            assertThat(lab.unrelatedGuest()).isEqualTo(unrelated);
            try (SuiteRun next = run("NeedsLowerDeviceIT")) {
                assertThat(next.end(WHOLE_RUN))
                        .as("the next run:%n%s", next.text())
                        .isZero();
            }
            assertThat(lab.state()).as("after the next run").isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    @Order(3)
    void harmEndsInAClearErrorAndARestoredLab(Harm harm) {
        harm.prepare(lab);
        try (SuiteRun run = run("ChangesIT")) {
            run.says(harm.moment(), WHOLE_RUN);
            harm.happen(lab);
            try {
                assertThat(run.end(WHOLE_RUN)).as(run.text()).isNotZero();
                // The console names every node anyway; it is the failure that has to.
                List<String> failures = run.text()
                        .lines()
                        .filter(line -> line.startsWith("FAILURE"))
                        .toList();
                System.out.println("safety     " + harm + ": " + failures);
                assertThat(failures).anyMatch(line -> line.contains(harm.names()));
                if (harm.hides()) {
                    harm.mend(lab);
                }
                restored(harm.toString());
            } finally {
                harm.mend(lab);
            }
        }
    }

    @Test
    @Order(4)
    void secondRunWaitsAndThenPasses() {
        try (SuiteRun first = run("NeedsLowerDeviceIT")) {
            first.says("undo journals are open", WHOLE_RUN);
            try (SuiteRun second = run("NeedsLowerDeviceIT");
                    SuiteRun impatient = run("NeedsLowerDeviceIT", "lab.lease.wait", "0")) {
                assertThat(impatient.end(WHOLE_RUN)).as(impatient.text()).isNotZero();
                assertThat(impatient.text()).contains("expected the lease of", "it is held by run ", "lab.lease.wait");
                second.says("waiting for", WHOLE_RUN);
                assertThat(first.end(WHOLE_RUN)).as(first.text()).isZero();
                assertThat(second.end(WHOLE_RUN)).as(second.text()).isZero();
            }
        }
    }

    @Test
    @Order(5)
    void keptLabIsTakenDownByRecover() {
        try (SuiteRun run = run("NeedsLowerDeviceIT", "lab.keep", "always")) {
            assertThat(run.end(WHOLE_RUN)).as(run.text()).isZero();
            assertThat(run.text()).containsPattern("ssh -F '.*/ssh_config' hv-a");
            guardKnowsWhatIsMadeOfInterfaces(run.text());
        }
        assertThat(lab.state()).isNotEqualTo(before).contains("mvlab-");
        try (SuiteRun recover = run("RecoverIT", "lab.suite", "recover")) {
            assertThat(recover.end(WHOLE_RUN)).as(recover.text()).isZero();
            assertThat(recover.text()).contains("hv-a: run ", "left a journal, as it was told to keep the lab");
        }
        assertThat(lab.state()).isEqualTo(before);
    }

    /** In a guest of the kept lab: its kernel has the bonds and VLANs that the machine with the second lab may lack. */
    private static void guardKnowsWhatIsMadeOfInterfaces(String said) {
        String login = said.lines()
                .filter(line -> line.endsWith("ssh_config' vm-a"))
                .map(line -> line.replaceFirst(".*(?=ssh -F )", ""))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
        String sources = "src/main/resources/safety";
        assertThat(SecondLab.here(
                                "sh",
                                "-c",
                                "cat %1$s/netstate.py %1$s/guard.py src/test/resources/safety/guard-in-a-guest.py | %2$s python3 -I -"
                                        .formatted(sources, login))
                        .lines())
                .containsExactly(
                        "network file systems | [('/mnt/root', '203.0.113.50'), ('/home', '2001:db8:7::5')]",
                        "bond7.7 is managed by | it has a default route",
                        "bond7 is managed by | bond7.7 is on top of it, and it has a default route",
                        "ea is managed by | bond7.7 is on top of it, and it has a default route",
                        "eb is managed by | bond7.7 is on top of it, and it has a default route",
                        "br7 is managed by | SSH comes in by it (203.0.113.17)",
                        "ec is managed by | br7 is on top of it, and SSH comes in by it (203.0.113.17)",
                        "ed is managed by | it has a default route",
                        "vrf7 is managed by | ed is a member of it, and it has a default route",
                        "eg is managed by | /mnt/root is mounted over it",
                        "eh is managed by | /home is mounted over it",
                        "ee is managed by | not",
                        "ef is managed by | not",
                        "tap7 is managed by | not",
                        "eg.8 is managed by | it is on top of eg, on the same cable, and eg is kept: /mnt/root is mounted over it",
                        "ea is used | it is a member of bond7",
                        "ec is used | it is a member of br7",
                        "ed is used | it is a member of vrf7",
                        "ee is used | ee.9 is on top of it",
                        "ef is used | tap7 is on top of it",
                        "eg is used | eg.8 is on top of it",
                        "ec, a switch's port, is used | not");
    }
}
