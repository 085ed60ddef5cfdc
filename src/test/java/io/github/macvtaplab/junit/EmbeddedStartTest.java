package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.embedded.EmbeddedLab;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedStartTest {
    @Test
    void kernelWithMacvtapWillDo() {
        assertThatCode(() -> EmbeddedStart.requireMacvtap("Character devices:\n  1 mem\n236 macvtap\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void kernelWithoutMacvtapIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> EmbeddedStart.requireMacvtap("Character devices:\n  1 mem\n236 ipvtap\n"))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("no macvtap driver", "/proc/devices", "modprobe macvtap", "CONFIG_MACVTAP")
                .message()
                .hasLineCount(1);
    }

    @Test
    void deviceThatIsOnlyNamedAlikeIsNotMacvtap() {
        assertThatThrownBy(() -> EmbeddedStart.requireMacvtap("236 notmacvtap\n"))
                .isInstanceOf(LabException.class);
    }

    @Test
    void embeddedLabCannotBeKept() {
        LabConfig config = LabConfig.from(Map.of("lab.keep", "always"));

        assertThatThrownBy(() -> EmbeddedStart.check(config))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("lab.keep", "lab.keep=never");
    }

    @Test
    void everyNodeHasItsOwnKey() {
        LabKeys keys = RunStart.keys(EmbeddedLab.NODES);

        assertThat(keys.hostPublic()).containsOnlyKeys(EmbeddedLab.NODES);
        assertThat(keys.hostPrivate()).containsOnlyKeys(EmbeddedLab.NODES);
        assertThat(keys.hostPrivate().values()).doesNotHaveDuplicates().doesNotContain(keys.clientPrivate());
    }
}
