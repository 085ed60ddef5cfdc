package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.PerformanceJudge;
import io.github.macvtaplab.claims.Regression;
import io.github.macvtaplab.claims.Regression.Course;
import io.github.macvtaplab.config.PerformanceConfig;
import io.github.macvtaplab.config.PerformanceConfig.HistoryChoice;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.model.Wiring;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.report.History;
import io.github.macvtaplab.report.PerformanceSection;
import io.github.macvtaplab.report.SampleFiles;
import io.github.macvtaplab.safety.Change;
import io.github.macvtaplab.workload.Entrant;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.Ground;
import io.github.macvtaplab.workload.Race;
import io.github.macvtaplab.workload.RacePlan;
import io.github.macvtaplab.workload.Tool;
import io.github.macvtaplab.workload.Track;
import io.github.macvtaplab.workload.Workloads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The races of one run. Each plan is run once; every performance claim reads the same figures. */
final class Races {
    /** A ratio's interval narrower than this part of the ratio is narrow enough. */
    private static final double NARROW = 0.05;

    private final LabSession session;
    private final Map<RacePlan, Figures> figures = new HashMap<>();
    private final Map<RacePlan, LabException> failures = new HashMap<>();
    /** What was measured before a race failed: shown, and not judged. */
    private final Map<RacePlan, Figures> remains = new HashMap<>();

    private final Map<Kind, Course> courses = new LinkedHashMap<>();
    private final List<Regression> regressions = new ArrayList<>();
    private final Track track = new Track() {
        @Override
        public Topology wire(Entrant entrant) {
            return Races.this.wire(entrant.wiring());
        }

        @Override
        public Topology wireAnew(Entrant entrant) {
            session.wirings().forget();
            session.otherHost().ifPresent(other -> other.wirings().forget());
            return wire(entrant);
        }

        @Override
        public Optional<Topology> wireOther(Entrant entrant) {
            return session.wireOther(entrant.wiring());
        }
    };
    private @Nullable RacePlan plan;

    Races(LabSession session) {
        this.session = session;
    }

    /** The plan that was asked for: MacVTap against both bridges, at the chosen level. */
    RacePlan plan() {
        if (plan == null) {
            PerformanceConfig chosen = session.config().performance();
            plan = RacePlan.of(
                    Workloads.load()
                            .level(chosen.level().name().toLowerCase(Locale.ROOT))
                            .at(chosen.places())
                            .by(chosen.requestResponse().stream()
                                    .map(tool -> Tool.valueOf(tool.name()))
                                    .toList()),
                    chosen.seed().orElseGet(() -> RandomGenerator.getDefault().nextLong(1, 1_000_000)));
        }
        return plan;
    }

    /** Run a plan, or read the figures of the same plan run before. */
    Figures run(RacePlan wanted) {
        Figures known = figures.get(wanted);
        if (known != null) {
            return known;
        }
        LabException before = failures.get(wanted);
        if (before != null) {
            throw new LabException("the race failed before: " + before.getMessage(), before);
        }
        try {
            return runFirst(wanted);
        } catch (LabException e) {
            failures.put(wanted, e);
            throw e;
        }
    }

    /** Run a plan on the run's own wirings, without adding to its results. */
    Figures apart(RacePlan wanted, Consumer<Sample> finished) {
        return race(track, finished).run(wanted, so -> false);
    }

    private Figures runFirst(RacePlan wanted) {
        SampleFiles files = new SampleFiles(
                session.config().reports().resolve("latest"), session.layout().name());
        List<Sample> taken = new ArrayList<>();
        Figures found;
        Deque<Change> apart = new ArrayDeque<>();
        try {
            session.hostState().interruptsApart().ifPresent(apart::push);
            session.otherHost()
                    .filter(other -> wanted.level().places().contains(Place.ACROSS_HOSTS))
                    .flatMap(other -> other.state().interruptsApart())
                    .ifPresent(apart::push);
            found = race(track, sample -> {
                        session.register().add(sample);
                        files.add(sample);
                        taken.add(sample);
                    })
                    .run(wanted, so -> PerformanceJudge.narrow(so, NARROW));
        } catch (LabException e) {
            remains.put(
                    wanted,
                    new Figures(
                            Ground.of(session.layout()),
                            wanted,
                            taken,
                            Map.of(),
                            List.of("The race ended early: " + e.getMessage())));
            throw e;
        } finally {
            apart.forEach(Change::close);
        }
        figures.put(wanted, found);
        if (wanted.equals(plan)) {
            compareWithBefore(found);
        }
        return found;
    }

    private void compareWithBefore(Figures found) {
        if (session.config().performance().history() == HistoryChoice.ON) {
            try (History history = History.open(session.config().reports())) {
                String lab = session.layout().name();
                courses.putAll(history.courses(lab, found));
                history.add(lab, found);
            }
            regressions.addAll(Regression.among(courses));
            regressions.forEach(regression -> session.console().line("slower", regression.describe()));
        }
    }

    /** What is worse than in the runs before; empty before the race was run, or without a history. */
    List<Regression> regressions() {
        return List.copyOf(regressions);
    }

    /** The race's part of the front page, with what there is if it failed; empty if no sample was taken. */
    Optional<PerformanceSection> section() {
        return Optional.ofNullable(plan)
                .flatMap(wanted ->
                        Optional.ofNullable(figures.get(wanted)).or(() -> Optional.ofNullable(remains.get(wanted))))
                .filter(found -> !found.samples().isEmpty())
                .map(found -> new PerformanceSection(found, courses, regressions));
    }

    /** A race whose samples go elsewhere than into the run's results. */
    Race race(Track bench, Consumer<Sample> finished) {
        return new Race(
                session.shell(), session.meters(), Ground.of(session.layout()), bench, session.console(), finished);
    }

    /** The guests, each with one test NIC in a wiring. */
    Topology wire(Wiring wiring) {
        return session.wire(wiring, SecondNic.NONE);
    }
}
