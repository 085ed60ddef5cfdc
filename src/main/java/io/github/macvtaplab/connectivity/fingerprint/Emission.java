package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import java.util.List;

/**
 * A frame that is sent.
 *
 * @param number stands in its tag
 * @param from role of the port that it leaves by
 * @param source whose MAC address is its source
 * @param kind what it is
 * @param to roles of the ports that it should come to
 * @param sourceMac its source's MAC address, or {@code own}
 * @param targetMac its target's MAC address
 * @param form what comes after the MAC addresses, as {@code station/segment.py} says it
 */
record Emission(
        int number,
        Role from,
        SourceKind source,
        FrameKind kind,
        List<Role> to,
        String sourceMac,
        String targetMac,
        String form) {
    static final String OWN = "own";

    Emission {
        to = List.copyOf(to);
    }

    /** As the station takes it. */
    List<Object> frame(String device) {
        return List.of(device, sourceMac, targetMac, number, form);
    }
}
