package io.github.macvtaplab.workload;

import static io.github.macvtaplab.workload.Recordings.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.workload.Meters.Ran;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks when the tools of several pairs count as one load. */
class MeteredVisitTest {
    private static final CommandResult RESULT = output("uperf-10-threads.txt");

    private static Ran ran(double start, double end) {
        return new Ran(RESULT, start, end);
    }

    @Test
    void toolsThatRunAtTheSameTimeAreOneLoad() {
        assertThat(MeteredVisit.apart(List.of(ran(0, 20), ran(0.5, 20.5)), Duration.ZERO))
                .isEmpty();
        assertThat(MeteredVisit.apart(List.of(ran(7, 8)), Duration.ZERO)).isEmpty();
    }

    @Test
    void toolsThatRunOneAfterTheOtherAreNot() {
        assertThat(MeteredVisit.apart(List.of(ran(0, 2), ran(1, 3)), Duration.ZERO))
                .contains("1.0 s in common of 3.0 s");
    }

    /** As seen with uperf: two runs of 2 s, one of which took a second longer to say goodbye. */
    @Test
    void toolThatGoesOnTalkingAfterItsTrafficMayEndLater() {
        List<Ran> runs = List.of(ran(0, 2.7), ran(0, 3.9));

        assertThat(MeteredVisit.apart(runs, new Uperf(new Exchange.RequestResponse(1, 1)).afterwards()))
                .isEmpty();
        assertThat(MeteredVisit.apart(runs, new Netperf(new Exchange.RequestResponse(1, 1)).afterwards()))
                .contains("2.7 s in common of 3.9 s");
    }

    @Test
    void notEvenThatMakesOneLoadOfTwo() {
        assertThat(MeteredVisit.apart(List.of(ran(0, 2.7), ran(2, 4.7)), Duration.ofMillis(1500)))
                .isPresent();
    }
}
