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
    private final Visit.Door door;
    private final Track track;
    private final RacePlan plan;
    private final Entrant entrant;
    private final int round;
    private final Place place;
    private final int pairs;
    private Topology topology;
    private Optional<Topology> other;
    private @Nullable Equipment equipment;
    private @Nullable Visit visit;

    /**
     * Who is told of what a leg comes to.
     *
     * @param finished told of each sample
     * @param refused told of each failure that was not the last word, and of what is left out of the leg as it would show nothing
     * @param skipped told of each profile that the nodes lack a tool for, and of what else a reader must know
     */
    record Listener(Consumer<Sample> finished, Consumer<String> refused, Consumer<String> skipped) {}

    /** Put the wiring in place. */
    Leg(Shell shell, Visit.Door door, Track track, RacePlan plan, Entrant entrant, int round, Place place, int pairs) {
        this.shell = shell;
        this.door = door;
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

    /** What was used; known once a sample has been taken. */
    Equipment equipment() {
        return Objects.requireNonNull(equipment, "not run yet");
    }

    private Optional<Lane> lane() {
        return Lane.of(topology, other, place, pairs);
    }

    /**
     * Run it. A tool that fails yields no sample: the wiring is put in place anew, in case that a NIC has stalled, and the sample is
     * taken once more. Where nothing can be compared any longer once that is done, the rest is left out.
     *
     * @return the samples that were taken
     * @throws WorkloadException if a sample fails twice
     */
    List<Sample> run(Listener listener) {
        Level level = plan.level();
        List<Sample> samples = new ArrayList<>();
        List<Profile> runnable = new Repertoire(shell, lane().orElseThrow()).of(level.profiles(), listener.skipped());
        try {
            if (begin(where(), runnable, listener)) {
                for (Profile profile : runnable) {
                    visit().warmUp(profile, level.connections().get(0));
                    for (int connections : loads(profile, listener)) {
                        Optional<Sample> sample = sample(runnable, profile, connections, listener);
                        if (sample.isEmpty()) {
                            return samples;
                        }
                        listener.finished().accept(sample.get());
                        samples.add(sample.get());
                    }
                }
            }
        } finally {
            end();
        }
        return samples;
    }

    /** How many connections each load has that a profile's tool can make. */
    private List<Integer> loads(Profile profile, Listener listener) {
        LoadTool tool = profile.tool();
        List<Integer> loads = new ArrayList<>();
        for (int connections : plan.level().connections()) {
            if (connections <= tool.most()) {
                loads.add(connections);
            } else {
                listener.skipped()
                        .accept("skipped %s with %d connections: %s makes a load of at most %d"
                                .formatted(profile.name(), connections, tool.name(), tool.most()));
            }
        }
        return loads;
    }

    /** Take a sample; empty if that had to be done anew, and something was in the way then. */
    private Optional<Sample> sample(List<Profile> runnable, Profile profile, int connections, Listener listener) {
        Level level = plan.level();
        try {
            return Optional.of(visit().sample(profile, connections, round, level.length()));
        } catch (WorkloadException e) {
            listener.refused()
                    .accept(
                            "round %d, %s, %s with %d connections, taken again after the wiring was put in place anew: %s"
                                    .formatted(round + 1, entrant.name(), profile.name(), connections, e.getMessage()));
        }
        end();
        topology = track.wireAnew(entrant);
        other = wireOther();
        if (!begin("the rest of round %d, %s, %s".formatted(round + 1, entrant.name(), where()), runnable, listener)) {
            return Optional.empty();
        }
        visit().warmUp(profile, level.connections().get(0));
        return Optional.of(visit().sample(profile, connections, round, level.length()));
    }

    private String where() {
        return "%s with %d pairs".formatted(place.label(), pairs);
    }

    /**
     * See what is there, and let the servers run.
     *
     * @param what is left out if nothing can be compared there
     * @return whether something can be; where not, the reason is told
     */
    private boolean begin(String what, List<Profile> runnable, Listener listener) {
        Lane lane = lane().orElseThrow();
        lane.pairs().forEach(this::awaitServer);
        Equipment found = Equipment.of(shell, lane);
        if (found.obstacle().isPresent()) {
            listener.refused()
                    .accept("%s is left out: %s"
                            .formatted(what, found.obstacle().get()));
            return false;
        }
        found.remarks().forEach(listener.skipped());
        equipment = found;
        Map<String, String> environment = new LinkedHashMap<>(found.facts());
        environment.put("equipment", found.profile());
        environment.put("level", plan.level().name());
        environment.put("seed", String.valueOf(plan.seed()));
        visit = door.open(entrant, lane, runnable, environment);
        return true;
    }

    private Visit visit() {
        return Objects.requireNonNull(visit, "not begun yet");
    }

    private void end() {
        Visit ending = visit;
        visit = null;
        if (ending != null) {
            ending.close();
        }
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
