package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.CareTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Puts back what earlier runs have left on the lab's nodes, and does nothing else: {@code -Dlab.suite=recover}. */
@CareTest
@Tag("recover")
class RecoverIT {
    @Test
    void nodesAreAsTheyWereBeforeAnyRun(Bench bench) {
        bench.attach(
                "put back",
                bench.recovered().isEmpty()
                        ? "no earlier run had left anything"
                        : "on " + String.join(", ", bench.recovered()));
        // Where a node could not be put back, the session did not start; here each is asked once more.
        assertThat(bench.left()).as("nodes with an undo journal").isEmpty();
    }
}
