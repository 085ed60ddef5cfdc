package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Lane.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one entrant runs in one round, at one place with so many pairs. */
final class Leg {
    private static final Duration READY = Duration.ofSeconds(25);

    private final Shell shell;
    private final Meters meters;
    private final Ground ground;
    private final Track track;
    private final RacePlan plan;
    private final Entrant entrant;
    private final int round;
    private final Place place;
    private final int pairs;
    private Topology topology;
    private Optional<Topology> other;
    private @Nullable Equipment equipment;

    Leg(
            Shell shell,
            Meters meters,
            Ground ground,
            Track track,
            RacePlan plan,
            Entrant entrant,
            int round,
            Place place,
            int pairs) {
        this.shell = shell;
        this.meters = meters;
        this.ground = ground;
        this.track = track;
        this.plan = plan;
        this.entrant = entrant;
        this.round = round;
        this.place = place;
        this.pairs = pairs;
        this.topology = track.wire(entrant);
        this.other = wireOther();
    }

    private Optional<Topology> wireOther() {
        return place == Place.ACROSS_HOSTS ? track.wireOther(entrant) : Optional.empty();
    }

    /** Why the lab cannot run it; empty if it can. */
    Optional<String> obstacle() {
        return Lane.obstacle(topology, other, place, pairs);
    }

    /** What was used; known once it has been run. */
    Equipment equipment() {
        return Objects.requireNonNull(equipment, "not run yet");
    }

    private Optional<Lane> lane() {
        return Lane.of(topology, other, place, pairs);
    }

    /**
     * Run it. A tool that fails yields no sample: the wiring is put in place anew, in case that a NIC has stalled, and the sample is
     * taken once more.
     *
     * @param finished told of each sample
     * @param refused told of each failure that was not the last word, and of a whole leg that would show nothing
     * @param skipped told of each profile that the nodes lack a tool for, and of what else a reader must know
     * @throws WorkloadException if a sample fails twice
     */
    List<Sample> run(Consumer<Sample> finished, Consumer<String> refused, Consumer<String> skipped) {
        Level level = plan.level();
        List<Sample> samples = new ArrayList<>();
        List<Profile> runnable = new Repertoire(shell, lane().orElseThrow()).of(level.profiles(), skipped);
        Equipment found = prepare();
        if (found.obstacle().isPresent()) {
            refused.accept("%s with %d pairs is left out: %s"
                    .formatted(place.label(), pairs, found.obstacle().get()));
            return samples;
        }
        found.remarks().forEach(skipped);
        Visit visit = visit(runnable, found);
        try {
            for (Profile profile : runnable) {
                visit.warmUp(profile, level.connections().get(0));
                for (int connections : level.connections()) {
                    if (connections > profile.tool().most()) {
                        skipped.accept("skipped %s with %d connections: %s makes a load of at most %d"
                                .formatted(
                                        profile.name(),
                                        connections,
                                        profile.tool().name(),
                                        profile.tool().most()));
                        continue;
                    }
                    Sample sample;
                    try {
                        sample = visit.sample(profile, connections, round, level.length());
                    } catch (WorkloadException e) {
                        refused.accept(
                                "round %d, %s, %s with %d connections, taken again after the wiring was put in place anew: %s"
                                        .formatted(
                                                round + 1,
                                                entrant.name(),
                                                profile.name(),
                                                connections,
                                                e.getMessage()));
                        visit.close();
                        topology = track.wireAnew(entrant);
                        other = wireOther();
                        visit = visit(runnable, prepare());
                        visit.warmUp(profile, level.connections().get(0));
                        sample = visit.sample(profile, connections, round, level.length());
                    }
                    finished.accept(sample);
                    samples.add(sample);
                }
            }
        } finally {
            visit.close();
        }
        return samples;
    }

    private Equipment prepare() {
        Lane lane = lane().orElseThrow();
        lane.pairs().forEach(this::awaitServer);
        Equipment found = Equipment.of(shell, lane);
        equipment = found;
        return found;
    }

    private Visit visit(List<Profile> runnable, Equipment used) {
        Map<String, String> environment = new LinkedHashMap<>(used.facts());
        environment.put("equipment", used.profile());
        environment.put("level", plan.level().name());
        environment.put("seed", String.valueOf(plan.seed()));
        return new Visit(meters, ground, entrant, lane().orElseThrow(), runnable, environment);
    }

    private void awaitServer(Pair pair) {
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
