package io.github.macvtaplab.suite;

import static io.github.macvtaplab.junit.LabAssertions.assertThat;
import static io.github.macvtaplab.model.End.GUEST;
import static io.github.macvtaplab.model.End.HOST;
import static io.github.macvtaplab.model.End.PEER;
import static io.github.macvtaplab.model.SubnetName.ISOLATED;
import static io.github.macvtaplab.model.SubnetName.SHARED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.PortScan;
import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.Contrast;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.junit.WiredLab;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.Wiring;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What somebody on the segment sees of a guest: by macvtap, and for comparison behind a filtered and an isolated bridge. */
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
                assertThat(wired.path(PEER, HOST)).isSilentAsControl();
                assertThat(wired.path(PEER, GUEST)).isReachable();
                // Unasked, too: what is sent to all, or to a group, comes to the guest.
                assertThat(wired.path(PEER, GUEST).by(Protocol.BROADCAST, Protocol.MULTICAST))
                        .isReachable();
                PortScan scan = bench.scan(wired.node(PEER), guest(wired));
                Set<Integer> found = numbers(scan);
                Set<Integer> listening = listening(wired, bench);
                bench.control(
                        found.equals(listening),
                        "a scanner on the peer should find the guest's listening TCP ports %s, but found %s"
                                .formatted(listening, found));
                bench.note("open to the peer: TCP " + scan.describe());
            }
        }
    }

    @Test
    @Contrast
    void filteredLinuxBridgeHidesTheSameGuest(Bench bench) {
        try (var wired = bench.wire(Wiring.linuxBridge())) {
            PortScan unfiltered = bench.scan(wired.node(PEER), guest(wired));
            bench.control(!unfiltered.open().isEmpty(), "without a filter the peer finds ports open");
            try (var filter = bench.bridgeFilterDropsAll()) {
                PortScan scan = bench.scan(wired.node(PEER), guest(wired));
                bench.control(scan.open().isEmpty(), "behind the filter no port is open, but seen: " + scan.describe());
            }
            bench.note("behind a filtered Linux bridge: none");
        }
    }

    @Test
    @Contrast
    void isolatedBridgeHidesTheSameGuest(Bench bench) {
        try (var wired = bench.wire(Wiring.isolatedBridge())) {
            String address = wired.address(GUEST, ISOLATED, IpFamily.V4);
            PortScan inside = bench.scan(wired.node(HOST), address);
            bench.control(!inside.open().isEmpty(), "the host finds ports of the guest open");
            PortScan scan = bench.scan(wired.node(PEER), address);
            bench.control(scan.open().isEmpty(), "from outside no port is open, but seen: " + scan.describe());
            bench.note("on the isolated bridge: none");
        }
    }

    private static String guest(WiredLab wired) {
        return wired.address(GUEST, SHARED, IpFamily.V4);
    }

    private static Set<Integer> numbers(PortScan scan) {
        return scan.open().stream().map(PortScan.OpenPort::number).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the guest itself says it listens on at this address or at all, of the ports that the scanner tries. */
    private static Set<Integer> listening(WiredLab wired, Bench bench) {
        return bench.shell()
                .run(wired.node(GUEST), "LC_ALL=C ss -Hltn | awk '{ print $4 }'", Duration.ofSeconds(20))
                .stdout()
                .lines()
                .filter(socket ->
                        Stream.of("0.0.0.0:", "*:", "[::]:", guest(wired) + ":").anyMatch(socket::startsWith))
                .map(socket -> Integer.valueOf(socket.substring(socket.lastIndexOf(':') + 1)))
                .filter(PortScan::tries)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
