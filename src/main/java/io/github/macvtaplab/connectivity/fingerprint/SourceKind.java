package io.github.macvtaplab.connectivity.fingerprint;

import java.util.Locale;

/** Whose MAC address a frame has as its source. */
public enum SourceKind {
    /** The sending NIC's own. */
    OWN,
    /** That of a guest whose NIC is attached there. */
    GUEST,
    /** One that no NIC has. */
    FOREIGN;

    /** Its word in the names of facts. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
