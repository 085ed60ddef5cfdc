package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Sample;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.model.Sample.LoadLevel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hold what a race found. Taken once, read by every performance claim.
 *
 * @param ground what kind of lab it was
 * @param plan what was to be run
 * @param samples all of them, in the order in which they were taken
 * @param profiles what {@link Equipment#profile} was, by entrant
 * @param remarks what was not run, or was refused, and why, a sentence each
 */
public record Figures(
        Ground ground, RacePlan plan, List<Sample> samples, Map<String, String> profiles, List<String> remarks) {

    /** Copy the collections; their order stays. */
    public Figures {
        samples = List.copyOf(samples);
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        remarks = List.copyOf(remarks);
    }

    /** Name the entrant that the others are compared with. */
    public String champion() {
        return plan.entrants().get(0).name();
    }

    /** Name the others. */
    public List<String> rivals() {
        return plan.entrants().stream().skip(1).map(Entrant::name).toList();
    }

    /** Return every load that was run, in the order in which it first was. */
    public List<LoadLevel> loads() {
        return samples.stream().map(sample -> sample.kind().load()).distinct().toList();
    }

    /** Return the loads in groups of those that differ in their connections alone. */
    public List<List<LoadLevel>> curves() {
        return List.copyOf(loads().stream()
                .collect(Collectors.groupingBy(LoadLevel::curve, LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    /** Return the samples of an entrant at a load. */
    public List<Sample> samples(String entrant, LoadLevel load) {
        return samples.stream()
                .filter(sample -> sample.kind().entrant().equals(entrant)
                        && sample.kind().load().equals(load))
                .toList();
    }

    /** Return one measurement of each kind, ordered by load, then entrant. */
    public List<Measurement> measurements() {
        Map<Kind, List<Sample>> kinds =
                samples.stream().collect(Collectors.groupingBy(Sample::kind, LinkedHashMap::new, Collectors.toList()));
        return loads().stream()
                .flatMap(load -> plan.entrants().stream()
                        .flatMap(entrant -> kinds.entrySet().stream()
                                .filter(kind -> kind.getKey().load().equals(load)
                                        && kind.getKey().entrant().equals(entrant.name()))
                                .map(kind -> Measurement.of(kind.getValue()))))
                .toList();
    }

    /** Return why no performance claim is judged by these; empty if they are. */
    public String whyNotJudged() {
        return ground.whyNotJudged();
    }

    /** Tell whether all entrants had the same equipment. Where not, their ratio shows that as much as the wirings. */
    public boolean fair() {
        return profiles.values().stream().distinct().count() <= 1;
    }
}
