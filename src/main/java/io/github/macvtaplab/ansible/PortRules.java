package io.github.macvtaplab.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that each cable to the switch ends in a port of its own: those of all KVM hosts, and the peer's, where there are such. */
final class PortRules {
    private final List<LabHost> hosts;
    private final Problems problems;

    PortRules(List<LabHost> hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    /**
     * The end of a cable.
     *
     * @param owner whose cable it is; the switch, where its own word is about the peer
     * @param teller whose variable says it
     */
    private record Cable(LabHost owner, LabHost teller, String variable, String port) {
        String describe() {
            return teller.name() + " " + variable + (owner.equals(teller) ? "" : " for " + owner.name());
        }
    }

    void check() {
        hosts.stream().filter(host -> host.is(LabGroup.SWITCHES)).forEach(lanSwitch -> {
            Map<String, List<Cable>> byPort = new LinkedHashMap<>();
            cables(lanSwitch)
                    .forEach(cable -> byPort.computeIfAbsent(cable.port(), none -> new ArrayList<>())
                            .add(cable));
            byPort.forEach((port, cables) -> tell(lanSwitch, port, cables));
        });
    }

    private List<Cable> cables(LabHost lanSwitch) {
        List<Cable> cables = new ArrayList<>();
        for (LabHost host : hosts) {
            if (host.is(LabGroup.KVM_HOSTS)) {
                host.portsOfUplinks()
                        .forEach(variable -> cable(host, host, variable)
                                .or(() -> cable(host, lanSwitch, variable))
                                .ifPresent(cables::add));
            }
        }
        if (hosts.stream().anyMatch(host -> host.is(LabGroup.PEERS))) {
            cable(lanSwitch, lanSwitch, LabVariable.PEER_PORT).ifPresent(cables::add);
        }
        return cables;
    }

    private static Optional<Cable> cable(LabHost owner, LabHost teller, LabVariable variable) {
        return teller.text(variable.variable).map(port -> new Cable(owner, teller, variable.variable, port));
    }

    private void tell(LabHost lanSwitch, String port, List<Cable> cables) {
        // What the switch alone says twice has been told of its variables.
        boolean isNews = cables.stream().anyMatch(cable -> !cable.teller().equals(lanSwitch))
                || cables.stream().map(Cable::variable).distinct().count() < cables.size();
        if (cables.size() > 1 && isNews) {
            problems.add(
                    cables.stream().map(cable -> cable.owner().name()).toList(),
                    "the port '%s' of %s is given %d times (%s); expected a port for each cable; correct one, or give each KVM host its own"
                            .formatted(
                                    port,
                                    lanSwitch.name(),
                                    cables.size(),
                                    cables.stream().map(Cable::describe).collect(Collectors.joining(", "))));
        }
    }
}
