package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.macvtaplab.model.ClaimId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Checks which tests are left out where {@code lab.claims} asks for some claims; no lab is started for them. */
class AskedClaimsTest {
    private static final String PROPERTY = "lab.claims";

    @AfterEach
    void restoreProperties() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void everyTestRunsWhereNoClaimIsNamed() {
        assertThat(run(OneClaim.class).testEvents().started().count()).isEqualTo(2);
    }

    @Test
    void classOfAnotherClaimIsLeftOutWithTheReason() {
        System.setProperty(PROPERTY, "THROUGHPUT");

        assertThat(reasons(run(OneClaim.class).containerEvents()))
                .containsExactly("lab.claims does not ask for EXPOSED");
    }

    @Test
    void methodOfAnotherClaimIsLeftOutWithTheReason() {
        System.setProperty(PROPERTY, "THROUGHPUT,EXPOSED");

        var results = run(ClaimOfEach.class);
        assertThat(results.testEvents().started().count()).isEqualTo(1);
        assertThat(reasons(results.testEvents())).containsExactly("lab.claims does not ask for CPU-EFFICIENCY");
    }

    @Test
    void testOfCellsRunsForAClaimOfTheMatrixAlone() {
        System.setProperty(PROPERTY, "HAIRPIN-SWITCH");
        assertThat(run(Cells.class).testEvents().started().count()).isEqualTo(1);

        System.setProperty(PROPERTY, "NEEDS-LOWER-DEVICE");
        assertThat(run(Cells.class).testEvents().started().count()).isZero();
    }

    @Test
    void badPropertyLeavesNothingOut() {
        System.setProperty(PROPERTY, "EXPOSD");

        assertThat(run(OneClaim.class).testEvents().started().count()).isEqualTo(2);
    }

    private static List<String> reasons(Events events) {
        return events.skipped()
                .map(event -> event.getPayload(String.class).orElse("no reason"))
                .toList();
    }

    private static EngineExecutionResults run(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .selectors(selectClass(type))
                .execute();
    }

    @ExtendWith(AskedClaims.class)
    @Claim(ClaimId.EXPOSED)
    static class OneClaim {
        @Test
        void first() {
            // That it is run is all.
        }

        @Test
        void second() {
            // That it is run is all.
        }
    }

    @ExtendWith(AskedClaims.class)
    static class ClaimOfEach {
        @Test
        @Claim(ClaimId.THROUGHPUT)
        void throughput() {
            // That it is run is all.
        }

        @Test
        @Claim(ClaimId.CPU_EFFICIENCY)
        void cpu() {
            // That it is run is all.
        }
    }

    @ExtendWith(AskedClaims.class)
    @ClaimsByCell
    static class Cells {
        @Test
        void cells() {
            // That it is run is all.
        }
    }
}
