package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.ClaimsByCell;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.junit.MatrixPlan;
import io.github.macvtaplab.model.Situation;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reachability matrix: every path in every situation, against expected-matrix.yml. */
@LabTest
@Order(3)
@ClaimsByCell
class MatrixIT {
    static List<Situation> situations() {
        return MatrixPlan.asked();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void everyCellIsAsExpected(Situation situation, Bench bench) {
        assertThat(bench.cells(situation)).areAsExpected();
    }
}
