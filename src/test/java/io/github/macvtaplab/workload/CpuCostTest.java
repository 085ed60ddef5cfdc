package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.workload.Meters.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that CPU time counts while traffic goes, less what the host spends anyway. */
class CpuCostTest {
    /** A reading each second: bytes so far, CPU seconds of a vCPU so far. */
    private static Series series(double[][] readings) {
        List<Reading> list = new ArrayList<>();
        for (int i = 0; i < readings.length; i++) {
            list.add(new Reading(
                    100 + i,
                    Map.of("vnet0", new Counters(Math.round(readings[i][0]), 0, 0, 0)),
                    Map.of(CpuComponent.GUEST_VCPU, readings[i][1])));
        }
        return new Series(list, 0.01);
    }

    /** Traffic in two of five seconds; before it a second of starting the tool that costs a lot. */
    private static final Series RUN = series(new double[][] {{0, 0}, {0, 0.9}, {500, 1.5}, {1000, 2.1}, {1000, 2.2}});

    private static double cost(Map<CpuComponent, Double> floor) {
        return new CpuCost(RUN, List.of("vnet0"), floor).perUnit(10).getOrDefault(CpuComponent.GUEST_VCPU, -1.0);
    }

    @Test
    void onlyTheTimeWithTrafficCounts() {
        assertThat(cost(Map.of())).isCloseTo(1.2 / 10, within(1e-9));
    }

    @Test
    void idleFloorIsTakenOff() {
        assertThat(cost(Map.of(CpuComponent.GUEST_VCPU, 0.1))).isCloseTo((1.2 - 0.2) / 10, within(1e-9));
    }

    @Test
    void floorIsCpusBusyWithoutTraffic() {
        assertThat(CpuCost.floor(series(new double[][] {{0, 1}, {0, 1.2}, {0, 1.4}}))
                        .get(CpuComponent.GUEST_VCPU))
                .isCloseTo(0.2, within(1e-9));
    }

    @Test
    void courseHasAMomentForEachReading() {
        var moments = new CpuCost(RUN, List.of("vnet0"), Map.of()).moments();

        assertThat(moments).hasSize(4);
        assertThat(moments.get(1).gigabits()).isCloseTo(500 * 8 / 1e9, within(1e-15));
        assertThat(moments.get(1).seconds()).isEqualTo(2);
    }

    @Test
    void windowIsTheTimeWithTraffic() {
        assertThat(new CpuCost(RUN, List.of("vnet0"), Map.of()).seconds()).isEqualTo(2);
    }
}
