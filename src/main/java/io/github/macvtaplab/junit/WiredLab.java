package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.Wired;

/**
 * The lab with its guests in one wiring. Closing it leaves the wiring for the next test that wants the same; the next that
 * wants another takes it away.
 */
public final class WiredLab implements AutoCloseable {
    private final Bench bench;
    private final Wired wired;

    WiredLab(Bench bench, Wired wired) {
        this.bench = bench;
        this.wired = wired;
    }

    /** Name the paths from an end to another, over the shared subnet unless said otherwise. */
    public PathsUnderTest path(End from, End to) {
        return new PathsUnderTest(bench, wired, from, to);
    }

    /** The wiring that is in place. */
    public Wiring wiring() {
        return wired.wiring();
    }

    /** The node at an end. */
    public Node node(End end) {
        return wired.node(end);
    }

    /** The name of the device by which an end sends to a subnet. */
    public String device(End end, SubnetName subnet) {
        return wired.device(end, subnet);
    }

    /** The address of an end, without prefix length. */
    public String address(End end, SubnetName subnet, IpFamily family) {
        return wired.address(end, subnet, family);
    }

    @Override
    public void close() {
        // The wiring stays: see the class comment.
    }
}
