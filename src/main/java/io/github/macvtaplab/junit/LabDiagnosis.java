package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.SituationJudge.Judged;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.diagnosis.Diagnostician;
import io.github.macvtaplab.diagnosis.Fact;
import io.github.macvtaplab.diagnosis.Symptoms;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.SiteFact;
import io.github.macvtaplab.model.Situation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings together what is known of a lab, and asks for a diagnosis. */
final class LabDiagnosis {
    private static final Set<String> ENDS = Set.of("host", "peer", "guest", "guest2");

    private final Diagnostician diagnostician = new Diagnostician();
    private final Map<String, Fact> learned = new LinkedHashMap<>();
    private final Map<String, String> names;

    LabDiagnosis(Layout layout) {
        names = names(layout);
    }

    /** Adds what was found out about the lab outside of its rounds. */
    void learn(Fact fact) {
        learned.put(fact.name(), fact);
    }

    /** Adds several, by name and value. */
    void learn(Map<String, String> facts) {
        facts.forEach((name, value) -> learn(new Fact(name, value)));
    }

    /** Adds what the look at the nodes has found. */
    void learn(List<SiteFact> found) {
        found.forEach(fact -> {
            Map<String, String> words = new HashMap<>(fact.values());
            words.put("sentence", fact.sentence());
            words.put("cure", fact.cure());
            words.put("end", end(fact.node()));
            learn(new Fact("site %s %s".formatted(fact.id(), fact.node()), fact.sentence(), words));
        });
    }

    /** Adds that a part of the run ended before its end. */
    void failed(LabException failure) {
        learn(new Fact("failure", String.valueOf(failure.getMessage())));
    }

    private String end(String node) {
        return names.entrySet().stream()
                .filter(name -> ENDS.contains(name.getKey()) && name.getValue().equals(node))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(node);
    }

    /** Diagnoses the lab by what some rounds showed. */
    Diagnosis diagnose(List<Judged> rounds) {
        Map<String, Fact> facts = new LinkedHashMap<>(learned);
        for (Judged round : rounds) {
            round.facts().forEach((name, value) -> facts.putIfAbsent(name, new Fact(name, value)));
            round.deviations()
                    .forEach(deviation -> facts.putIfAbsent(
                            "deviation " + Situation.label(deviation.kind()),
                            new Fact("deviation " + Situation.label(deviation.kind()), deviation.sentence())));
        }
        // Who answers for everybody is no stranger with a guest's address.
        Set<String> proxies = facts.values().stream()
                .filter(fact -> fact.name().startsWith("answers for nobody"))
                .map(Fact::value)
                .collect(Collectors.toSet());
        facts.values().removeIf(fact -> fact.name().startsWith("stranger ") && proxies.contains(fact.value()));
        return diagnostician.diagnose(new Symptoms(Symptoms.cells(rounds), new ArrayList<>(facts.values()), names));
    }

    private static Map<String, String> names(Layout layout) {
        Map<String, String> names = new HashMap<>(Map.of(
                "host", layout.host().name(),
                "uplink", layout.uplink(),
                "switch", layout.lanSwitch().name(),
                "guest", layout.node(End.GUEST).name(),
                "uplink-port", layout.uplinkPort(),
                "peer", layout.has(LabPart.PEER) ? layout.node(End.PEER).name() : "the peer",
                "peer-nic", layout.peerNic().orElse("the peer's NIC"),
                "second", layout.secondUplink().orElse("the second uplink"),
                "second-port", layout.switchPorts().getOrDefault(Cable.SECOND_UPLINK, "the second uplink's port")));
        if (layout.guests().size() > 1) {
            names.put("guest2", layout.node(End.GUEST2).name());
        }
        return names;
    }
}
