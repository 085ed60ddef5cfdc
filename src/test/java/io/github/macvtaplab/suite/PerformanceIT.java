package io.github.macvtaplab.suite;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.report.ConsoleLines;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.FiguresTable;
import io.github.macvtaplab.workload.Ground;
import io.github.macvtaplab.workload.Lane;
import io.github.macvtaplab.workload.Race;
import io.github.macvtaplab.workload.RacePlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Races MacVTap against either software bridge once; each performance claim reads the same figures. */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PerformanceIT {
    private @Nullable Figures figures;

    @Test
    @Claim(ClaimId.THROUGHPUT)
    void throughputOnEachWiring(Bench bench) {
        show(bench);
    }

    @Test
    @Claim(ClaimId.CPU_EFFICIENCY)
    void cpuCostOnEachWiring(Bench bench) {
        show(bench);
    }

    @Test
    @Claim(ClaimId.TRANSACTIONS_10_50)
    void transactionsOnEachWiring(Bench bench) {
        show(bench);
    }

    @Test
    @Claim(ClaimId.SCALES_FASTER)
    void throughputOverConnectionsOnEachWiring(Bench bench) {
        show(bench);
    }

    private void show(Bench bench) {
        Figures found = figures;
        if (found == null) {
            found = new Race(
                            bench.shell(), Ground.of(bench.layout()), wiring -> lane(bench, wiring), new ConsoleLines())
                    .run(RacePlan.brief());
            figures = found;
        }
        bench.attach("figures", FiguresTable.render(found));
        bench.conclude(ClaimVerdict.INCONCLUSIVE, found.whyNotJudged());
    }

    private static Lane lane(Bench bench, Wiring wiring) {
        try (var wired = bench.wire(wiring)) {
            return new Lane(
                    wiring,
                    wired.node(End.HOST),
                    wired.node(End.PEER),
                    wired.node(End.GUEST),
                    wired.address(End.GUEST, SubnetName.SHARED, IpFamily.V4));
        }
    }
}
