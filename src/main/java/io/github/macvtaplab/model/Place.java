package io.github.macvtaplab.model;

/** Says between what ends a workload's traffic runs. The server is a guest of the tested KVM host. */
public enum Place {
    /** The peer, outside of the KVM host, is the client. */
    GUEST_TO_PEER("guest-to-peer"),
    /** Another guest of the same KVM host is the client. */
    GUEST_TO_GUEST("guest-to-guest"),
    /** A guest of the run's other KVM host is the client; both hosts have the same wiring. */
    ACROSS_HOSTS("guest-to-guest-across-hosts");

    private final String label;

    Place(String label) {
        this.label = label;
    }

    /** Returns the name as files and texts write it. */
    public String label() {
        return label;
    }
}
