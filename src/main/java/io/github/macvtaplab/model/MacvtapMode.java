package io.github.macvtaplab.model;

import java.util.Locale;

/** Lists the modes of a macvtap device, by the kernel's names. */
public enum MacvtapMode {
    /** Devices on one uplink reach each other inside the host. */
    BRIDGE,
    /** Every frame leaves by the uplink; the switch must send it back (hairpin). */
    VEPA,
    /** As VEPA, and frames from siblings are dropped even if the switch sends them back. */
    PRIVATE,
    /** One device takes the whole uplink. */
    PASSTHROUGH;

    /** Returns the mode's name in lower case, as libvirt and {@code ip link} write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
