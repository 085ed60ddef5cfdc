package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.ClaimChoice;
import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Needs;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.workload.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which claims a run tests: of those that it is asked for, all but those that need what its lab lacks. */
final class Scope {
    private final Set<LabPart> lacking;
    private final Level level;
    private final ClaimChoice choice;

    /**
     * Make one.
     *
     * @param lacking the parts that the lab is without
     * @param level the traffic that is asked for
     * @param choice the claims that are asked for
     */
    Scope(Set<LabPart> lacking, Level level, ClaimChoice choice) {
        this.lacking = Set.copyOf(lacking);
        this.level = level;
        this.choice = choice;
    }

    /** Whether a claim is asked for. */
    boolean asks(ClaimId claim) {
        return choice.asks(claim);
    }

    /** Why a claim cannot be tested in this lab; empty if it can. */
    Optional<String> missing(ClaimId claim) {
        return claim.performance() ? missingTraffic() : missing(Needs.of(claim));
    }

    /** Why something is not tested that needs these parts; empty if it is. */
    Optional<String> missing(Set<LabPart> needed) {
        Set<LabPart> lacked = Needs.lacked(needed, lacking);
        return lacked.isEmpty() ? Optional.empty() : Optional.of(Needs.reason(lacked));
    }

    /** Traffic at one place is enough for a comparison. */
    private Optional<String> missingTraffic() {
        List<String> reasons = level.places().stream()
                .flatMap(place -> missing(Needs.of(place)).stream())
                .distinct()
                .toList();
        boolean any = level.places().stream()
                .anyMatch(place -> missing(Needs.of(place)).isEmpty());
        return any
                ? Optional.empty()
                : Optional.of("%s; lab.performance.level '%s' has traffic %s alone, choose another"
                        .formatted(
                                String.join(", and ", reasons),
                                level.name(),
                                level.places().stream().map(Place::label).collect(Collectors.joining(" and "))));
    }

    /**
     * Say what is not tested, and why: a line for each part that the lab lacks, for each claim, and for traffic that is asked for. Of
     * claims that are not asked for only the register is told.
     */
    void announce(ClaimRegister register, Console console) {
        // Most runs have one KVM host: it takes one more for certain traffic alone, which is told of below.
        lacking.stream()
                .filter(part -> part != LabPart.OTHER_HOST)
                .sorted()
                .forEach(part -> console.line("skipped", part.needing() + ": " + part.reason()));
        for (ClaimId claim : ClaimId.values()) {
            if (!asks(claim)) {
                register.skip(claim, "not asked for (lab.claims)");
                continue;
            }
            missing(claim).ifPresent(reason -> {
                register.skip(claim, reason);
                console.line("skipped", claim.id() + ": " + reason);
            });
        }
        if (choice.asksPerformance()) {
            announceTraffic(console);
        }
    }

    private void announceTraffic(Console console) {
        if (!lacking.contains(LabPart.OTHER_HOST) && !level.places().contains(Place.ACROSS_HOSTS)) {
            console.line(
                    "skipped",
                    "%s: lab.performance.level '%s' has none; ask for it with lab.performance.places=%s"
                            .formatted(LabPart.OTHER_HOST.needing(), level.name(), Place.ACROSS_HOSTS.label()));
        }
        level.places()
                .forEach(place -> missing(Needs.of(place))
                        .ifPresent(reason -> console.line("skipped", "traffic " + place.label() + ": " + reason)));
    }
}
