package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.HOST;
import static io.github.macvtaplab.model.End.PEER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.junit.PathsUnderTest.Control;
import io.github.macvtaplab.junit.WiredLab;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@LabTest
@Order(2)
@SuppressWarnings("try") // the resource is a state of the lab: closing it is all that is done with it
@Claim(ClaimId.EXPOSED)
class ExposedIT {
    @Test
    void peerReachesGuestWhileTheHostsFirewallDropsEverything(Bench bench) {
        try (var wired = bench.wire(Wiring.macvtap(MacvtapMode.BRIDGE))) {
            assertThat(wired.path(PEER, HOST)).isReachableAsControl();
            try (var firewall = bench.firewallDropsAll()) {
                // The firewall does work: the peer no longer reaches the host itself.
                assertThat(wired.path(PEER, HOST).witnessedBy(new Control(PEER, GUEST, SubnetName.SHARED)))
                        .isBlocked();
                assertThat(wired.path(PEER, GUEST)).isReachable();
                List<String> open = openPorts(wired, bench);
                assertThat(open)
                        .as("TCP ports of the guest that the peer can open")
                        .isNotEmpty();
                bench.note("open to the peer: TCP " + String.join(" ", open));
            }
        }
    }

    private static List<String> openPorts(WiredLab wired, Bench bench) {
        var listening = bench.shell()
                .run(
                        wired.node(GUEST),
                        "ss -Hltn | awk '{ n = split($4, a, \":\"); print a[n] }' | sort -nu",
                        Duration.ofSeconds(20));
        String ports = String.join(" ", listening.stdout().lines().toList());
        var opened = bench.shell()
                .run(
                        wired.node(PEER),
                        "for port in %s; do socat -u /dev/null TCP4:%s:$port,connect-timeout=3 2>/dev/null && echo $port; done; true"
                                .formatted(ports, wired.address(GUEST, SubnetName.SHARED, IpFamily.V4)),
                        Duration.ofSeconds(60));
        return opened.stdout().lines().toList();
    }
}
