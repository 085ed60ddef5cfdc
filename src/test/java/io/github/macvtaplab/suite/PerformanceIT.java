package io.github.macvtaplab.suite;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.workload.FiguresTable;
import io.github.macvtaplab.workload.RacePlan;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Race MacVTap against either software bridge; the race is run once and each performance claim reads its figures. */
@LabTest
@Order(6)
class PerformanceIT {
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

    private static void show(Bench bench) {
        var figures = bench.race(RacePlan.brief());
        bench.attach("figures", FiguresTable.render(figures));
        bench.conclude(ClaimVerdict.INCONCLUSIVE, figures.whyNotJudged());
    }
}
