package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Topology;
import java.util.Optional;

/** What a race runs on: puts the wirings of its entrants in place. */
public interface Track {
    /** Put an entrant's wiring in place, or find it there. */
    Topology wire(Entrant entrant);

    /** Put an entrant's wiring in place anew, in case that something is wrong with what is there. */
    default Topology wireAnew(Entrant entrant) {
        return wire(entrant);
    }

    /** Put an entrant's wiring in place on the other KVM host, or find it there; empty if there is none. */
    default Optional<Topology> wireOther(Entrant entrant) {
        return Optional.empty();
    }
}
