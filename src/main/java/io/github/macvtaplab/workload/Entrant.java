package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Wiring;

/**
 * A wiring in a race, under a name: the same wiring may run twice, to see that nothing is found between the two.
 *
 * @param name what it is called in figures
 * @param wiring what carries it
 */
public record Entrant(String name, Wiring wiring) {

    /** Let a wiring run under its own label. */
    public static Entrant of(Wiring wiring) {
        return new Entrant(wiring.label(), wiring);
    }
}
