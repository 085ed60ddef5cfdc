package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.NeedsPart;
import io.github.macvtaplab.junit.Rehearsal;
import io.github.macvtaplab.junit.SabotageTest;
import io.github.macvtaplab.junit.WiredLab;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.PathVerdict;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks the embedded lab on purpose: no claim may hold for the wrong reason, and none may fall that has nothing to do with it. */
@SabotageTest
@NeedsPart({LabPart.SWITCH, LabPart.PEER, LabPart.SECOND_UPLINK})
class SabotageIT {
    /** The whole lab comes last once more, to show that all was mended. */
    static Stream<Sabotage> sabotages() {
        return Stream.concat(Arrays.stream(Sabotage.values()), Stream.of(Sabotage.NOTHING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sabotages")
    void onlyTheRightClaimsStillHold(Sabotage sabotage, Bench bench) {
        WiredLab wired = bench.wireForRehearsal();
        Rehearsal seen;
        try {
            sabotage.breakLab(bench, wired);
            seen = bench.rehearse();
        } finally {
            sabotage.mendLab(bench, wired);
        }
        bench.say("sabotage", "%-33s %s; holding: %s".formatted(sabotage, seen.count(), seen.holding()));
        assertThat(seen.holding())
                .as("claims that hold although the lab is broken by %s:%n%s", sabotage, seen.describe())
                .noneMatch(sabotage.mustFall()::contains);
        assertThat(seen.cells())
                .filteredOn(cell -> sabotage.spoils(cell.situation(), cell.path()))
                .as("paths that %s makes silent", sabotage)
                .noneMatch(cell -> cell.seen().verdict() == PathVerdict.BLOCKED);
        assertThat(sabotage.mustHold())
                .as("claims that hold whatever %s does:%n%s", sabotage, seen.describe())
                .allMatch(seen.holding()::contains);
    }
}
