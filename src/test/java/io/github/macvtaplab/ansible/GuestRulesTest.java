package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a host's guests are made from, as the embedded inventory has it and with one thing changed. */
class GuestRulesTest {
    private static final String SUM = "\"" + "0123456789abcdef".repeat(4) + "\"";

    private final TestInventory inventory = TestInventory.embedded();

    @Test
    void kernelAndInitrdGoTogether() {
        assertThat(inventory.remove("kvm1", "lab_guest_initrd").problems())
                .containsExactly(
                        "kvm1: lab_guest_initrd is missing, though lab_guest_kernel is set; expected both, or none where the image has a boot loader; set it, or take the other away");
    }

    @Test
    void anImageWithItsOwnBootLoaderNeedsNeither() {
        inventory.remove("kvm1", "lab_guest_initrd");
        inventory.set("kvm1", "lab_guest_firmware", "\"efi\"");
        assertThat(inventory.remove("kvm1", "lab_guest_kernel").problems()).isEmpty();
    }

    @Test
    void firmwareDoesNotBootAKernel() {
        assertThat(inventory.set("kvm1", "lab_guest_firmware", "\"efi\"").problems())
                .containsExactly(
                        "kvm1: lab_guest_firmware is set, though lab_guest_kernel is booted without any; expected one of the two; take one away");
        assertThat(inventory.set("kvm1", "lab_guest_firmware", "\"uefi\"").problems())
                .contains("kvm1: lab_guest_firmware is 'uefi'; expected bios or efi; correct it");
    }

    @Test
    void aDownloadNeedsAChecksum() {
        inventory.set("kvm1", "lab_guest_image", "\"https://images.example.net/guest.qcow2\"");
        assertThat(inventory.problems())
                .containsExactly(
                        "kvm1: lab_guest_image_sha256 is missing, though lab_guest_image is downloaded; expected a SHA-256 checksum, 64 digits from 0 to f; set it");
        assertThat(inventory.set("kvm1", "lab_guest_image_sha256", SUM).problems())
                .isEmpty();
    }

    @Test
    void theGuestsFilesHaveOnePlace() {
        inventory.set("kvm1", "lab_guest_pool", "\"default\"");
        assertThat(inventory.problems())
                .containsExactly(
                        "kvm1: each of lab_guest_directory and lab_guest_pool is set; expected one, the place for the guests' files; take one away");
        assertThat(inventory.remove("kvm1", "lab_guest_directory").problems()).isEmpty();
        assertThat(inventory.remove("kvm1", "lab_guest_pool").problems())
                .containsExactly(
                        "kvm1: none of lab_guest_directory and lab_guest_pool is set; expected one, the place for the guests' files; set one");
    }
}
