package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Needs;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Say which paths can be given a verdict in a lab that lacks some parts: those whose situation, ends and witnesses it has. A path
 * that is expected to be open needs no witness.
 */
public final class Coverage {
    private final ExpectedMatrix matrix;
    private final Set<LabPart> lacking;
    private final WitnessPaths witnesses;
    private final Map<Situation, Map<Path, Lack>> lacks = new HashMap<>();

    /**
     * Why a path is not tried.
     *
     * @param parts what the lab lacks
     * @param of what needs it
     */
    private record Lack(Set<LabPart> parts, Needing of) {
        String why() {
            return switch (of) {
                case THE_PATH -> Needs.reason(parts);
                case ITS_WITNESSES -> "nobody is there to show that its silence is no fault: " + Needs.reason(parts);
            };
        }
    }

    private enum Needing {
        THE_PATH,
        ITS_WITNESSES
    }

    /** Work it out for a lab that lacks these parts. */
    public Coverage(ExpectedMatrix matrix, Set<LabPart> lacking) {
        this.matrix = matrix;
        this.lacking = Set.copyOf(lacking);
        this.witnesses = new WitnessPaths(matrix);
    }

    /** Whether the lab can be put into a situation. */
    public boolean canBe(Situation situation) {
        return lacked(Needs.of(situation)).isEmpty();
    }

    /** Say why nothing of a situation is tested; empty if something is. */
    public Optional<String> missing(Situation situation) {
        if (!canBe(situation)) {
            return Optional.of(Needs.reason(lacked(Needs.of(situation))));
        }
        Set<LabPart> parts = EnumSet.noneOf(LabPart.class);
        lacks(situation).values().forEach(lack -> parts.addAll(lack.parts()));
        return paths(situation).isEmpty()
                ? Optional.of("none of its paths can be tried and proven: " + Needs.reason(parts))
                : Optional.empty();
    }

    /** List the paths that are tried in a situation. */
    public List<Path> paths(Situation situation) {
        Map<Path, Lack> without = lacks(situation);
        return SituationPaths.of(situation).stream()
                .filter(path -> !without.containsKey(path))
                .toList();
    }

    /** List those that are not. */
    public List<SkippedPath> skipped(Situation situation) {
        return lacks(situation).entrySet().stream()
                .map(entry -> new SkippedPath(
                        situation, entry.getKey(), entry.getValue().why()))
                .toList();
    }

    /** Why each path of a situation is not tried; without those that are. */
    private Map<Path, Lack> lacks(Situation situation) {
        return lacks.computeIfAbsent(situation, any -> lacking.isEmpty() ? Map.of() : workOut(any));
    }

    private Map<Path, Lack> workOut(Situation situation) {
        Map<Path, Lack> found = new LinkedHashMap<>();
        Situation plain = Situation.plain(situation.wiring(), situation.second());
        List<Path> here = possible(situation);
        List<Path> elsewhere = possible(plain);
        for (Path path : SituationPaths.of(situation)) {
            Set<LabPart> parts = lacked(Needs.of(situation));
            parts.addAll(lacked(Needs.of(path)));
            if (!parts.isEmpty()) {
                found.put(path, new Lack(parts, Needing.THE_PATH));
                continue;
            }
            for (Witness.Role role : Witness.Role.values()) {
                if (blocked(situation, path)
                        && witnesses
                                .here(situation, here, path, role)
                                .or(() -> witnesses.elsewhere(situation, plain, elsewhere, path, role))
                                .isEmpty()) {
                    witnesses.inWholeLab(situation, path, role).ifPresent(best -> parts.addAll(lacked(Needs.of(best))));
                }
            }
            if (!parts.isEmpty()) {
                found.put(path, new Lack(parts, Needing.ITS_WITNESSES));
            }
        }
        return found;
    }

    private boolean blocked(Situation situation, Path path) {
        return matrix.expect(situation, path, Neighbours.ASKED).verdict() == PathVerdict.BLOCKED;
    }

    /** The paths whose ends the lab has. Those of them that are expected to be open are tried for certain. */
    private List<Path> possible(Situation situation) {
        return SituationPaths.of(situation).stream()
                .filter(path -> lacked(Needs.of(path)).isEmpty())
                .toList();
    }

    private Set<LabPart> lacked(Collection<LabPart> needed) {
        return Needs.lacked(needed, lacking);
    }
}
