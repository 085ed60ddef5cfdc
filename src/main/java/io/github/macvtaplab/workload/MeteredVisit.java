package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Attested;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Lane.Pair;
import io.github.macvtaplab.workload.Meters.Ran;
import io.github.macvtaplab.workload.Meters.Series;
import io.github.macvtaplab.workload.Meters.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A visit whose samples the meters take; the host's idle floor is known. */
final class MeteredVisit implements Visit {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration READING = Duration.ofMillis(200);
    /** Share of the time from the first start to the last end for which the tools of all pairs have to run. */
    private static final double OVERLAP = 0.9;

    private final Meters meters;
    private final Ground ground;
    private final Entrant entrant;
    private final Lane lane;
    private final Map<String, String> environment;
    private final Map<CpuComponent, Double> floor;

    /**
     * Make one.
     *
     * @param environment what was found out about the nodes, by name
     * @throws WorkloadException if a server does not start
     */
    MeteredVisit(
            Meters meters,
            Ground ground,
            Entrant entrant,
            Lane lane,
            List<Profile> profiles,
            Map<String, String> environment) {
        this.meters = meters;
        this.ground = ground;
        this.entrant = entrant;
        this.lane = lane;
        this.environment = Map.copyOf(environment);
        Serving serving = serving(profiles);
        Map<Node, Serving> servings = new LinkedHashMap<>();
        lane.servers().forEach(server -> servings.put(server, serving));
        meters.serve(servings);
        this.floor = CpuCost.floor(idle());
    }

    private static Serving serving(List<Profile> profiles) {
        Map<String, Object> files = new LinkedHashMap<>();
        Set<Serving.Program> programs = new LinkedHashSet<>();
        for (Profile profile : profiles) {
            Serving one = profile.tool().serving();
            files.putAll(one.files());
            programs.addAll(one.programs());
        }
        return new Serving(files, List.copyOf(programs));
    }

    private Series idle() {
        meters.begin(Map.of(lane.near().host(), hostWatch()), READING);
        meters.run(Map.of(lane.near().host(), List.of("exec sleep " + IDLE.toSeconds())), IDLE.plusSeconds(5));
        return of(meters.end(List.of(lane.near().host())), lane.near().host());
    }

    private static Series of(Map<Node, Series> series, Node node) {
        Series found = series.get(node);
        if (found == null) {
            throw WorkloadException.on(node, "readings of its counters", "none");
        }
        return found;
    }

    private Watch hostWatch() {
        return new Watch(devices(lane.near()), lane.near().guests());
    }

    private static List<String> devices(LaneSide side) {
        List<String> devices = new ArrayList<>(side.devices());
        devices.add(side.uplink());
        return devices;
    }

    @Override
    public void warmUp(Profile profile, int connections) {
        meters.run(scripts(profile, connections, Duration.ofSeconds(1)), Duration.ofSeconds(20));
    }

    @Override
    public Sample sample(Profile profile, int connections, int round, Duration length) {
        Instant at = Instant.now();
        Map<Node, Watch> watches = new LinkedHashMap<>();
        watches.put(lane.near().host(), hostWatch());
        lane.servers().forEach(server -> watches.put(server, new Watch(List.of(Meters.ALL), List.of())));
        lane.far().ifPresent(far -> {
            watches.put(far.host(), new Watch(devices(far), List.of()));
            far.nics().forEach(nic -> watches.put(nic.guest(), new Watch(List.of(Meters.ALL), List.of())));
        });
        meters.begin(watches, READING);
        // The tool's own limit comes first.
        Duration limit = LoadTool.limit(length).plusSeconds(15);
        Map<Node, List<Ran>> ran = meters.run(scripts(profile, connections, length), limit);
        Map<Node, Series> series = meters.end(List.copyOf(watches.keySet()));
        return sample(profile, connections, round, at, length, ran, series);
    }

    private Sample sample(
            Profile profile,
            int connections,
            int round,
            Instant at,
            Duration length,
            Map<Node, List<Ran>> ran,
            Map<Node, Series> series) {
        LoadTool tool = profile.tool();
        Map<Node, Integer> next = new LinkedHashMap<>();
        List<Traffic> traffics = new ArrayList<>();
        List<Ran> runs = new ArrayList<>();
        for (Pair pair : lane.pairs()) {
            Ran run = ran.getOrDefault(pair.client(), List.of()).get(next.merge(pair.client(), 1, Integer::sum) - 1);
            runs.add(run);
            traffics.add(tool.parse(new Load(pair.address(), connections, length), run.result()));
        }
        refuseApart(runs, tool);
        List<Attested> attested = attest(traffics, series);
        double amount = traffics.stream().mapToDouble(Traffic::amount).sum();
        double rate = traffics.stream().mapToDouble(Traffic::rate).sum();
        WorkUnit unit = profile.exchange().unit();
        Series host = of(series, lane.near().host());
        CpuCost cost = new CpuCost(
                host, lane.near().nics().stream().map(LaneSide.Nic::device).toList(), floor);
        Map<String, String> conditions = new LinkedHashMap<>(environment);
        conditions.put("tool", tool.name() + "; " + traffics.get(0).detail());
        conditions.put(
                "CPU of",
                ground.cpuScope()
                        + lane.far()
                                .map(far -> "; read on %s alone, not on %s, where the clients are"
                                        .formatted(lane.near().host(), far.host()))
                                .orElse(""));
        conditions.put(
                "CPU window",
                String.format(
                        Locale.ROOT,
                        "%.1f s of traffic; reading the counters cost %.2f %% of one CPU",
                        cost.seconds(),
                        100 * host.own() / (host.last().seconds() - host.first().seconds())));
        return new Sample(
                new Kind(
                        entrant.name(),
                        entrant.wiring().label(),
                        new LoadLevel(
                                profile.name(),
                                tool.name(),
                                lane.place(),
                                lane.pairs().size(),
                                connections)),
                round,
                at,
                traffics.get(0).window(),
                rate,
                unit.rate(),
                cost.perUnit(amount / unit.costAmount()),
                unit.cost(),
                attested,
                cost.moments(),
                conditions);
    }

    private List<Attested> attest(List<Traffic> traffics, Map<Node, Series> series) {
        List<Attested> attested = new ArrayList<>();
        LaneSide near = lane.near();
        Series host = of(series, near.host());
        for (int i = 0; i < near.nics().size(); i++) {
            LaneSide.Nic nic = near.nics().get(i);
            Traffic traffic = traffics.get(i);
            Series guest = of(series, nic.guest());
            attested.add(PathAttest.underTest(nic.guest(), nic.name(), traffic, guest.device(nic.name())));
            attested.add(PathAttest.underTest(near.host(), nic.device(), traffic, host.device(nic.device())));
            refuseRivals(nic.guest(), nic.name(), traffic, guest);
        }
        lane.far().ifPresent(far -> {
            attested.add(PathAttest.uplink(near.host(), near.uplink(), traffics, host.device(near.uplink())));
            attested.addAll(attest(far, traffics, series));
        });
        return attested;
    }

    /** The other end of the way: what left one host must have come to the other, and to the client. */
    private static List<Attested> attest(LaneSide far, List<Traffic> traffics, Map<Node, Series> series) {
        List<Attested> attested = new ArrayList<>();
        Series host = of(series, far.host());
        attested.add(PathAttest.uplink(far.host(), far.uplink(), traffics, host.device(far.uplink())));
        for (int i = 0; i < far.nics().size(); i++) {
            LaneSide.Nic nic = far.nics().get(i);
            Traffic traffic = traffics.get(i);
            Series guest = of(series, nic.guest());
            attested.add(PathAttest.underTest(far.host(), nic.device(), traffic, host.device(nic.device())));
            attested.add(PathAttest.underTest(nic.guest(), nic.name(), traffic, guest.device(nic.name())));
            refuseRivals(nic.guest(), nic.name(), traffic, guest);
            far.idle().forEach(device -> PathAttest.rival(far.host(), device, traffic, host.device(device)));
        }
        return attested;
    }

    private static void refuseRivals(Node node, String nic, Traffic traffic, Series counted) {
        for (String rival : counted.last().devices().keySet()) {
            if (!rival.equals(nic)) {
                PathAttest.rival(node, rival, traffic, counted.device(rival));
            }
        }
    }

    /** Pairs that do not run at the same time are no load of so many pairs. */
    private void refuseApart(List<Ran> runs, LoadTool tool) {
        Map<Node, List<Ran>> byClient = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            byClient.computeIfAbsent(lane.pairs().get(i).client(), client -> new ArrayList<>())
                    .add(runs.get(i));
        }
        // Clocks of different nodes have nothing to do with each other; their tools are started at the same moment.
        byClient.forEach(
                (client, together) -> apart(together, tool.afterwards()).ifPresent(seen -> {
                    throw WorkloadException.on(client, "load tools that run at the same time", seen);
                }));
    }

    /** Say how little runs have in common, if that is too little; {@code afterwards} is what each may do after its traffic. */
    static Optional<String> apart(List<Ran> together, Duration afterwards) {
        double first = together.stream().mapToDouble(Ran::start).min().orElse(0);
        double last = together.stream().mapToDouble(Ran::end).max().orElse(0);
        double common = together.stream().mapToDouble(Ran::end).min().orElse(0)
                - together.stream().mapToDouble(Ran::start).max().orElse(0);
        return common < OVERLAP * (last - first - afterwards.toMillis() / 1000.0)
                ? Optional.of("%.1f s in common of %.1f s".formatted(common, last - first))
                : Optional.empty();
    }

    private Map<Node, List<String>> scripts(Profile profile, int connections, Duration length) {
        Map<Node, List<String>> scripts = new LinkedHashMap<>();
        for (Pair pair : lane.pairs()) {
            scripts.computeIfAbsent(pair.client(), client -> new ArrayList<>())
                    .add(profile.tool().script(new Load(pair.address(), connections, length)));
        }
        return scripts;
    }

    @Override
    public void close() {
        meters.unserve(lane.servers());
    }
}
