package io.github.macvtaplab.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Checks the one configuration of the log, which is that of lab runs too: another of the tests' own would take its place. */
class QuietConsoleTest {
    @Test
    void nobodyIsWarnedThatRyukIsOffAsItIsOnPurpose() {
        assertThat(LoggerFactory.getLogger("org.testcontainers.utility.ResourceReaper")
                        .isWarnEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.testcontainers").isWarnEnabled())
                .isTrue();
    }
}
