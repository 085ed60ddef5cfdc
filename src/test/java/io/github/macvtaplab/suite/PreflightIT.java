package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.CareTest;
import io.github.macvtaplab.provision.Preflight.Finding;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Looks at the lab's nodes and changes nothing: {@code -Dlab.suite=preflight}. */
@CareTest
@Tag("preflight")
class PreflightIT {
    @Test
    void nodesHaveAllThatTheTestsNeed(Bench bench) {
        assertThat(bench.preflight()).isNotEmpty();
        assertThat(bench.preflight())
                .filteredOn(finding -> !finding.present())
                .extracting(Finding::describe)
                .as("what is missing")
                .isEmpty();
    }
}
