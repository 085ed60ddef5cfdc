package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Path;

/**
 * A positive control: a path that must work for a failed probe to mean anything.
 *
 * @param role what it stands for
 * @param when whether it ran before or after the probe
 * @param path the path that it is
 * @param held whether it was answered, in less time than the probe was listened to
 * @param where the situation that it was seen in, where that is another than the probe's; else empty
 */
public record Witness(Role role, When when, Path path, boolean held, String where) {

    /** What a witness stands for. */
    public enum Role {
        /** The probe's target answers somebody else. */
        TARGET,
        /** The probe's sender, with the same tool, reaches somebody else. */
        SENDER
    }

    /** The side of the probe on which a witness stands. */
    public enum When {
        /** Before the probe. */
        BEFORE,
        /** After the probe. */
        AFTER
    }

    /** One that was tried in the same round as the probe that it is for. */
    public static Witness of(Role role, When when, ProbeResult witness, ProbeResult probe) {
        boolean held = when == When.BEFORE ? witness.heldBefore(probe) : witness.heldAfter(probe);
        return new Witness(role, when, witness.path(), held, "");
    }

    /** Say which it is, for the report. */
    String describe() {
        return "%s (%s%s)".formatted(Paths.describe(path), when, where.isEmpty() ? "" : ", in " + where);
    }
}
