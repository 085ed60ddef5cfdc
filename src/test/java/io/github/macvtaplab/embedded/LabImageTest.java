package io.github.macvtaplab.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import org.junit.jupiter.api.Test;

class LabImageTest {
    @Test
    void tooLittleSpaceIsAnErrorThatNamesFolderAndNumbers() {
        assertThatThrownBy(() -> LabImage.requireSpace("/var/lib/engine", 700L << 20, 5L << 30))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "no disk space", "/var/lib/engine", "700 MiB free", "needs 5120 MiB", "make room")
                .message()
                .hasLineCount(1);
    }

    @Test
    void justEnoughSpaceIsEnough() {
        assertThatCode(() -> LabImage.requireSpace("/var/lib/engine", 5L << 30, 5L << 30))
                .doesNotThrowAnyException();
    }
}
