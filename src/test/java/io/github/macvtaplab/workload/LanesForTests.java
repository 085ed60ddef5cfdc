package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.LayoutForTests;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.Wired;
import java.util.List;
import java.util.Map;

/** What is in place on two KVM hosts for traffic: macvtap in bridge mode. */
final class LanesForTests {
    static final Wiring WIRING = Wiring.macvtap(MacvtapMode.BRIDGE);

    private LanesForTests() {}

    /** On the tested host, which has two guests. */
    static Topology lab(LabPart... lacking) {
        return new Wired(
                LayoutForTests.without(lacking),
                WIRING,
                SecondNic.NONE,
                Map.of("g1", "eth1", "g2", "eth1"),
                Map.of(),
                List.of(
                        new Attached(End.GUEST, SubnetName.SHARED, "52:54:00:12:01:11", "macvtap0", "uplink0"),
                        new Attached(End.GUEST2, SubnetName.SHARED, "52:54:00:12:01:12", "macvtap1", "uplink0")));
    }

    /** On the other KVM host, which has one guest. */
    static Topology other() {
        return new Wired(
                LayoutForTests.without().other().orElseThrow(),
                WIRING,
                SecondNic.NONE,
                Map.of("g3", "eth1"),
                Map.of(),
                List.of(new Attached(End.GUEST, SubnetName.SHARED, "52:54:00:13:01:11", "macvtap9", "data0")));
    }
}
