package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import java.util.List;

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

    /** Render for the report: the verdict, then the probe, then each witness. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append("%s  %s%n  because %s%n".formatted(Paths.describe(path), verdict, reason));
        line(text, "probe", probe);
        witnesses.forEach(witness -> line(text, "witness " + witness.when(), witness.result()));
        return text.toString();
    }

    private static void line(StringBuilder text, String kind, ProbeResult result) {
        text.append("  %-15s %-45s %-8s frame seen leaving: %-4s %.1f s  %s%n"
                .formatted(
                        kind,
                        Paths.describe(result.path()),
                        result.answered() ? "answered" : "silent",
                        result.frameSent() ? "yes" : "no",
                        result.took().toMillis() / 1000.0,
                        result.detail()));
    }
}
