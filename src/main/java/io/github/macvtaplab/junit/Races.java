package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.Wired;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.Ground;
import io.github.macvtaplab.workload.Lane;
import io.github.macvtaplab.workload.Race;
import io.github.macvtaplab.workload.RacePlan;
import java.util.HashMap;
import java.util.Map;

/** The races of one run. Each plan is run once; every performance claim reads the same figures. */
final class Races {
    private final LabSession session;
    private final Map<RacePlan, Figures> figures = new HashMap<>();

    Races(LabSession session) {
        this.session = session;
    }

    /** Run a plan, or read the figures of the same plan run before. */
    Figures run(RacePlan plan) {
        Figures known = figures.get(plan);
        if (known != null) {
            return known;
        }
        Figures found = new Race(session.shell(), Ground.of(session.layout()), this::lane, session.console()).run(plan);
        found.samples().forEach(session.register()::add);
        figures.put(plan, found);
        return found;
    }

    private Lane lane(Wiring wiring) {
        Wired wired = session.wire(wiring, SecondNic.NONE);
        return new Lane(
                wiring,
                wired.node(End.HOST),
                wired.node(End.PEER),
                wired.node(End.GUEST),
                wired.address(End.GUEST, SubnetName.SHARED, IpFamily.V4));
    }
}
