package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.connectivity.Deviation.Kind;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the situation that was asked for with what was seen during a round: state of the uplink at its beginning and after each
 * batch, and whether the switch sent a frame back.
 */
final class SituationCheck {
    private SituationCheck() {}

    /** Lists what was seen to be otherwise; empty if nothing was. What was not seen is no deviation. */
    static List<Deviation> deviations(Situation wanted, Round round) {
        List<Deviation> found = new ArrayList<>();
        Topology topology = round.topology();
        String uplink = "%s of %s".formatted(topology.uplink(), topology.node(End.HOST));
        boolean anyUp = round.uplink().stream().anyMatch(LinkState::up);
        boolean anyDown = round.uplink().stream().anyMatch(state -> !state.up());
        boolean anyCarrier = round.uplink().stream().anyMatch(LinkState::carrier);
        boolean anyLost = round.uplink().stream().anyMatch(state -> state.up() && !state.carrier());
        switch (wanted.uplink()) {
            case UP -> {
                if (anyDown) {
                    found.add(new Deviation(
                            Kind.SET_DOWN, uplink + " should be up, but it was set down during the measurement"));
                } else if (anyLost) {
                    found.add(new Deviation(
                            Kind.CARRIER_LOST,
                            uplink + " should have a carrier, but it had none during the measurement"));
                }
            }
            case CARRIER_LOST -> {
                if (anyCarrier) {
                    String port = topology.port(Cable.UPLINK).orElse("the switch's port");
                    found.add(new Deviation(
                            Kind.CARRIER_KEPT,
                            "%s was set down on %s and %s still has a carrier: is %s the other end of that cable?"
                                    .formatted(port, topology.lanSwitch(), uplink, port)));
                }
            }
            case DOWN -> {
                if (anyUp) {
                    found.add(new Deviation(
                            Kind.KEPT_UP, uplink + " was set down, but it was up during the measurement"));
                }
            }
        }
        if (wanted.second() == Second.NOT_IN_HOST) {
            for (IpFamily family : IpFamily.values()) {
                String address = topology.addressWithPrefix(End.HOST, SubnetName.SECOND, family);
                if (round.attestation().host().has(address)) {
                    found.add(new Deviation(
                            Kind.ADDRESS_KEPT,
                            "%s should not have %s, but it had it during the measurement"
                                    .formatted(topology.node(End.HOST), address)));
                }
            }
        }
        round.reflects().ifPresent(reflects -> {
            if (reflects != (wanted.hairpin() == Hairpin.ON) && wanted.uplink() == Uplink.UP) {
                found.add(new Deviation(
                        reflects ? Kind.REFLECTS : Kind.DOES_NOT_REFLECT,
                        "hairpin mode of the switch's port to %s should be %s, but the switch %s: see what really is set on that port"
                                .formatted(
                                        topology.uplink(),
                                        Situation.label(wanted.hairpin()),
                                        reflects
                                                ? "sent a frame back by the port that it came from"
                                                : "sent a broadcast of the uplink to others and not back to it")));
            }
        });
        return found;
    }
}
