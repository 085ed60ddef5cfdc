package io.github.macvtaplab.model;

import static io.github.macvtaplab.model.LabPart.OTHER_HOST;
import static io.github.macvtaplab.model.LabPart.PEER;
import static io.github.macvtaplab.model.LabPart.SECOND_UPLINK;
import static io.github.macvtaplab.model.LabPart.SWITCH;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which parts of a lab it takes for what. This is the one place where it stands. */
public final class Needs {
    /** What is not here needs nothing but host, uplink and guests. */
    private static final Map<ClaimId, Set<LabPart>> CLAIMS = new EnumMap<>(Map.of(
            // That the host's uplink is not deaf, while no guest answers by it, is seen from outside alone.
            ClaimId.HOST_GUEST_BLOCKED, Set.of(PEER),
            ClaimId.HAIRPIN_SWITCH, Set.of(SWITCH),
            ClaimId.SECOND_SUBNET, Set.of(SECOND_UPLINK),
            // With either half missing, no guest answers by the second uplink.
            ClaimId.SECOND_SUBNET_NEEDS_BOTH, Set.of(SECOND_UPLINK, PEER),
            ClaimId.EXPOSED, Set.of(PEER),
            ClaimId.NO_HOST_ONLY_ISOLATION, Set.of(PEER)));

    private Needs() {}

    /** Says what it takes to test a claim; for one about performance see {@link #of(Place)}. */
    public static Set<LabPart> of(ClaimId claim) {
        return CLAIMS.getOrDefault(claim, Set.of());
    }

    /** Says what it takes to put a lab into a situation. */
    public static Set<LabPart> of(Situation situation) {
        Set<LabPart> needs = EnumSet.noneOf(LabPart.class);
        if (situation.hairpin() == Situation.Hairpin.ON || situation.uplink() == Situation.Uplink.CARRIER_LOST) {
            needs.add(SWITCH);
        }
        if (situation.second().irregular()) {
            needs.add(SECOND_UPLINK);
        }
        return needs;
    }

    /** Says what it takes to try a path; a proof may take a witness besides. */
    public static Set<LabPart> of(Path path) {
        Set<End> ends = EnumSet.of(path.from(), path.to());
        Set<LabPart> needs = EnumSet.noneOf(LabPart.class);
        if (ends.contains(End.PEER)) {
            needs.add(PEER);
        }
        if (ends.contains(End.HOST) && path.subnet() == SubnetName.SECOND) {
            needs.add(SECOND_UPLINK);
        }
        return needs;
    }

    /** Says what it takes to run traffic at a place. */
    public static Set<LabPart> of(Place place) {
        return switch (place) {
            case GUEST_TO_PEER -> Set.of(PEER);
            case GUEST_TO_GUEST -> Set.of();
            case ACROSS_HOSTS -> Set.of(OTHER_HOST);
        };
    }

    /** Says which of these parts a lab lacks. */
    public static Set<LabPart> lacked(Collection<LabPart> needed, Set<LabPart> lacking) {
        Set<LabPart> lacked = EnumSet.noneOf(LabPart.class);
        needed.stream().filter(lacking::contains).forEach(lacked::add);
        return lacked;
    }

    /** Says why something is not tested that needs parts which a lab lacks. */
    public static String reason(Set<LabPart> lacking) {
        return lacking.stream().sorted().map(LabPart::reason).collect(Collectors.joining(", and "));
    }
}
