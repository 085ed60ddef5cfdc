package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reach verdicts about paths. REACHABLE needs the answer. BLOCKED needs a probe that failed for its whole deadline, the
 * probe's frames seen leaving the sender, and witnesses that held before and after. All else is INCONCLUSIVE.
 */
public final class Prover {
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final Duration WITNESS = Duration.ofSeconds(10);

    private final Prober prober;

    /** Make a prover that sends its probes through a prober. */
    public Prover(Prober prober) {
        this.prober = prober;
    }

    /**
     * Look whether paths are open, without witnesses: an answer needs none.
     *
     * @return the verdicts; REACHABLE, or INCONCLUSIVE for a silent path, which only {@link #prove} can call BLOCKED
     */
    public List<Proof> open(Topology topology, List<Path> paths) {
        prober.flushNeighbours(topology, paths);
        return prober.probe(topology, paths, WITNESS).stream()
                .map(probe -> judge(probe, List.of()))
                .toList();
    }

    /**
     * Probe paths between witnesses.
     *
     * @param witnesses finds the witnesses of a path; never none
     * @return one proof per path, in order
     */
    public List<Proof> prove(Topology topology, List<Path> paths, Function<Path, List<Path>> witnesses) {
        Set<Path> controls = new LinkedHashSet<>();
        paths.forEach(path -> controls.addAll(witnesses.apply(path)));
        Set<Path> everything = new LinkedHashSet<>(paths);
        everything.addAll(controls);
        prober.flushNeighbours(topology, everything);
        Map<Path, ProbeResult> before = run(topology, controls);
        prober.flushNeighbours(topology, everything);
        List<ProbeResult> probes = prober.probe(topology, paths, PROBE);
        Map<Path, ProbeResult> after = run(topology, controls);
        return probes.stream()
                .map(probe -> {
                    List<Witness> seen = new ArrayList<>();
                    for (Path control : witnesses.apply(probe.path())) {
                        seen.add(new Witness(Witness.When.BEFORE, result(before, control)));
                        seen.add(new Witness(Witness.When.AFTER, result(after, control)));
                    }
                    return judge(probe, seen);
                })
                .toList();
    }

    private static ProbeResult result(Map<Path, ProbeResult> results, Path path) {
        ProbeResult result = results.get(path);
        if (result == null) {
            throw new IllegalStateException("no result for " + Paths.describe(path));
        }
        return result;
    }

    private Map<Path, ProbeResult> run(Topology topology, Set<Path> controls) {
        return prober.probe(topology, controls, WITNESS).stream()
                .collect(Collectors.toMap(ProbeResult::path, Function.identity()));
    }

    /** Judge one probe by what was seen around it. */
    static Proof judge(ProbeResult probe, List<Witness> witnesses) {
        if (probe.answered()) {
            return new Proof(probe.path(), PathVerdict.REACHABLE, "the answer came back", probe, witnesses);
        }
        String missing = missing(probe, witnesses);
        if (!missing.isEmpty()) {
            return new Proof(probe.path(), PathVerdict.INCONCLUSIVE, missing, probe, witnesses);
        }
        return new Proof(
                probe.path(),
                PathVerdict.BLOCKED,
                "frames left the sender, no answer came in %.1f s, and all %d witnesses held"
                        .formatted(probe.took().toMillis() / 1000.0, witnesses.size()),
                probe,
                witnesses);
    }

    private static String missing(ProbeResult probe, List<Witness> witnesses) {
        if (witnesses.isEmpty()) {
            return "no answer, and no witness was asked";
        }
        if (probe.failedAtHome()) {
            return "the sender itself refused to send (its firewall?): " + probe.detail();
        }
        if (probe.refused()) {
            return "something answered with a refusal, so frames do pass: " + probe.detail();
        }
        for (Witness.When when : Witness.When.values()) {
            if (witnesses.stream().noneMatch(witness -> witness.when() == when)) {
                return "no witness ran " + when;
            }
        }
        List<String> fallen = witnesses.stream()
                .filter(witness -> !witness.result().answered())
                .map(witness ->
                        "%s (%s)".formatted(Paths.describe(witness.result().path()), witness.when()))
                .distinct()
                .toList();
        if (!fallen.isEmpty()) {
            return "these witnesses did not hold, so silence may mean broken instead of blocked: "
                    + String.join("; ", fallen);
        }
        return probe.frameSent()
                ? ""
                : "no frame of the probe was seen leaving the sender (its firewall, or its routes?)";
    }
}
