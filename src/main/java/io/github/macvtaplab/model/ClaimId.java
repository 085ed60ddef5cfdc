package io.github.macvtaplab.model;

/** Lists the claims: one for each statement that the seed document makes about the MacVTap driver. */
public enum ClaimId {
    /** Shown by probes in both directions on the shared subnet. */
    HOST_GUEST_BLOCKED("Between a KVM host and its MacVTap guests there is no ready way for traffic."),
    /** Shown by the same probes with hairpin mode on. */
    HAIRPIN_SWITCH("A switch in hairpin mode opens the way between host and guest."),
    /** Shown by probes over the second subnet, with hairpin mode off. */
    SECOND_SUBNET("A second host interface, on the same segment but in another subnet, opens the way as well."),
    /** Shown by leaving out either half. */
    SECOND_SUBNET_NEEDS_BOTH("That second interface has to be set up in the KVM host and in every guest."),
    /** Shown by asking libvirt for a guest NIC on a device that does not exist. */
    NEEDS_LOWER_DEVICE("MacVTap has to be attached to an interface of the host."),
    /** Shown by taking the carrier, and the interface, away. */
    NEEDS_ACTIVE_UPLINK("While that interface is not active, guests do not reach each other."),
    /** Shown by connections that the peer opens unasked. */
    EXPOSED("MacVTap guests face outwards: traffic from outside reaches them."),
    /** Shown in contrast to an isolated bridge. */
    NO_HOST_ONLY_ISOLATION("Other choices can keep guests and host among themselves; MacVTap cannot."),
    /** Shown by the throughput of every workload on each wiring. */
    THROUGHPUT("MacVTap moves more data than the software bridges, consistently.", Kind.PERFORMANCE),
    /** Shown by the host's CPU time per unit of work. */
    CPU_EFFICIENCY("MacVTap spends less CPU on the same work.", Kind.PERFORMANCE),
    /** Shown by the request-response workloads. */
    TRANSACTIONS_10_50("Transactions per second are up to 10 to 50 % above either software bridge.", Kind.PERFORMANCE),
    /** Shown by throughput over the number of connections. */
    SCALES_FASTER("With growing load MacVTap's throughput rises more quickly.", Kind.PERFORMANCE);

    private enum Kind {
        CONNECTIVITY,
        PERFORMANCE
    }

    private final String statement;
    private final Kind kind;

    ClaimId(String statement) {
        this(statement, Kind.CONNECTIVITY);
    }

    ClaimId(String statement, Kind kind) {
        this.statement = statement;
        this.kind = kind;
    }

    /** Returns the id as it is written everywhere, such as {@code HOST-GUEST-BLOCKED}. */
    public String id() {
        return name().replace('_', '-');
    }

    /** Returns what the document says, in one sentence of our own. */
    public String statement() {
        return statement;
    }

    /** Tells whether the claim is about speed or CPU, which an emulated lab cannot judge. */
    public boolean performance() {
        return kind == Kind.PERFORMANCE;
    }
}
