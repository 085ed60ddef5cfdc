package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Reach verdicts about paths. REACHABLE needs the answer, from the right end. BLOCKED needs a probe that failed for its whole
 * deadline, the probe's frames seen leaving the sender, and a witness of the target and one of the sender that held before and
 * after. All else is INCONCLUSIVE.
 */
public final class Prover {
    private Prover() {}

    /** Judge one probe by what was seen around it. */
    public static Proof judge(ProbeResult probe, List<Witness> witnesses, Attestation attestation) {
        Path path = probe.path();
        if (!attestation.wrongWiring().isEmpty() && concernsGuest(path)) {
            return new Proof(
                    path, PathVerdict.INCONCLUSIVE, String.join("; ", attestation.wrongWiring()), probe, witnesses);
        }
        if (probe.answered()) {
            return probe.rightResponder()
                    ? new Proof(path, PathVerdict.REACHABLE, "the answer came back", probe, witnesses)
                    : new Proof(path, PathVerdict.INCONCLUSIVE, stranger(probe), probe, witnesses);
        }
        String missing = attestation.astray(path);
        if (missing.isEmpty()) {
            missing = missing(probe, witnesses, attestation);
        }
        if (!missing.isEmpty()) {
            String notes = attestation.notesOn(path.from(), path.to());
            return new Proof(
                    path,
                    PathVerdict.INCONCLUSIVE,
                    missing + (notes.isEmpty() ? "" : ". Look at: " + notes),
                    probe,
                    witnesses);
        }
        String left = probe.frameSent()
                ? probe.tagsOut() > 0
                        ? "%d frames with the probe's tag left the sender".formatted(probe.tagsOut())
                        : "%d requests for the target's MAC address left the sender".formatted(probe.asksOut())
                : "the sender's own device is down, as it was made to be";
        return new Proof(
                path,
                PathVerdict.BLOCKED,
                "%s, no answer came in %.1f s, and all %d witnesses held"
                        .formatted(left, probe.deadline().toMillis() / 1000.0, witnesses.size()),
                probe,
                witnesses);
    }

    private static boolean concernsGuest(Path path) {
        return List.of(path.from(), path.to()).stream().anyMatch(end -> end == End.GUEST || end == End.GUEST2);
    }

    private static String stranger(ProbeResult probe) {
        return "somebody else answered: expected %s (MAC address %s), seen %s"
                .formatted(
                        probe.expectedNode(),
                        probe.expectedMac().isEmpty() ? "unknown" : probe.expectedMac(),
                        (probe.answeredBy().node() + " " + probe.answeredBy().mac()).strip());
    }

    /** The first piece that a proof of BLOCKED lacks, in a sentence; empty if it lacks none. */
    private static String missing(ProbeResult probe, List<Witness> witnesses, Attestation attestation) {
        boolean downAtHome = attestation
                .down()
                .getOrDefault(probe.path().from(), List.of())
                .contains(probe.path().subnet());
        if (probe.failedAtHome() && !downAtHome) {
            return "the sender itself refused to send (its firewall, its routes?): "
                    + String.join(", ", probe.errors());
        }
        if (probe.refused()) {
            return "something answered with a refusal, so frames do pass: " + String.join(", ", probe.errors());
        }
        if (probe.expectedNode().isEmpty() || !probe.rightResponder()) {
            return stranger(probe);
        }
        String fallen = fallen(witnesses);
        if (!fallen.isEmpty()) {
            return fallen;
        }
        return probe.frameSent() || downAtHome
                ? ""
                : "no frame of the probe was seen leaving the sender (its firewall, or its routes?)";
    }

    private static String fallen(List<Witness> witnesses) {
        for (Witness.Role role : Witness.Role.values()) {
            for (Witness.When when : Witness.When.values()) {
                if (witnesses.stream().noneMatch(witness -> witness.role() == role && witness.when() == when)) {
                    return "no witness of the %s ran %s"
                            .formatted(role.name().toLowerCase(java.util.Locale.ROOT), when);
                }
            }
        }
        List<String> fallen = new ArrayList<>();
        witnesses.stream()
                .filter(witness -> !witness.held())
                .map(Witness::describe)
                .distinct()
                .forEach(fallen::add);
        return fallen.isEmpty()
                ? ""
                : "these witnesses did not hold, so silence may mean broken instead of blocked: "
                        + String.join("; ", fallen);
    }
}
