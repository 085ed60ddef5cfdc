package io.github.macvtaplab.diagnosis;

import io.github.macvtaplab.connectivity.ClaimNeeds;
import io.github.macvtaplab.diagnosis.Condition.Met;
import io.github.macvtaplab.diagnosis.Symptoms.Seen;
import io.github.macvtaplab.model.ClaimId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the smallest set of known causes that explains the cells that are not as expected. A cause is considered only if facts show
 * it, and named only if it explains a cell that no other does; of two that explain the same, the one that stands first in
 * {@code causes.yml} is taken.
 */
public final class Diagnostician {
    /** More causes than these are not weighed against each other: the first ones are. */
    private static final int MOST_CANDIDATES = 14;

    private static final Pattern BRACES = Pattern.compile("\\{([a-z0-9-]+)}");

    private final List<Cause> causes;
    private final ClaimNeeds needs = ClaimNeeds.load();

    /** A cause that the facts show, and the deviating cells that it explains, by their index. */
    private record Candidate(Cause cause, List<Met> shown, BitSet explained) {}

    /** Makes one that knows the project's own causes. */
    public Diagnostician() {
        this(Causes.load());
    }

    Diagnostician(List<Cause> causes) {
        this.causes = causes;
    }

    /** Diagnoses a lab by what it showed. */
    public Diagnosis diagnose(Symptoms lab) {
        List<Seen> deviating = lab.cells().stream().filter(Seen::deviates).toList();
        List<Candidate> candidates = candidates(lab, deviating);
        List<Candidate> chosen = smallest(candidates);
        BitSet explained = new BitSet();
        chosen.forEach(candidate -> explained.or(candidate.explained()));
        List<Seen> left = new ArrayList<>();
        for (int i = 0; i < deviating.size(); i++) {
            if (!explained.get(i)) {
                left.add(deviating.get(i));
            }
        }
        return new Diagnosis(
                chosen.stream()
                        .sorted(Comparator.comparing((Candidate candidate) ->
                                        candidate.explained().cardinality())
                                .reversed())
                        .map(candidate -> named(candidate, deviating, lab))
                        .toList(),
                Unexplained.groups(left));
    }

    private List<Candidate> candidates(Symptoms lab, List<Seen> deviating) {
        Dependence dependence = new Dependence(lab.cells());
        List<Candidate> found = new ArrayList<>();
        for (Cause cause : causes) {
            for (List<Met> shown : cause.shown(lab)) {
                List<CellPattern> patterns = cause.explains().stream()
                        .map(pattern -> pattern.filled(text -> filled(text, shown, lab.names())))
                        .toList();
                BitSet explained = dependence.explained(
                        deviating, seen -> patterns.stream().anyMatch(pattern -> pattern.matches(seen, lab.names())));
                if (!explained.isEmpty() || cause.named() == Cause.Naming.ALWAYS) {
                    found.add(new Candidate(cause, shown, explained));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(
                                (Candidate candidate) -> candidate.explained().cardinality())
                        .reversed())
                .limit(MOST_CANDIDATES)
                .sorted(Comparator.comparing(candidate -> causes.indexOf(candidate.cause())))
                .toList();
    }

    /** The set that covers most cells with the fewest causes; those that are always named come on top. */
    private static List<Candidate> smallest(List<Candidate> candidates) {
        List<Candidate> useful =
                candidates.stream().filter(one -> !one.explained().isEmpty()).toList();
        BitSet all = new BitSet();
        useful.forEach(one -> all.or(one.explained()));
        int best = (1 << useful.size()) - 1;
        for (int chosen = 0; chosen < 1 << useful.size(); chosen++) {
            if (better(chosen, best) && covers(useful, chosen, all)) {
                best = chosen;
            }
        }
        List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < useful.size(); i++) {
            if ((best & 1 << i) != 0) {
                found.add(useful.get(i));
            }
        }
        candidates.stream()
                .filter(one -> one.cause().named() == Cause.Naming.ALWAYS && !found.contains(one))
                .filter(one -> one.explained().isEmpty())
                .forEach(found::add);
        return found;
    }

    /** Fewer are better; of as many, those that stand first, which have the lowest bits. */
    private static boolean better(int chosen, int best) {
        int fewer = Integer.compare(Integer.bitCount(best), Integer.bitCount(chosen));
        return fewer > 0 || (fewer == 0 && Integer.compareUnsigned(Integer.reverse(chosen), Integer.reverse(best)) > 0);
    }

    private static boolean covers(List<Candidate> candidates, int chosen, BitSet all) {
        BitSet covered = new BitSet();
        for (int i = 0; i < candidates.size(); i++) {
            if ((chosen & 1 << i) != 0) {
                covered.or(candidates.get(i).explained());
            }
        }
        return covered.equals(all);
    }

    private NamedCause named(Candidate candidate, List<Seen> deviating, Symptoms lab) {
        List<Seen> explained =
                candidate.explained().stream().mapToObj(deviating::get).toList();
        return new NamedCause(
                candidate.cause().id(),
                filled(candidate.cause().says(), candidate.shown(), lab.names()),
                candidate.shown().stream()
                        .map(met ->
                                "%s: %s".formatted(met.fact().name(), met.fact().value()))
                        .distinct()
                        .toList(),
                filled(candidate.cause().cure(), candidate.shown(), lab.names()),
                explained.size(),
                explained.stream()
                        .findFirst()
                        .map(seen -> "%s: %s"
                                .formatted(seen.cell().situation(), seen.cell().brief()))
                        .orElse(""),
                claims(explained));
    }

    /** The claims that rest on cells, or need a situation that was seen to be another one. */
    private Set<ClaimId> claims(List<Seen> cells) {
        Set<ClaimId> claims = EnumSet.noneOf(ClaimId.class);
        cells.forEach(seen -> {
            if (seen.deviations().isEmpty()) {
                claims.addAll(seen.cell().expected().claims());
            } else {
                needs.claims().stream()
                        .filter(claim -> needs.needs(claim, seen.cell().situation()))
                        .forEach(claims::add);
            }
        });
        return claims;
    }

    private static String filled(String text, List<Met> shown, Map<String, String> names) {
        return BRACES.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(
                        Cause.word(word.group(1), shown, names).orElse(word.group(1))));
    }
}
