package io.github.macvtaplab.model;

/** Lists the parts that a lab can be without. {@link Needs} says what is not tested then. */
public enum LabPart {
    /** Access to the switch, so that its port can be set. */
    SWITCH(
            "hairpin mode and loss of carrier",
            "the inventory has no switch whose port could be set (group 'switches')"),
    /** The external machine on the segment. */
    PEER("what the peer takes part in, or alone could be the witness of", "the inventory has no peer (group 'peers')"),
    /** The KVM host's second interface on the segment. */
    SECOND_UPLINK(
            "what passes the host's second uplink, or has its only witness there",
            "the inventory gives the KVM host no second uplink (lab_second_uplink)"),
    /** A KVM host besides the tested one, for nothing but the far end of traffic. */
    OTHER_HOST("traffic between guests of two KVM hosts", "the run has one KVM host (lab.host=kvm1,kvm2 names two)");

    private final String needing;
    private final String reason;

    LabPart(String needing, String reason) {
        this.needing = needing;
        this.reason = reason;
    }

    /** Says in a few words what is not tested without it. */
    public String needing() {
        return needing;
    }

    /** Says why what needs it is not tested. */
    public String reason() {
        return reason;
    }

    /** Makes the error for what cannot be done without it. */
    public LabException absent() {
        return new LabException(reason + "; give it one, or do without what needs it");
    }
}
