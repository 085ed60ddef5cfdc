package io.github.macvtaplab.config;

import io.github.macvtaplab.model.Place;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Holds what was chosen about the performance claims.
 *
 * @param level how much is run
 * @param places between what ends; those of the level if there are none
 * @param requestResponse the tools that may make request-response traffic, the first that can; none if that is left to the nodes
 * @param gate what makes a run fail
 * @param seed of the order of the wirings; empty for one that is drawn, and recorded
 * @param history whether the figures are kept for later runs
 */
public record PerformanceConfig(
        LevelChoice level,
        List<Place> places,
        List<RequestResponseTool> requestResponse,
        Gate gate,
        OptionalLong seed,
        HistoryChoice history) {
    private static final Map<String, Place> PLACES = Arrays.stream(Place.values())
            .collect(Collectors.toMap(Place::label, place -> place, (one, other) -> one, LinkedHashMap::new));

    private static final Map<String, RequestResponseTool> TOOLS = Arrays.stream(RequestResponseTool.values())
            .collect(Collectors.toMap(
                    tool -> tool.name().toLowerCase(Locale.ROOT),
                    tool -> tool,
                    (one, other) -> one,
                    LinkedHashMap::new));

    /** Copies the lists. */
    public PerformanceConfig {
        places = List.copyOf(places);
        requestResponse = List.copyOf(requestResponse);
    }

    /** Lists how much can be run: {@code lab.performance.level}. What each is stands in {@code workloads.yml}. */
    public enum LevelChoice {
        /** A minute or two, to look at. */
        GLANCE,
        /** All profiles and loads, three short samples each. */
        SMOKE,
        /** For a verdict by the morning. */
        NIGHTLY,
        /** As long as in the papers behind the document: 300 s a sample. */
        PAPER
    }

    /** Lists the tools that make request-response traffic: {@code lab.performance.rr}. */
    public enum RequestResponseTool {
        /** Exact sizes, many connections in one process. */
        UPERF,
        /** HTTP. */
        WRK,
        /** Exact sizes, a process for each connection. */
        NETPERF
    }

    /** Lists what can make a run fail: {@code lab.performance.gate}. */
    public enum Gate {
        /** Nothing: what is found about performance is a finding. */
        OFF,
        /** A performance claim that is refuted. */
        CLAIMS,
        /** A figure that is worse than in the runs before. */
        REGRESSIONS
    }

    /** Says whether figures are kept: {@code lab.history}. */
    public enum HistoryChoice {
        /** In a database beside the reports. */
        ON,
        /** They are not, and nothing is compared with earlier runs. */
        OFF
    }

    static PerformanceConfig from(Map<String, String> properties) {
        long seed = LabProperty.PERFORMANCE_SEED.number(properties);
        return new PerformanceConfig(
                LabProperty.PERFORMANCE_LEVEL.choice(properties, LevelChoice.class),
                LabProperty.PERFORMANCE_PLACES.some(properties, PLACES),
                LabProperty.PERFORMANCE_RR.someOrAuto(properties, TOOLS),
                LabProperty.PERFORMANCE_GATE.choice(properties, Gate.class),
                seed == 0 ? OptionalLong.empty() : OptionalLong.of(seed),
                LabProperty.HISTORY.choice(properties, HistoryChoice.class));
    }
}
