package io.github.macvtaplab.model;

/** Lists what the KVM host's CPU time is split into. Together they are all that its CPUs did. */
public enum CpuComponent {
    /** The guests' own code: the vCPU threads of QEMU. */
    GUEST_VCPU("guest vCPU"),
    /** The other threads of QEMU: its main loop moves the frames where there is no vhost. */
    QEMU("QEMU"),
    /** Kernel threads that move frames between guest and network. */
    VHOST("vhost"),
    /** The daemon of Open vSwitch, which forwards where its datapath is in user space. */
    OPEN_VSWITCH("Open vSwitch"),
    /** Interrupts, hard and soft, of which networking is the greater part. */
    SOFTIRQ("softirq"),
    /** Everything else; in an emulated lab load generator and switch as well. */
    REST("rest");

    private final String label;

    CpuComponent(String label) {
        this.label = label;
    }

    /** Returns the name for people. */
    public String label() {
        return label;
    }
}
