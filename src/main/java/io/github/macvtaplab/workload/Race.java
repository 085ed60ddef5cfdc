package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Run the same workloads over several wirings in rounds. In each round every wiring is put in place once, in an order of the
 * round's own, so that what drifts meanwhile (heat, a neighbour on the same machine) does not always meet the same one.
 */
public final class Race {
    private final Shell shell;
    private final Meters meters;
    private final Ground ground;
    private final Track track;
    private final Console console;
    private final Consumer<Sample> finished;

    /**
     * Make a race.
     *
     * @param track puts an entrant's wiring in place
     * @param console told of each visit to a wiring
     * @param finished told of each sample as it is taken, so that none is lost where a later one fails
     */
    public Race(Shell shell, Meters meters, Ground ground, Track track, Console console, Consumer<Sample> finished) {
        this.shell = shell;
        this.meters = meters;
        this.ground = ground;
        this.track = track;
        this.console = console;
        this.finished = finished;
    }

    /**
     * Run a plan.
     *
     * @param enough asked after each round from the level's least on whether the figures will do
     * @throws WorkloadException at the first run that yields no sample; the finished ones have been handed on
     */
    public Figures run(RacePlan plan, Predicate<Figures> enough) {
        Level level = plan.level();
        List<Sample> samples = new ArrayList<>();
        Profiles profiles = new Profiles();
        Set<String> remarks = new LinkedHashSet<>();
        Figures figures = new Figures(ground, plan, samples, profiles.byEntrant(), List.copyOf(remarks));
        for (int round = 0; round < level.most(); round++) {
            for (Entrant entrant : plan.order(round)) {
                samples.addAll(visit(plan, entrant, round, profiles, remarks));
            }
            figures = new Figures(ground, plan, samples, profiles.byEntrant(), List.copyOf(remarks));
            if (round + 1 >= level.least() && enough.test(figures)) {
                break;
            }
        }
        return figures;
    }

    /** Run what one entrant runs in one round, without its rivals. */
    public Figures visit(RacePlan plan, Entrant entrant) {
        Profiles profiles = new Profiles();
        Set<String> remarks = new LinkedHashSet<>();
        List<Sample> samples = visit(plan, entrant, 0, profiles, remarks);
        return new Figures(ground, plan, samples, profiles.byEntrant(), List.copyOf(remarks));
    }

    private List<Sample> visit(RacePlan plan, Entrant entrant, int round, Profiles profiles, Set<String> remarks) {
        long start = System.nanoTime();
        Level level = plan.level();
        List<Sample> samples = new ArrayList<>();
        for (Place place : level.places()) {
            for (int pairs : level.pairs()) {
                Leg leg = new Leg(shell, this::open, track, plan, entrant, round, place, pairs);
                Optional<String> obstacle = leg.obstacle();
                if (obstacle.isEmpty()) {
                    List<Sample> taken = leg.run(new Leg.Listener(
                            finished,
                            remark -> {
                                if (remarks.add(remark)) {
                                    console.line("refused", remark);
                                }
                            },
                            remarks::add));
                    samples.addAll(taken);
                    if (!taken.isEmpty()) {
                        profiles.add(entrant, place, leg.equipment().profile());
                    }
                } else {
                    remarks.add("skipped %s with %d pairs: %s".formatted(place.label(), pairs, obstacle.get()));
                }
            }
        }
        console.line(
                "samples",
                "round %d, %-16s %3d samples%s"
                        .formatted(
                                round + 1,
                                entrant.name(),
                                samples.size(),
                                samples.isEmpty() ? ", as nothing of it can be run here" : ", each attested"),
                Duration.ofNanos(System.nanoTime() - start));
        return samples;
    }

    private Visit open(Entrant entrant, Lane lane, List<Profile> profiles, Map<String, String> environment) {
        return new MeteredVisit(meters, ground, entrant, lane, profiles, environment);
    }
}
