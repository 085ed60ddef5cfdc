package io.github.macvtaplab.connectivity.fingerprint;

/** What a frame of the fingerprint is, and for whom. */
public enum FrameKind {
    /** Of no protocol, for everybody. */
    BROADCAST("broadcast"),
    /** Of no protocol, for the MAC address of a NIC that has just been heard. */
    UNICAST("unicast"),
    /** Of no protocol, for a MAC address that nobody has. */
    UNKNOWN("unknown"),
    /** Of no protocol, for a NIC, with an 802.1Q tag of VLAN {@value Emissions#VLAN}. */
    VLAN("vlan"),
    /** Of no protocol, for a NIC, as long as the sending device's MTU allows. */
    LONG("long"),
    /** An IPv4 datagram for a group that nobody has joined. */
    MULTICAST4("multicast4"),
    /** An IPv6 datagram for a group that nobody has joined. */
    MULTICAST6("multicast6"),
    /** An ARP request for a port's address, for everybody. */
    ARP("arp"),
    /** A neighbour solicitation for a port's address, for the group of that address, which its owner has joined. */
    ND("nd");

    private final String label;

    FrameKind(String label) {
        this.label = label;
    }

    /** Its word in the names of facts. */
    public String label() {
        return label;
    }

    /** Whether a switch in hairpin mode sends it back. */
    boolean canReflect() {
        return this == BROADCAST || this == UNKNOWN;
    }
}
