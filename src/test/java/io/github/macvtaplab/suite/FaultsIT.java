package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.diagnosis.CellPattern;
import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.NeedsPart;
import io.github.macvtaplab.junit.Rehearsal;
import io.github.macvtaplab.junit.SabotageTest;
import io.github.macvtaplab.junit.WiredLab;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.PathVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks the embedded lab on purpose, in the ways of {@code faults.yml}: no claim may hold or be refuted for the wrong reason, none may
 * fall that has nothing to do with it, and the cause is named first.
 */
@SabotageTest
@NeedsPart({LabPart.SWITCH, LabPart.PEER, LabPart.SECOND_UPLINK})
class FaultsIT {
    private static final Path FILE = Path.of("target/lab/faults.txt");
    private static final FaultTable TABLE = new FaultTable();

    static List<List<Fault>> faults() {
        return Fault.load();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void onlyTheRightClaimsHoldAndTheCauseIsNamedFirst(List<Fault> faults, Bench bench) {
        WiredLab wired = bench.wireForRehearsal();
        Rehearsal seen;
        try {
            faults.forEach(fault -> fault.make(bench, wired));
            seen = bench.rehearse(faults.stream()
                    .map(fault -> fault.part() == null ? "short" : fault.part())
                    .distinct()
                    .toList());
        } finally {
            for (int i = faults.size() - 1; i >= 0; i--) {
                faults.get(i).mend(bench, wired);
            }
        }
        FaultTable.Row row = TABLE.add(faults, seen);
        bench.say("fault", row.line());
        bench.attach("diagnosis", FaultTable.text(seen.diagnosis()));
        assertThat(seen.claims())
                .as("claims that are refuted by a broken lab:%n%s", seen.describe())
                .noneMatch(claim -> seen.verdict(claim) == ClaimVerdict.REFUTED);
        faults.forEach(fault -> {
            assertThat(seen.holding())
                    .as("claims that hold although the lab is broken by '%s':%n%s", fault, seen.describe())
                    .noneMatch(fault.mustFall()::contains);
            assertThat(seen.cells().stream()
                            .filter(cell -> fault.silenced() != null
                                    && CellPattern.read(fault.silenced()).matches(cell)))
                    .as("paths that '%s' makes silent", fault)
                    .noneMatch(cell -> cell.seen().verdict() == PathVerdict.BLOCKED);
        });
        if (faults.size() == 1) {
            assertThat(faults.get(0).mustHold())
                    .as("claims that hold whatever '%s' does:%n%s", faults.get(0), seen.describe())
                    .allMatch(seen.holding()::contains);
        }
        assertThat(row.outcome())
                .as("%s; allowed: %s; seen:%n%s", row.line(), causes(faults), FaultTable.text(seen.diagnosis()))
                .isNotIn(FaultTable.Outcome.WRONG, FaultTable.Outcome.MISSED);
    }

    private static Set<String> causes(List<Fault> faults) {
        return faults.stream().flatMap(fault -> fault.cause().stream()).collect(Collectors.toSet());
    }

    @AfterAll
    static void printTable() throws IOException {
        String table = TABLE.whole();
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, table + "\n");
        System.out.println(table);
    }
}
