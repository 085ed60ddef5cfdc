package io.github.macvtaplab.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.shell.AgentForTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Describes the second lab in other words, right and wrong, and looks what a run makes of them. */
class SecondLabInventoriesIT extends OnSecondLab {
    private static final Duration WHOLE_MATRIX = Duration.ofMinutes(20);
    /** As it stands, encrypted, in the test's resources. */
    private static final String PASSPHRASE = "planted-passphrase-c60e";
    /** Some nodes' variables up to the key's file, and the folder of it. */
    private static final String KEY_OF =
            "(?m)(^ +(?:%s):\\n(?: {10}.*\\n)*?) {10}ansible_ssh_private_key_file: \"?(.*)/id\"?\\n";

    /** Inventories that only the nodes can tell are wrong; InventoryContractTest has the others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lab_uplink: data0            | lab_uplink: wan0            | wan0 of hv-a must not be tested with: SSH comes in by it
            lab_second_uplink: data1     | lab_second_uplink: oob-tor  | oob-tor of hv-a must not be tested with: br-oob is on top of it
            lab_second_uplink: data1     | lab_second_uplink: vnet0    | vnet0 of hv-a must not be tested with: it is a member of br-prod;
            lab_second_uplink: data1     | lab_second_uplink: data9    | data9 of hv-a must not be tested with: others9 is on top of it;
            lab_uplink: data0            | lab_uplink: spare0          | spare0 of hv-a must not be tested with: it is on top of wan0, on the same cable
            lab_uplink: data0            | lab_uplnk: data0            | unknown variable 'lab_uplnk'
            lab_uplink: data0            | lab_uplink: data7           | hv-a lacks the interface 'data7'
            lab_peer_port: swp7          | lab_peer_port: swp9         | tor lacks the interface 'swp9'
            lab_guest_image: /srv/images | lab_guest_image: /srv/none  | hv-a lacks /srv/none
            ansible_port: 2222           | ansible_port: 2299          | expected hv-a to answer SSH
            /id"                         | /id.pub"                    | expected an SSH agent to hold the key of bastion
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

    /** The image's other boot loader, and more than one of what there is one of by default. */
    @Test
    @Order(8)
    void guestsHaveTheFirmwareVcpusAndQueuesThatTheInventoryGives() throws IOException {
        Path efi = lab.inventory().resolveSibling("efi.yml");
        Files.writeString(
                efi,
                Files.readString(lab.inventory())
                        .replace("guest.raw", "cloud.qcow2")
                        .replaceAll(
                                "lab_guest_kernel: .*\n *lab_guest_initrd: .*",
                                "lab_guest_firmware: efi\n          lab_guest_vcpus: 2\n          lab_guest_queues: 2"));
        try (SuiteRun run = run("ExposedIT", "lab.inventory", efi.toString(), "lab.boot.deadline", "5m")) {
            run.says("wiring     macvtap-bridge", WHOLE_RUN.multipliedBy(2));
            assertThat(lab.onHost("""
                            export LIBVIRT_DEFAULT_URI=qemu:///system
                            guest=$(virsh -q list --name | grep '^mvlab-.*-vm-a$')
                            virsh dumpxml "$guest" | grep -oE "type='pflash'|<vcpu [^>]*current='2'|queues='2'" | sort -u
                            ls -l /proc/$(pgrep -f "[g]uest=$guest,")/fd | grep -c /dev/tap
                            """))
                    .isEqualTo("<vcpu placement='static' current='2'\nqueues='2'\ntype='pflash'\n2\n");
            assertThat(run.end(WHOLE_RUN.multipliedBy(2))).as(run.text()).isZero();
        }
        assertThat(lab.onHost(
                        "find /var/lib/libvirt/qemu/nvram /srv/guests-of-macvtap-lab -type f 2>/dev/null || true"))
                .isEmpty();
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
                        .containsPattern("claim      " + claim + " +not run +.*" + gap.reason());
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
     * The vault in the test's resources holds the first two, one of which is no good on far; what is, is encrypted by itself, and also the
     * password of SSH there. The vault's password is the fourth. Templates are resolved on the way. Each node is logged in to in another
     * way: bastion by the agent, hv-a by a key with a passphrase, tor by one without, far by a password.
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
                        .replaceAll(KEY_OF.formatted("bastion|far"), "$1")
                        .replaceAll(KEY_OF.formatted("hv-a"), "$1          ansible_ssh_private_key_file: $2/locked\n")
                        // Of the address, not of what the run makes of it.
                        .replaceAll("(lab_management_address): 198.19.0.1[12]/24", "$1: '{{ ansible_host }}/24'"));
        assertThat(Files.readString(inventory)).containsOnlyOnce("/id\"").containsOnlyOnce("/locked");
        Path hostVars = Files.createDirectories(inventory.resolveSibling("host_vars"));
        for (String name : List.of("far.yml", "hv-a.yml")) {
            Files.copy(resources.resolve(name), hostVars.resolve(name));
        }
        AgentForTests.lock(lab.inventory().resolveSibling("id"), lab.inventory().resolveSibling("locked"), PASSPHRASE);
        // The middle of the private key's text, as its first and last lines are the same in many keys.
        List<String> key = Files.readAllLines(lab.inventory().resolveSibling("id"));
        List<String> secrets = List.of(
                "planted-become-9c1d",
                "planted-vault-value-7e02",
                "sudo-of-far-5e8b",
                PASSPHRASE,
                Files.readString(resources.resolve("vault-password")).strip(),
                key.get(key.size() / 2));
        Set<String> seen = new HashSet<>();
        try (AgentForTests agent = new AgentForTests().add(lab.inventory().resolveSibling("id"), "");
                SuiteRun run = run(
                        "NeedsLowerDeviceIT",
                        Map.of("SSH_AUTH_SOCK", agent.socket().toString()),
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
