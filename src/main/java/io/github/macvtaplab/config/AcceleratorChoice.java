package io.github.macvtaplab.config;

/** Says what runs the guests' code: {@code lab.accelerator}. */
public enum AcceleratorChoice {
    /** KVM where a test boot under it succeeds, else TCG. */
    AUTO,
    /** KVM, or an error. */
    KVM,
    /** QEMU's translator, which works everywhere and is slow. */
    TCG
}
