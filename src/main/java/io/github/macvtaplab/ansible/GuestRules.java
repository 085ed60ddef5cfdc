package io.github.macvtaplab.ansible;

import java.util.List;

/** Checks what a KVM host's guests are made from: what goes together, and what does not. */
final class GuestRules {
    private final List<LabHost> hosts;
    private final Problems problems;

    GuestRules(List<LabHost> hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    void check() {
        hosts.stream().filter(host -> host.is(LabGroup.KVM_HOSTS)).forEach(host -> {
            place(host);
            start(host);
            download(host);
        });
    }

    private void place(LabHost host) {
        boolean directory = has(host, LabVariable.GUEST_DIRECTORY);
        boolean pool = has(host, LabVariable.GUEST_POOL);
        if (directory == pool) {
            problems.add(
                    host.name(),
                    "%s of lab_guest_directory and lab_guest_pool is set; expected one, the place for the guests' files; %s"
                            .formatted(directory ? "each" : "none", directory ? "take one away" : "set one"));
        }
    }

    private void start(LabHost host) {
        boolean kernel = has(host, LabVariable.GUEST_KERNEL);
        boolean initrd = has(host, LabVariable.GUEST_INITRD);
        if (kernel != initrd) {
            problems.add(
                    host.name(),
                    "%s is missing, though %s is set; expected both, or none where the image has a boot loader; set it, or take the other away"
                            .formatted(
                                    kernel ? LabVariable.GUEST_INITRD.variable : LabVariable.GUEST_KERNEL.variable,
                                    kernel ? LabVariable.GUEST_KERNEL.variable : LabVariable.GUEST_INITRD.variable));
        }
        if (kernel && has(host, LabVariable.GUEST_FIRMWARE)) {
            problems.add(
                    host.name(),
                    "lab_guest_firmware is set, though lab_guest_kernel is booted without any; expected one of the two; take one away");
        }
    }

    private void download(LabHost host) {
        boolean address = host.text(LabVariable.GUEST_IMAGE.variable)
                .filter(image -> image.startsWith("http"))
                .isPresent();
        if (address && !has(host, LabVariable.GUEST_IMAGE_SHA256)) {
            problems.add(
                    host.name(),
                    "lab_guest_image_sha256 is missing, though lab_guest_image is downloaded; expected %s; set it"
                            .formatted(ValueKind.SHA256.expected));
        }
    }

    private static boolean has(LabHost host, LabVariable variable) {
        return !Seen.isNothing(host.get(variable.variable));
    }
}
