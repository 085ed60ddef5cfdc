package io.github.macvtaplab.suite;

import io.github.macvtaplab.claims.PerformanceJudge;
import io.github.macvtaplab.claims.PerformanceJudge.Judging;
import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.report.FiguresTable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Race MacVTap against either software bridge; the race is run once and each performance claim reads its figures. */
@LabTest
@Order(6)
class PerformanceIT {
    @Test
    @Claim(ClaimId.THROUGHPUT)
    void throughputOnEachWiring(Bench bench) {
        judge(ClaimId.THROUGHPUT, bench);
    }

    @Test
    @Claim(ClaimId.CPU_EFFICIENCY)
    void cpuCostOnEachWiring(Bench bench) {
        judge(ClaimId.CPU_EFFICIENCY, bench);
    }

    @Test
    @Claim(ClaimId.TRANSACTIONS_10_50)
    void transactionsOnEachWiring(Bench bench) {
        judge(ClaimId.TRANSACTIONS_10_50, bench);
    }

    @Test
    @Claim(ClaimId.SCALES_FASTER)
    void throughputOverConnectionsOnEachWiring(Bench bench) {
        judge(ClaimId.SCALES_FASTER, bench);
    }

    private static void judge(ClaimId claim, Bench bench) {
        var figures = bench.race();
        bench.attach("figures", FiguresTable.render(figures));
        bench.conclude(new PerformanceJudge(figures).judge(claim, Judging.BY_GROUND));
    }
}
