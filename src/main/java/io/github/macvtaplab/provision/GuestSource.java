package io.github.macvtaplab.provision;

import java.util.Optional;

/**
 * What a KVM host's guests are made from.
 *
 * @param image path of the disk image on the host, or the address that it is downloaded from
 * @param sha256 checksum of the image; there is one where it is downloaded
 * @param boot kernel and initial RAM disk for direct boot; none where the image has a boot loader
 * @param directory folder on the host for the guests' files, and for images that are downloaded
 */
public record GuestSource(String image, Optional<String> sha256, Optional<Boot> boot, String directory) {

    /**
     * What is booted directly.
     *
     * @param kernel path on the host
     * @param initrd path on the host
     */
    public record Boot(String kernel, String initrd) {}

    /** Whether the image has to come from elsewhere. */
    public boolean isDownloaded() {
        return !image.startsWith("/");
    }

    /** Path of the image on the host, once it is there. */
    public String file() {
        return isDownloaded() ? directory + "/images/" + sha256.orElseThrow() : image;
    }
}
