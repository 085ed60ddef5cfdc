package io.github.macvtaplab.safety;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks what is made of the nodes' answers; what they answer is seen in SecondLabIT. */
class GuardTest {
    private static final Node HOST =
            new Node("hv", NodeRole.KVM_HOST, new SshAddress("192.0.2.1", 22, "root"), Optional.empty());
    private static final Map<Node, Map<String, String>> MANAGED =
            Map.of(HOST, Map.of("bond0", "it has a default route", "eno1", "bond0 is on top of it"));
    private static final Map<Node, Map<String, String>> USED =
            Map.of(HOST, Map.of("eno1", "it is a member of bond0", "eno4", "eno4.7 is on top of it"));

    @Test
    void managedInterfaceIsNotTestedWith() {
        assertThatThrownBy(() -> Guard.check(MANAGED, USED, Map.of(HOST, List.of("eno1", "eno2"))))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("eno1 of hv must not be tested with: bond0 is on top of it")
                .hasMessageContaining("nothing was changed")
                .hasMessageNotContaining("eno2");
    }

    @Test
    void anInterfaceThatOthersUseIsNotTestedWith() {
        assertThatThrownBy(() -> Guard.check(MANAGED, USED, Map.of(HOST, List.of("eno4", "eno2"))))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("eno4 of hv must not be tested with: eno4.7 is on top of it; nothing");
    }

    @Test
    void othersMay() {
        assertThatCode(() -> Guard.check(MANAGED, USED, Map.of(HOST, List.of("eno2", "eno3"))))
                .doesNotThrowAnyException();
    }
}
