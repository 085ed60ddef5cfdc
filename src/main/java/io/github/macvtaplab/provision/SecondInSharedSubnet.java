package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.Attached;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describe a wired lab whose host has its second uplink in the <em>shared</em> subnet. What is the second subnet elsewhere is here
 * the way to that address: the guests and the peer take part with their shared addresses, over IPv4.
 *
 * @param wired the wired lab; its guests have one NIC each
 * @param address the second uplink's address, with prefix length
 * @param route the device by which the host's own routes lead to the shared subnet
 */
public record SecondInSharedSubnet(Wired wired, String address, String route) implements Topology {
    @Override
    public Wiring wiring() {
        return wired.wiring();
    }

    @Override
    public List<End> ends() {
        return wired.ends();
    }

    @Override
    public Node node(End end) {
        return wired.node(end);
    }

    @Override
    public String domain(End end) {
        return wired.domain(end);
    }

    @Override
    public Node lanSwitch() {
        return wired.lanSwitch();
    }

    @Override
    public boolean has(End end, SubnetName subnet) {
        return subnet != SubnetName.ISOLATED;
    }

    @Override
    public boolean has(End end, SubnetName subnet, IpFamily family) {
        return has(end, subnet) && (subnet == SubnetName.SHARED || family == IpFamily.V4);
    }

    @Override
    public String addressWithPrefix(End end, SubnetName subnet, IpFamily family) {
        return end == End.HOST && subnet == SubnetName.SECOND
                ? address
                : wired.addressWithPrefix(end, SubnetName.SHARED, family);
    }

    @Override
    public String device(End end, SubnetName subnet) {
        return end == End.HOST && subnet == SubnetName.SECOND ? route : wired.device(end, SubnetName.SHARED);
    }

    @Override
    public boolean offloads() {
        return wired.offloads();
    }

    @Override
    public String uplink() {
        return wired.uplink();
    }

    @Override
    public Optional<String> secondUplink() {
        return wired.secondUplink();
    }

    @Override
    public Optional<String> port(Cable cable) {
        return wired.port(cable);
    }

    @Override
    public List<Attached> attached() {
        return wired.attached();
    }

    @Override
    public Map<Node, List<String>> watched() {
        return wired.watched();
    }
}
