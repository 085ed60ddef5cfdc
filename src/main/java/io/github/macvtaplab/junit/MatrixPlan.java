package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.ClaimChoice;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.connectivity.Coverage;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.model.MacvtapMode;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Firewall;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which situations the matrix run goes through, in blocks that share a wiring. Within a block the order is one in which each step
 * changes one thing; the block begins and ends with the plain situation, whose rounds give the witnesses that a situation with a
 * dead uplink cannot give itself.
 */
public final class MatrixPlan {
    private MatrixPlan() {}

    /**
     * The situations of one wiring.
     *
     * @param wiring the wiring
     * @param second where the second NICs are
     * @param hairpins the modes of the switch's port, beginning with off
     * @param uplinks the states of the uplink, beginning with up
     * @param firewalls what the host's firewall does, beginning with nothing
     */
    record Block(Wiring wiring, Second second, List<Hairpin> hairpins, List<Uplink> uplinks, List<Firewall> firewalls) {
        Block {
            hairpins = List.copyOf(hairpins);
            uplinks = List.copyOf(uplinks);
            firewalls = List.copyOf(firewalls);
        }

        List<Situation> situations() {
            Situation plain = Situation.plain(wiring, second);
            List<Situation> all = new ArrayList<>();
            for (Hairpin hairpin : hairpins) {
                for (Uplink uplink : uplinks) {
                    firewalls.forEach(firewall -> all.add(plain.with(hairpin, uplink, firewall)));
                }
            }
            return all;
        }

        /** What is left of it in a lab that not every situation can be had in. */
        Block in(Coverage coverage) {
            Situation plain = Situation.plain(wiring, second);
            return new Block(
                    wiring,
                    second,
                    hairpins.stream()
                            .filter(hairpin -> coverage.canBe(plain.with(hairpin)))
                            .toList(),
                    uplinks.stream()
                            .filter(uplink -> coverage.canBe(plain.with(Hairpin.OFF, uplink, Firewall.NONE)))
                            .toList(),
                    firewalls);
        }

        /** What is left of it in a run that is not asked for every claim: all that leads from its plain situation to those needed. */
        Block in(ClaimChoice choice) {
            List<Situation> needed = situations().stream().filter(choice::needs).toList();
            return new Block(
                    wiring,
                    second,
                    hairpins.stream()
                            .filter(hairpin -> hairpin == Hairpin.OFF
                                    || needed.stream().anyMatch(situation -> situation.hairpin() == hairpin))
                            .toList(),
                    uplinks.stream()
                            .filter(uplink -> uplink == Uplink.UP
                                    || needed.stream().anyMatch(situation -> situation.uplink() == uplink))
                            .toList(),
                    firewalls.stream()
                            .filter(firewall -> firewall == Firewall.NONE
                                    || needed.stream().anyMatch(situation -> situation.firewall() == firewall))
                            .toList());
        }

        boolean open() {
            return uplinks.size() == 1 && firewalls.size() == 1;
        }
    }

    /** All blocks of the whole matrix. */
    static List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<Hairpin> both = Arrays.asList(Hairpin.values());
        Wiring bridge = Wiring.macvtap(MacvtapMode.BRIDGE);
        blocks.add(whole(bridge, Second.BOTH, both));
        blocks.add(open(bridge, Second.NOT_IN_HOST, List.of(Hairpin.OFF)));
        blocks.add(open(bridge, Second.NOT_IN_GUEST, List.of(Hairpin.OFF)));
        blocks.add(open(bridge, Second.IN_SHARED_SUBNET, List.of(Hairpin.OFF)));
        blocks.add(whole(Wiring.macvtap(MacvtapMode.VEPA), Second.BOTH, both));
        blocks.add(whole(Wiring.macvtap(MacvtapMode.PRIVATE), Second.BOTH, both));
        blocks.add(whole(Wiring.macvtap(MacvtapMode.PASSTHROUGH), Second.UNUSED, both));
        // What is left out (hairpin mode for bridges, libvirt's default multicast filter) and why: expected-matrix.yml.
        Stream.of(Wiring.linuxBridge(), Wiring.openVswitch())
                .forEach(wiring -> blocks.add(whole(wiring, Second.BOTH, List.of(Hairpin.OFF))));
        blocks.add(whole(Wiring.isolatedBridge(), Second.UNUSED, List.of(Hairpin.OFF)));
        return blocks;
    }

    private static Block whole(Wiring wiring, Second second, List<Hairpin> hairpins) {
        return new Block(wiring, second, hairpins, Arrays.asList(Uplink.values()), Arrays.asList(Firewall.values()));
    }

    private static Block open(Wiring wiring, Second second, List<Hairpin> hairpins) {
        return new Block(wiring, second, hairpins, List.of(Uplink.UP), List.of(Firewall.NONE));
    }

    /** What of the matrix is run in a lab that is broken on purpose. */
    @SuppressWarnings("ImmutableEnumChecker") // a block is a record of copies that nothing can change
    enum Part {
        /** MacVTap in bridge mode, hairpin off and on. */
        SHORT(Wiring.macvtap(MacvtapMode.BRIDGE), Arrays.asList(Hairpin.values()), List.of(Uplink.UP)),
        /** The same, and the uplink without carrier: enough to bear on every claim that a macvtap in bridge mode bears on. */
        CARRIER(
                Wiring.macvtap(MacvtapMode.BRIDGE),
                Arrays.asList(Hairpin.values()),
                List.of(Uplink.UP, Uplink.CARRIER_LOST)),
        /** A Linux bridge. */
        BRIDGE(Wiring.linuxBridge(), List.of(Hairpin.OFF), List.of(Uplink.UP));

        private final Block block;

        Part(Wiring wiring, List<Hairpin> hairpins, List<Uplink> uplinks) {
            block = new Block(wiring, Second.BOTH, hairpins, uplinks, List.of(Firewall.NONE));
        }

        Block block() {
            return block;
        }
    }

    /** Every situation of the whole matrix. */
    public static List<Situation> situations() {
        return blocks().stream().flatMap(block -> block.situations().stream()).toList();
    }

    /** Those of them that bear on the claims that this run is asked for. */
    public static List<Situation> asked() {
        return situations(
                new ClaimChoice(ExpectedMatrix.load(), LabConfig.fromSystem().claims()));
    }

    static List<Situation> situations(ClaimChoice choice) {
        return situations().stream().filter(choice::needs).toList();
    }
}
