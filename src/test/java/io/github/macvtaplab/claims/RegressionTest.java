package io.github.macvtaplab.claims;

import static io.github.macvtaplab.workload.SamplesForTests.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.claims.Regression.Course;
import io.github.macvtaplab.model.Sample.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks which nights are called worse than those before. */
class RegressionTest {
    private static final Kind KIND = new Kind("macvtap-bridge", "macvtap-bridge", load("str-readx30k", 10));
    private static final List<Double> NIGHTS =
            List.of(0.98, 1.02, 1.00, 0.97, 1.03, 1.01, 0.99, 1.00, 1.02, 0.98, 1.00, 1.01);

    private static List<Regression> found(double now, List<Double> before) {
        return Regression.among(Map.of(KIND, new Course(now, before, "Gbit/s")));
    }

    @Test
    void nightThatIsMuchSlowerIsFound() {
        assertThat(found(0.85, NIGHTS))
                .singleElement()
                .satisfies(regression -> assertThat(regression.describe())
                        .startsWith(
                                "macvtap-bridge, str-readx30k by iperf3, guest-to-peer, 1 pair, 10 connections: 0.850 Gbit/s, usually 1.00")
                        .contains("(-15 %, 12 runs before, p = "));
    }

    @Test
    void ordinaryNightIsNot() {
        assertThat(found(0.97, NIGHTS)).isEmpty();
    }

    @Test
    void fasterNightIsNot() {
        assertThat(found(1.30, NIGHTS)).isEmpty();
    }

    @Test
    void nothingIsSaidOfFewNights() {
        assertThat(found(0.5, NIGHTS.subList(0, Regression.LEAST_RUNS - 1))).isEmpty();
    }

    @Test
    void nightsWithoutAnySpreadAreNoError() {
        assertThat(found(1.0, Collections.nCopies(12, 1.0))).isEmpty();
        assertThat(found(0.9, Collections.nCopies(12, 1.0))).hasSize(1);
    }
}
