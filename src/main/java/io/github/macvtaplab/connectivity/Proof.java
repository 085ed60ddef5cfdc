package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Tally;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A verdict of a path with everything that it rests on.
 *
 * @param reason one sentence
 */
public record Proof(Path path, PathVerdict verdict, String reason, ProbeResult probe, List<Witness> witnesses) {

    /** Copy the list. */
    public Proof {
        witnesses = List.copyOf(witnesses);
    }

    /** Count proofs by their verdict, with the witnesses of those that say BLOCKED. */
    public static Tally tally(Collection<Proof> proofs) {
        int blocked = 0;
        int reachable = 0;
        int witnesses = 0;
        for (Proof proof : proofs) {
            if (proof.verdict() == PathVerdict.BLOCKED) {
                blocked++;
                witnesses += proof.witnesses().size();
            } else if (proof.verdict() == PathVerdict.REACHABLE) {
                reachable++;
            }
        }
        return new Tally(blocked, reachable, witnesses);
    }

    /** What is left of this proof where another measurement of the same path proved the opposite. */
    Proof contradictedBy(Proof other) {
        return new Proof(
                path,
                PathVerdict.INCONCLUSIVE,
                "measured twice, %s at first (%s), then %s (%s)"
                        .formatted(verdict, reason, other.verdict, other.reason),
                probe,
                witnesses);
    }

    /** Render for the report: the verdict, then the probe, then each witness. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append("%s  %s%n  because %s%n".formatted(title(), verdict, reason));
        text.append(
                "  %-22s answered: %s (of %d attempts in %.1f s%s); left the sender: %d with tag, %d neighbour requests%s%n"
                        .formatted(
                                "probe",
                                probe.answeredAttempts(),
                                probe.attempts(),
                                probe.deadline().toMillis() / 1000.0,
                                probe.fastest().isPresent()
                                        ? ", first answer after %.3f s"
                                                .formatted(probe.fastest().getAsDouble())
                                        : "",
                                probe.tagsOut(),
                                probe.asksOut(),
                                probe.errors().isEmpty() ? "" : "; errors: " + String.join(", ", probe.errors())));
        witnesses.forEach(witness -> text.append("  %-22s %-60s %s%n"
                .formatted(
                        "witness of " + (witness.role() == Witness.Role.TARGET ? "the target" : "the sender"),
                        witness.describe(),
                        witness.held() ? "held" : "DID NOT HOLD")));
        return text.toString();
    }

    /** What the verdict rests on, in one line. */
    public String evidence() {
        long held = witnesses.stream().filter(Witness::held).count();
        return "%s; answered %s of %d in %.1f s; out: %d tagged, %d asking; witnesses held %d of %d: %s"
                .formatted(
                        reason,
                        probe.answeredAttempts(),
                        probe.attempts(),
                        probe.deadline().toMillis() / 1000.0,
                        probe.tagsOut(),
                        probe.asksOut(),
                        held,
                        witnesses.size(),
                        witnesses.stream().map(Witness::describe).distinct().collect(Collectors.joining("; ")));
    }

    /** The path, and whether the neighbours were given. */
    public String title() {
        return Paths.describe(path) + (probe.neighbours() == Neighbours.GIVEN ? ", neighbours given" : "");
    }
}
