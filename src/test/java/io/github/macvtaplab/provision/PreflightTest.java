package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.LayoutForTests;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks what is looked for in labs that lack parts; what the nodes answer is seen in every run. */
class PreflightTest {
    private final Map<String, String> scripts = new LinkedHashMap<>();

    private void look(LabPart... lacking) {
        new Preflight(
                        (node, script, deadline) -> {
                            scripts.put(node.name(), script);
                            return new CommandResult(node.name(), script, 0, "", "", Duration.ZERO);
                        },
                        LayoutForTests.without(lacking))
                .look(new GuestSource("/srv/image", Optional.empty(), Optional.empty(), "/srv/guests"));
    }

    private String script(String node) {
        return scripts.getOrDefault(node, "");
    }

    @Test
    void everyNodeOfAWholeLabIsLookedAt() {
        look();

        assertThat(scripts).containsOnlyKeys("kvm1", "peer", "switch");
        assertThat(script("kvm1")).contains("'uplink0'", "'uplink1'", "'mgmt0'");
        assertThat(script("switch")).contains("for port in p0 p1 p2;");
        assertThat(script("peer")).contains("'lan0'", "nmap");
    }

    @Test
    void whatIsNotThereIsNotLookedFor() {
        look(LabPart.PEER, LabPart.SECOND_UPLINK);

        assertThat(scripts).containsOnlyKeys("kvm1", "switch");
        assertThat(script("kvm1")).contains("'uplink0'", "'mgmt0'").doesNotContain("uplink1");
        assertThat(script("switch")).contains("for port in p0;");
    }
}
