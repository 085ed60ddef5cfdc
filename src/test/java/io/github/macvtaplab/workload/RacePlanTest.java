package io.github.macvtaplab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.Wiring;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks in what order wirings run. */
class RacePlanTest {
    private static final RacePlan PLAN = SamplesForTests.PLAN;

    @Test
    void everyEntrantRunsInEveryRound() {
        assertThat(PLAN.order(3)).containsExactlyInAnyOrderElementsOf(PLAN.entrants());
    }

    @Test
    void orderFollowsFromTheSeed() {
        RacePlan same = RacePlan.of(PLAN.level(), PLAN.seed());

        assertThat(IntStream.range(0, 20).mapToObj(same::order))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(PLAN::order).toList());
    }

    @Test
    void noEntrantIsAlwaysFirst() {
        assertThat(IntStream.range(0, 20)
                        .mapToObj(PLAN::order)
                        .map(order -> order.get(0))
                        .distinct())
                .hasSize(PLAN.entrants().size());
    }

    @Test
    void twoEntrantsOfOneNameAreRefused() {
        List<Entrant> twice = List.of(Entrant.of(Wiring.linuxBridge()), Entrant.of(Wiring.linuxBridge()));

        assertThatThrownBy(() -> new RacePlan(twice, PLAN.level(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a race needs two entrants or more, of different names");
    }
}
