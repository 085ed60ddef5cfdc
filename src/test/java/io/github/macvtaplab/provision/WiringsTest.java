package io.github.macvtaplab.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.ansible.CommandLineForTests;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LayoutForTests;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Checks what the playbook is told that changes wirings; every run of the matrix changes them for real. */
class WiringsTest {
    private static final Wiring MACVTAP = Wiring.macvtap(MacvtapMode.BRIDGE);
    private static final String ANEW = "\"wiring_anew\":\"yes\"";
    private static final String NOT_ANEW = "\"wiring_anew\":\"no\"";

    /** What guests and host were told, but for the question for the MTU. */
    private final List<String> scripts = new CopyOnWriteArrayList<>();

    private final CommandLineForTests commandLine =
            new CommandLineForTests(new CommandLine.Output(0, CommandLineForTests.RECAP, ""));
    private final Wirings wirings = wirings(commandLine);

    private Wirings wirings(CommandLine commandLine) {
        return new Wirings(
                new Ansible(commandLine, List.of("inventory/embedded"), List.of(), Map.of(), played -> {}),
                this::run,
                LayoutForTests.without());
    }

    /** Every guest has its test NIC, by the name that libvirt's host and the guest give it; the uplink's MTU is 1400. */
    private CommandResult run(Node node, String script, Duration deadline) {
        if (script.equals("cat /sys/class/net/uplink0/mtu")) {
            return new CommandResult(node.name(), script, 0, "1400\n", "", Duration.ZERO);
        }
        scripts.add(script);
        String said = node.role() == NodeRole.KVM_HOST ? """
                   macvtap0 direct uplink0 virtio 52:54:00:12:01:11
                   macvtap1 direct uplink0 virtio 52:54:00:12:01:12
                  """ : "eth1\n";
        return new CommandResult(node.name(), script, 0, said, "", Duration.ZERO);
    }

    /** What the playbook was told, play after play. */
    private List<String> told() {
        return commandLine.ran.stream().map(argv -> argv.get(argv.size() - 1)).toList();
    }

    @Test
    void wiringThatIsInPlaceIsNotPutThereAgain() {
        Wired first = wirings.wire(MACVTAP, SecondNic.NONE);

        assertThat(wirings.wire(MACVTAP, SecondNic.NONE)).isSameAs(first);
        assertThat(told()).singleElement().asString().contains("\"wiring_kind\":\"macvtap-bridge\"", NOT_ANEW);
    }

    @Test
    void guestsNicGetsTheUplinksMtu() {
        wirings.wire(MACVTAP, SecondNic.NONE);

        assertThat(scripts)
                .filteredOn(script -> script.contains("find_nic"))
                .hasSize(2)
                .allSatisfy(script -> assertThat(script).contains("ip link set dev \"$nic\" mtu 1400"));
    }

    @Test
    void wiringThatIsForgottenIsPutInPlaceAnewAndTheOneAfterItIsNot() {
        wirings.wire(MACVTAP, SecondNic.NONE);
        wirings.forget();
        assertThat(wirings.has(MACVTAP, SecondNic.NONE)).isFalse();
        wirings.wire(MACVTAP, SecondNic.NONE);
        wirings.wire(Wiring.linuxBridge(), SecondNic.NONE);

        assertThat(told())
                .satisfiesExactly(
                        first -> assertThat(first).contains(NOT_ANEW),
                        forgotten -> assertThat(forgotten).contains(ANEW),
                        other -> assertThat(other).contains("\"wiring_kind\":\"linux-bridge\"", NOT_ANEW));
    }

    @Test
    void wiringThatCouldNotBePutInPlaceAnewIsStillToBe() {
        CommandLineForTests failing = new CommandLineForTests(
                new CommandLine.Output(2, "", "no such device"),
                new CommandLine.Output(0, CommandLineForTests.RECAP, ""));
        Wirings forgotten = wirings(failing);
        forgotten.forget();

        assertThatThrownBy(() -> forgotten.wire(MACVTAP, SecondNic.NONE)).isInstanceOf(LabException.class);
        forgotten.wire(MACVTAP, SecondNic.NONE);
        assertThat(failing.ran)
                .allSatisfy(argv -> assertThat(argv.get(argv.size() - 1)).contains(ANEW));
    }
}
