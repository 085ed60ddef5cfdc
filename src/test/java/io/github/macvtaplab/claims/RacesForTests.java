package io.github.macvtaplab.claims;

import static io.github.macvtaplab.workload.SamplesForTests.load;
import static io.github.macvtaplab.workload.SamplesForTests.sample;

import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.workload.Entrant;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.RacePlan;
import io.github.macvtaplab.workload.SamplesForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up races with a known truth: noise that all entrants of a round share, and noise of each sample's own. */
final class RacesForTests {
    private static final List<String> PROFILES = List.of("rr1c-200x1000", "str-readx30k");
    private static final List<Integer> CONNECTIONS = List.of(1, 10, 50, 250);

    private RacesForTests() {}

    /** What is true of an entrant: its rate and its cost as parts of the champion's, and how much steeper its rate rises. */
    record Truth(double rate, double cost, double slope) {
        static final Truth EQUAL = new Truth(1, 1, 0);
    }

    /** A race in which all rivals have the same truth. */
    static Figures race(RacePlan plan, Truth rivals, int rounds, double noise, Random random) {
        List<Sample> samples = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double drift = Math.exp(0.1 * random.nextGaussian());
            for (Entrant entrant : plan.order(round)) {
                Truth truth = entrant.equals(plan.entrants().get(0)) ? Truth.EQUAL : rivals;
                for (String profile : PROFILES) {
                    for (int connections : CONNECTIONS) {
                        double rate = drift * truth.rate() * Math.pow(connections, 0.3 + truth.slope());
                        samples.add(sample(
                                entrant.name(),
                                load(profile, connections),
                                round,
                                rate * Math.exp(noise * random.nextGaussian()),
                                truth.cost() * Math.exp(noise * random.nextGaussian())));
                    }
                }
            }
        }
        return SamplesForTests.figures(plan, samples);
    }
}
