package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Has this machine's Ansible write guests' domain descriptions for each architecture; skipped where there is none. */
class GuestDomainTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String PLAYBOOK = """
            - hosts: kvm1
              connection: local
              gather_facts: false
              vars_files: [%1$s/playbooks/roles/guest/defaults/main.yml]
              vars: {lab_run: r1, lab_guest_prefix: mvlab-, lab_guest_directory: /guests, guest_name: g1}
              tasks:
                - ansible.builtin.template:
                    src: %1$s/playbooks/roles/guest/templates/domain.xml.j2
                    dest: %2$s/{{ item[0] }}-{{ item[1] | default('own', true) }}-{{ item[2] | default('default', true) }}
                  vars:
                    guest_arch: "{{ item[0] }}"
                    lab_guest_kernel: "{{ item[1] }}"
                    lab_guest_initrd: "{{ item[1] }}"
                    lab_guest_firmware: "{{ item[2] }}"
                  loop: "{{ ['x86_64', 'aarch64', 's390x'] | product(['', 'kernel'], ['', 'efi']) }}"
            """;

    @TempDir
    private static Path written;

    @BeforeAll
    static void writeAll() throws Exception {
        try (LocalCommandLine here = new LocalCommandLine(PROJECT)) {
            assumeThatCode(() -> here.run(List.of("ansible-playbook", "--version"), Map.of(), Duration.ofSeconds(30)))
                    .doesNotThrowAnyException();
            Path playbook = Files.writeString(written.resolve("write.yml"), PLAYBOOK.formatted(PROJECT, written));
            CommandLine.Output output = here.run(
                    List.of("ansible-playbook", "--inventory", "inventory/embedded", playbook.toString()),
                    Map.of(),
                    Duration.ofMinutes(2));
            assertThat(output.exitStatus())
                    .as(output.stdout() + output.stderr())
                    .isZero();
        }
    }

    /** The value of an XPath expression in the description for an architecture, a way to boot and a firmware. */
    private static String value(String which, String xpath) throws Exception {
        Document domain = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(written.resolve(which).toFile());
        return XPathFactory.newInstance().newXPath().evaluate(xpath, domain);
    }

    @Test
    void eachArchitectureHasItsMachineAndItsConsole() throws Exception {
        assertThat(value("x86_64-kernel-default", "//os/type/@machine")).isEqualTo("q35");
        assertThat(value("aarch64-kernel-default", "//os/type/@machine")).isEqualTo("virt");
        assertThat(value("s390x-kernel-default", "//os/type/@machine")).isEqualTo("s390-ccw-virtio");
        assertThat(value("x86_64-kernel-default", "//os/cmdline")).startsWith("console=ttyS0 ");
        assertThat(value("aarch64-kernel-default", "//os/cmdline")).startsWith("console=ttyAMA0 ");
        assertThat(value("s390x-kernel-default", "//os/cmdline")).startsWith("console=ttysclp0 ");
        assertThat(value("s390x-kernel-default", "//console/target/@type")).isEqualTo("sclp");
    }

    @Test
    void nicsArePluggedIntoRootPortsWhereThereIsPcie() throws Exception {
        assertThat(value("x86_64-own-default", "count(//controller[@model='pcie-root-port'])"))
                .isEqualTo("8");
        assertThat(value("aarch64-own-default", "count(//controller[@model='pcie-root-port'])"))
                .isEqualTo("8");
        assertThat(value("s390x-own-default", "count(//controller)")).isEqualTo("0");
    }

    @Test
    void acpiComesWithUefiOnAarch64AndNeverOnS390x() throws Exception {
        assertThat(value("x86_64-kernel-default", "count(//features/acpi)")).isEqualTo("1");
        assertThat(value("aarch64-kernel-default", "count(//features/acpi)")).isEqualTo("0");
        assertThat(value("aarch64-own-default", "count(//features/acpi)")).isEqualTo("1");
        assertThat(value("s390x-own-default", "count(//features/acpi)")).isEqualTo("0");
    }

    /** With keys enrolled, a boot loader that nobody signed would not be started. */
    @Test
    void uefiStartsBootLoadersWithoutSecureBoot() throws Exception {
        for (String which : List.of("aarch64-own-default", "x86_64-own-efi")) {
            assertThat(value(which, "//os/@firmware")).as(which).isEqualTo("efi");
            assertThat(value(which, "//os/firmware/feature[@name='secure-boot']/@enabled"))
                    .as(which)
                    .isEqualTo("no");
            assertThat(value(which, "//os/nvram")).as(which).isEqualTo("/guests/r1/g1.nvram");
        }
    }

    @Test
    void timerIsNotCheckedWhereTheEmulatorMayBeLate() throws Exception {
        assertThat(value("x86_64-kernel-default", "//os/cmdline")).contains(" no_timer_check ");
        assertThat(value("aarch64-kernel-default", "//os/cmdline")).doesNotContain("no_timer_check");
    }

    @Test
    void firmwareIsForBootLoadersAndMeansNothingOnS390x() throws Exception {
        assertThat(value("x86_64-own-default", "//os/@firmware")).isEmpty();
        assertThat(value("x86_64-own-efi", "//os/@firmware")).isEqualTo("efi");
        assertThat(value("aarch64-kernel-efi", "//os/@firmware")).isEmpty();
        assertThat(value("s390x-own-efi", "//os/@firmware")).isEmpty();
    }
}
