package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Lane.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Run the same workloads over several wirings in rounds. In each round every wiring is put in place once, in an order of the
 * round's own, so that what drifts meanwhile (heat, a neighbour on the same machine) does not always meet the same one.
 */
public final class Race {
    private static final Duration READY = Duration.ofSeconds(25);

    private final Shell shell;
    private final Meters meters;
    private final Ground ground;
    private final Function<Entrant, Topology> bench;
    private final Console console;
    private final Consumer<Sample> finished;

    /**
     * Make a race.
     *
     * @param bench puts an entrant's wiring in place
     * @param console told of each visit to a wiring
     * @param finished told of each sample as it is taken, so that none is lost where a later one fails
     */
    public Race(
            Shell shell,
            Meters meters,
            Ground ground,
            Function<Entrant, Topology> bench,
            Console console,
            Consumer<Sample> finished) {
        this.shell = shell;
        this.meters = meters;
        this.ground = ground;
        this.bench = bench;
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
        Map<String, String> profiles = new LinkedHashMap<>();
        Set<String> remarks = new LinkedHashSet<>();
        level.profiles().stream()
                .filter(profile -> !profile.runnable())
                .forEach(profile -> remarks.add(
                        "%s: it needs %s, which the nodes do not have".formatted(profile.name(), profile.needs())));
        Figures figures = new Figures(ground, plan, samples, profiles, List.copyOf(remarks));
        for (int round = 0; round < level.most(); round++) {
            for (Entrant entrant : plan.order(round)) {
                samples.addAll(visit(plan, entrant, round, profiles, remarks));
            }
            figures = new Figures(ground, plan, samples, profiles, List.copyOf(remarks));
            if (round + 1 >= level.least() && enough.test(figures)) {
                break;
            }
        }
        return figures;
    }

    /** Run what one entrant runs in one round, without its rivals. */
    public Figures visit(RacePlan plan, Entrant entrant) {
        Map<String, String> profiles = new LinkedHashMap<>();
        Set<String> remarks = new LinkedHashSet<>();
        List<Sample> samples = visit(plan, entrant, 0, profiles, remarks);
        return new Figures(ground, plan, samples, profiles, List.copyOf(remarks));
    }

    private List<Sample> visit(
            RacePlan plan, Entrant entrant, int round, Map<String, String> profiles, Set<String> remarks) {
        long start = System.nanoTime();
        Level level = plan.level();
        Topology topology = bench.apply(entrant);
        List<Sample> samples = new ArrayList<>();
        for (Place place : level.places()) {
            for (int pairs : level.pairs()) {
                Optional<Lane> lane = Lane.of(topology, place, pairs);
                if (lane.isEmpty()) {
                    remarks.add("skipped %s with %d pairs: the lab has too few guests".formatted(place.label(), pairs));
                } else {
                    samples.addAll(visit(plan, entrant, round, lane.get(), profiles, remarks));
                }
            }
        }
        console.line(
                "samples",
                "round %d, %-16s %3d samples, each attested".formatted(round + 1, entrant.name(), samples.size()),
                Duration.ofNanos(System.nanoTime() - start));
        return samples;
    }

    private List<Sample> visit(
            RacePlan plan, Entrant entrant, int round, Lane lane, Map<String, String> profiles, Set<String> remarks) {
        Level level = plan.level();
        lane.pairs().forEach(pair -> awaitServer(entrant, pair));
        Equipment equipment = Equipment.of(shell, lane, ground.offloads());
        profiles.putIfAbsent(entrant.name(), equipment.profile());
        Map<String, String> environment = new LinkedHashMap<>(equipment.facts());
        environment.put("equipment", equipment.profile());
        environment.put("level", level.name());
        environment.put("seed", String.valueOf(plan.seed()));
        List<Profile> runnable =
                level.profiles().stream().filter(Profile::runnable).toList();
        List<Sample> samples = new ArrayList<>();
        try (Visit visit = new Visit(meters, ground, entrant, lane, runnable, environment)) {
            for (Profile profile : runnable) {
                visit.warmUp(profile, level.connections().get(0));
                for (int connections : level.connections()) {
                    Sample sample = sample(visit, entrant, profile, connections, round, level, remarks);
                    finished.accept(sample);
                    samples.add(sample);
                }
            }
        }
        return samples;
    }

    /** A tool that fails yields no sample. It is run once more, and that is said; a second failure ends the race. */
    private Sample sample(
            Visit visit,
            Entrant entrant,
            Profile profile,
            int connections,
            int round,
            Level level,
            Set<String> remarks) {
        try {
            return visit.sample(profile, connections, round, level.length());
        } catch (WorkloadException e) {
            String remark = "refused, and taken again: round %d, %s, %s with %d connections: %s"
                    .formatted(round + 1, entrant.name(), profile.name(), connections, e.getMessage());
            remarks.add(remark);
            console.line("refused", remark);
            return visit.sample(profile, connections, round, level.length());
        }
    }

    private void awaitServer(Entrant entrant, Pair pair) {
        // Neighbours of the wiring before this one would make the first sample, or all of it, wait.
        String script = """
                ip neigh flush to '%1$s' >/dev/null 2>&1
                tries=20
                until ping -n -c 1 -W 1 '%1$s' </dev/null; do
                    tries=$((tries - 1))
                    [ "$tries" -gt 0 ] || exit 1
                done
                """.formatted(pair.address());
        CommandResult result = shell.run(pair.client(), script, READY);
        if (!result.succeeded()) {
            throw WorkloadException.on(
                    pair.client(),
                    "%s (%s) to answer ping over %s before any traffic"
                            .formatted(
                                    pair.address(),
                                    pair.server().name(),
                                    entrant.wiring().label()),
                    "no answer in %d s".formatted(result.took().toSeconds()));
        }
    }
}
