package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.fingerprint.Fingerprinter;
import io.github.macvtaplab.connectivity.fingerprint.Fingerprinter.Guests;
import io.github.macvtaplab.connectivity.fingerprint.Strangers;
import io.github.macvtaplab.connectivity.fingerprint.SwitchFingerprint;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.Wired;
import java.time.Duration;
import java.util.stream.Collectors;

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

    /** Find out what the segment does with frames, in the lab as it is. */
    public SwitchFingerprint fingerprint() {
        bench.session().awaitUp(wired);
        SwitchFingerprint fingerprint = new Fingerprinter(bench.session().stations()).take(wired);
        bench.attach(
                "what the segment does",
                fingerprint.facts().entrySet().stream()
                        .map(fact -> fact.getKey() + " = " + fact.getValue())
                        .collect(Collectors.joining("\n")));
        return fingerprint;
    }

    /** Look for somebody else who has an address or a MAC address of the lab's guests. */
    public Strangers strangers() {
        return new Fingerprinter(bench.session().stations()).strangers(bench.layout(), Guests.WIRED);
    }

    /** Wait until all devices are up and the switch forwards frames, and tell how long the latter took. */
    public Duration awaitForwarding() {
        bench.session().prober().awaitUp(wired);
        return bench.session().forwarding().await(wired);
    }

    @Override
    public void close() {
        // The wiring stays: see the class comment.
    }
}
