package io.github.macvtaplab.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ends runs on a lab that is not the suite's in every bad way, and looks whether the lab is as it was, with nobody's help:
 * {@code -Dlab.suite=safety}.
 */
@Tag("lab")
@Tag("safety")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecondLabIT {
    private static final Duration WHOLE_RUN = Duration.ofMinutes(5);
    private static final Duration WHOLE_MATRIX = Duration.ofMinutes(20);
    private static final int DEADLINE_SECONDS = 30;
    /** How often a run is killed; the 20 take about half an hour. */
    private static final int KILLS = Integer.getInteger("kills", 20);

    @SuppressWarnings("NullAway.Init")
    private static SecondLab lab;

    private static String before = "";
    private static String unrelated = "";

    @BeforeAll
    static void up() {
        lab = SecondLab.up();
        before = lab.state();
        unrelated = lab.unrelatedGuest();
        assertThat(unrelated).as("process of the unrelated guest").isNotEmpty();
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    /** Without it a state that is the same for all would show nothing. */
    @BeforeEach
    void stateIsAsAtTheBeginning() {
        assertThat(lab.state()).isEqualTo(before).contains("data0", "swp1", "ens7", "billing-db");
    }

    @AfterEach
    void unrelatedGuestIsUntouched() {
        assertThat(lab.unrelatedGuest()).isEqualTo(unrelated);
    }

    private static SuiteRun run(String testClasses, String... more) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of(
                "lab.inventory", lab.inventory().toString(),
                "lab.undo.deadline", DEADLINE_SECONDS + "s",
                "lab.accelerator", "tcg",
                "lab.history", "off",
                "lab.reports", "target/second-lab/reports"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return SuiteRun.start(testClasses, properties);
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

    /** Each test says when it is over; some take minutes. */
    @AfterEach
    void progress(TestInfo test) {
        System.out.println("safety     " + test.getDisplayName() + " is over");
    }

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

    /** What happens to a lab, at a line of the run's console, and what the run must say of it. */
    enum Harm {
        SSH_CUT("wiring     linux-bridge", "keep-alive") {
            @Override
            void happen() {
                lab.bastion("pause");
            }

            @Override
            void mend() {
                lab.bastion("unpause");
            }
        },
        LIBVIRTD_KILLED("wiring     linux-bridge", "failed to connect to the hypervisor") {
            @Override
            void happen() {
                lab.onHost("pkill -KILL libvirtd");
            }

            @Override
            void mend() {
                lab.onHost("pgrep libvirtd >/dev/null || libvirtd -d; sleep 2");
            }
        },
        GUEST_KILLED("wiring     linux-bridge", "-vm-a'") {
            @Override
            void happen() {
                lab.onHost("pkill -KILL -f '[g]uest=mvlab-.*-vm-a'");
            }
        },
        /** All its processes end, what was set by hand is gone, and its SSH server comes back. */
        PEER_REBOOTED("guests     vm-a", "the keeper of far") {
            @Override
            void happen() {
                lab.onHost("""
                        for pid in $(ip netns pids far); do kill -KILL "$pid"; done
                        ip -n far addr flush dev ens7 scope global
                        sleep 3
                        ip netns exec far /usr/sbin/sshd -f /etc/ssh/site_sshd_config -h /etc/second-lab/hostkeys/far -p 2223 \\
                            -o AllowUsers=neteng -o PidFile=/run/sshd-far.pid
                        """);
            }
        },
        /** No room for another reversal: then there must be no other change. */
        DISK_FULL("guests     vm-a", "No space left on device") {
            @Override
            void prepare() {
                lab.onHost(
                        "mkdir -p /var/lib/macvtap-lab-undo && mount -t tmpfs -o size=2m tmpfs /var/lib/macvtap-lab-undo");
            }

            @Override
            void happen() {
                lab.onHost("dd if=/dev/zero of=/var/lib/macvtap-lab-undo/full bs=4k 2>/dev/null || true");
            }

            @Override
            void mend() {
                lab.onHost("umount /var/lib/macvtap-lab-undo");
            }
        };

        private final String moment;
        private final String names;

        Harm(String moment, String names) {
            this.moment = moment;
            this.names = names;
        }

        void prepare() {}

        abstract void happen();

        void mend() {}
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    @Order(3)
    void harmEndsInAClearErrorAndARestoredLab(Harm harm) {
        harm.prepare();
        try (SuiteRun run = run("ChangesIT")) {
            run.says(harm.moment, WHOLE_RUN);
            harm.happen();
            try {
                assertThat(run.end(WHOLE_RUN)).as(run.text()).isNotZero();
                // The console names every node anyway; it is the failure that has to.
                List<String> failures = run.text()
                        .lines()
                        .filter(line -> line.startsWith("FAILURE"))
                        .toList();
                System.out.println("safety     " + harm + ": " + failures);
                assertThat(failures).anyMatch(line -> line.contains(harm.names));
                if (harm == Harm.LIBVIRTD_KILLED) {
                    harm.mend();
                }
                restored(harm.toString());
            } finally {
                harm.mend();
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
            assertThat(run.text()).contains("ssh -F ", "ssh_config hv-a");
        }
        assertThat(lab.state()).isNotEqualTo(before).contains("mvlab-");
        try (SuiteRun recover = run("RecoverIT", "lab.suite", "recover")) {
            assertThat(recover.end(WHOLE_RUN)).as(recover.text()).isZero();
            assertThat(recover.text()).contains("hv-a: run ", "left a journal, as it was told to keep the lab");
        }
        assertThat(lab.state()).isEqualTo(before);
    }

    /** Inventories that only the nodes can tell are wrong; InventoryContractTest has the others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lab_uplink: data0            | lab_uplink: wan0            | wan0 of hv-a must not be tested with: SSH comes in by it
            lab_second_uplink: data1     | lab_second_uplink: oob-tor  | oob-tor of hv-a must not be tested with: br-oob is on top of it
            lab_uplink: data0            | lab_uplnk: data0            | unknown variable 'lab_uplnk'
            lab_uplink: data0            | lab_uplink: data7           | hv-a lacks the interface 'data7'
            lab_peer_port: swp7          | lab_peer_port: swp9         | tor lacks the interface 'swp9'
            lab_guest_image: /srv/images | lab_guest_image: /srv/none  | hv-a lacks /srv/none
            ansible_port: 2222           | ansible_port: 2299          | expected hv-a to answer SSH
            lab_nic: ens7                | lab_nic: '{{ site_nic }}'   | far: lab_nic cannot be resolved by Ansible, which says: 'site_nic' is undefined
            sudo-of-far-5e8b             | not-sudo-of-far             | expected sudo on far to take the password of neteng
            ansible_become_password: sudo-of-far-5e8b | lab_emulated: true | expected sudo on far to ask neteng for no password
            """)
    @Order(6)
    void wrongInventoryIsOneErrorAndTouchesNothing(String right, String wrong, String message) throws IOException {
        String text = Files.readString(lab.inventory());
        assertThat(text).contains(right);
        Path bad = lab.inventory().resolveSibling("wrong.yml");
        Files.writeString(bad, text.replace(right, wrong));
        try (SuiteRun run = run("NeedsLowerDeviceIT", "lab.inventory", bad.toString())) {
            assertThat(run.end(WHOLE_RUN)).as(run.text()).isNotZero();
            assertThat(run.text()).contains(message).doesNotContain("sudo-of-far");
            assertThat(run.text().lines().filter(line -> line.startsWith("error")))
                    .as(run.text())
                    .hasSize(1);
        }
        assertThat(lab.state()).isEqualTo(before);
        assertThat(lab.onHost("ls /var/lib/macvtap-lab-undo/*/run 2>/dev/null || echo none"))
                .isEqualTo("none\n");
    }

    @Test
    @Order(8)
    void labWithoutAccessToItsSwitchIsTestedAsFarAsItGoes() throws IOException {
        Path without = lab.inventory().resolveSibling("without-switch.yml");
        Files.writeString(
                without,
                Files.readString(lab.inventory()).replaceFirst("(?s)    switches:.*?    peers:", "    peers:"));
        try (SuiteRun run = run("ExposedIT", "lab.inventory", without.toString())) {
            assertThat(run.end(WHOLE_RUN)).as(run.text()).isZero();
            assertThat(run.text())
                    .contains("nodes      hv-a far answer SSH", "skipped    hairpin mode and loss of carrier");
        }
        assertThat(lab.state()).isEqualTo(before);
    }

    /** With the image's own boot loader and cloud-init, from a storage pool, and downloaded by the host. */
    @Test
    @Order(8)
    void guestsAreMadeFromACloudImage() throws IOException {
        String sum = lab.onHost("sha256sum /srv/images/cloud.qcow2 | cut -d ' ' -f 1")
                .strip();
        Path cloud = lab.inventory().resolveSibling("cloud.yml");
        Files.writeString(
                cloud,
                Files.readString(lab.inventory())
                        .replace(
                                "lab_guest_image: /srv/images/guest.raw",
                                "lab_guest_image: http://127.0.0.1:8099/cloud.qcow2\n          lab_guest_image_sha256: "
                                        + sum)
                        .replaceAll(" *lab_guest_(kernel|initrd): .*\n", "")
                        .replace("lab_guest_directory: /srv/guests-of-macvtap-lab", "lab_guest_pool: vms"));
        lab.onHost("""
                mkdir -p /var/lib/vms
                virsh -q --connect qemu:///system pool-create-as vms dir --target /var/lib/vms
                cd /srv/images && nohup timeout 900 python3 -m http.server 8099 --bind 127.0.0.1 >/dev/null 2>&1 &
                """);
        try {
            try (SuiteRun run = run("ExposedIT", "lab.inventory", cloud.toString(), "lab.boot.deadline", "5m")) {
                assertThat(run.end(WHOLE_RUN.multipliedBy(2))).as(run.text()).isZero();
                assertThat(run.text()).contains("hv-a downloads the guests' from http://", "the checksum is right");
            }
            // The next run finds the image; a wrong checksum is one error.
            Path wrong = lab.inventory().resolveSibling("cloud-wrong.yml");
            Files.writeString(wrong, Files.readString(cloud).replace(sum, "f".repeat(64)));
            try (SuiteRun run = run("ExposedIT", "lab.inventory", wrong.toString())) {
                assertThat(run.end(WHOLE_RUN)).as(run.text()).isNotZero();
                assertThat(run.text()).contains("hv-a cannot get the guests' image", "the checksum " + sum);
            }
            assertThat(lab.onHost("cd /var/lib/vms && find . -type f")).isEqualTo("./images/" + sum + "\n");
        } finally {
            lab.onHost("""
                    pkill -f '[h]ttp.server 8099'
                    virsh -q --connect qemu:///system pool-destroy vms
                    rm -rf /var/lib/vms
                    """);
        }
        assertThat(lab.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Gap.class)
    @Order(8)
    void labThatLacksAPartIsTestedAsFarAsItGoes(Gap gap) throws IOException {
        String whole = Files.readString(lab.inventory());
        Path without = lab.inventory().resolveSibling("without-" + gap + ".yml");
        Files.writeString(without, gap.cutOut(whole));
        assertThat(Files.readString(without)).isNotEqualTo(whole);
        // Performance with the peer takes minutes, and is the same in any lab that has one.
        String classes = "NeedsLowerDeviceIT ExposedIT MatrixIT" + (gap == Gap.PEER ? " PerformanceIT" : "");
        try (SuiteRun run = run(classes, "lab.inventory", without.toString())) {
            run.end(WHOLE_MATRIX);
            assertThat(run.text()).contains(gap.nodes(), " 0 failed, ").doesNotContain("FAILURE");
            assertThat(run.text().lines().filter(line -> line.startsWith("skipped")))
                    .as(run.text())
                    .isNotEmpty()
                    .allMatch(line -> line.contains(gap.reason()));
            for (String claim : gap.skipped()) {
                assertThat(run.text())
                        .contains("skipped    " + claim + ": ")
                        .containsPattern("claim      " + claim + " +INCONCLUSIVE +not tested: .*" + gap.reason());
            }
            for (String claim : gap.holding()) {
                assertThat(run.text()).containsPattern("claim      " + claim + " +HOLDS ");
            }
            assertThat(run.text()).containsPattern("skipped    \\d+ paths of the matrix: ");
        }
        assertThat(Files.readString(Path.of("target/second-lab/reports/latest/index.html")))
                .contains("id=\"skipped\"", " paths were not tested");
        assertThat(lab.state()).isEqualTo(before);
    }

    /**
     * The vault in the test's resources holds the first two, one of which is no good on far; what is, is encrypted by itself. The vault's
     * password is the fourth. Templates are resolved on the way.
     */
    @Test
    @Order(7)
    void plantedSecretsAreNowhere() throws IOException {
        Path folder = Files.createDirectories(lab.inventory().resolveSibling("with-vault/group_vars/all"));
        Path resources = Path.of("src/test/resources/second-lab");
        Files.copy(resources.resolve("vault"), folder.resolve("vault.yml"));
        Path inventory = folder.resolveSibling("../hosts.yml").normalize();
        Files.writeString(
                inventory,
                Files.readString(lab.inventory())
                        .replace("          ansible_become_password: sudo-of-far-5e8b\n", "")
                        .replace("lab_nic: ens7", "lab_nic: '{{ site_nic }}'")
                        // Of the address, not of what the run makes of it.
                        .replaceAll("(lab_management_address): 198.19.0.1[12]/24", "$1: '{{ ansible_host }}/24'"));
        Files.copy(
                resources.resolve("far.yml"),
                Files.createDirectories(inventory.resolveSibling("host_vars")).resolve("far.yml"));
        // The middle of the private key's text, as its first and last lines are the same in many keys.
        List<String> key = Files.readAllLines(lab.inventory().resolveSibling("id"));
        List<String> secrets = List.of(
                "planted-become-9c1d",
                "planted-vault-value-7e02",
                "sudo-of-far-5e8b",
                Files.readString(resources.resolve("vault-password")).strip(),
                key.get(key.size() / 2));
        Set<String> seen = new HashSet<>();
        try (SuiteRun run = run(
                "NeedsLowerDeviceIT",
                "lab.inventory",
                inventory.toString(),
                "lab.vault.password.file",
                resources.resolve("vault-password").toString())) {
            Awaitility.await("the run's end")
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(300))
                    .atMost(WHOLE_RUN)
                    .until(() -> {
                        lab.onHost("ps -eo args").lines().forEach(seen::add);
                        ProcessHandle.allProcesses()
                                .flatMap(process -> process.info().commandLine().stream())
                                .forEach(seen::add);
                        return !run.running();
                    });
            assertThat(run.end(WHOLE_RUN)).as(run.text()).isZero();
            assertThat(run.text()).doesNotContain(secrets).doesNotContain("PRIVATE KEY");
        }
        assertThat(seen).as("processes while the run lasted").anyMatch(line -> line.contains("ansible-playbook"));
        assertThat(seen).noneMatch(line -> secrets.stream().anyMatch(line::contains) || line.contains("PRIVATE KEY"));
        for (Path place : List.of(Path.of("target/second-lab"), Path.of("target/lab"))) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertThat(secrets).as("in %s", file).noneMatch(text::contains);
                    assertThat(text.contains("PRIVATE KEY"))
                            .as("a private key in %s", file)
                            .isFalse();
                }
            }
        }
    }
}
