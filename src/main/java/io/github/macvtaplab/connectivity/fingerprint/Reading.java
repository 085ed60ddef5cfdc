package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import io.github.macvtaplab.connectivity.fingerprint.SwitchFingerprint.Trial;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads a fingerprint off what came in by the ports. */
final class Reading {
    private final List<Port> ports;
    private final Seen seen;

    Reading(List<Port> ports, Seen seen) {
        this.ports = ports;
        this.seen = seen;
    }

    /**
     * Reads it.
     *
     * @param taught a frame for a MAC address that the switch has just heard at another port
     * @param nobody questions for two addresses that nobody has, by the words that facts name them with
     */
    SwitchFingerprint fingerprint(
            List<Emission> emissions, Optional<Emission> taught, Owners owners, Map<String, List<Emission>> nobody) {
        Map<Trial, Map<Role, Passing>> passes = new LinkedHashMap<>();
        Map<Trial, Passing> reflects = new LinkedHashMap<>();
        for (Emission emission : emissions) {
            Trial trial = new Trial(emission.from(), emission.source(), emission.kind());
            Map<Role, Passing> to = passes.computeIfAbsent(trial, any -> new EnumMap<>(Role.class));
            emission.to()
                    .forEach(role ->
                            to.merge(role, seen.passing(emission, role), (one, two) -> Passing.any(List.of(one, two))));
            if (emission.kind().canReflect()) {
                reflects.put(trial, reflects(emission));
            }
        }
        Map<String, String> answers = new TreeMap<>();
        Map<String, String> taken = new TreeMap<>();
        nobody.forEach((where, asked) -> {
            List<Set<String>> tellers = asked.stream()
                    .map(question -> seen.tellers(address(question)))
                    .toList();
            tellers.get(0).stream()
                    .filter(tellers.get(1)::contains)
                    .findFirst()
                    .ifPresent(mac -> answers.put(where, mac));
            for (int at = 0; at < asked.size() && !answers.containsKey(where); at++) {
                String address = address(asked.get(at));
                tellers.get(at).stream().findFirst().ifPresent(mac -> taken.put(address, mac));
            }
        });
        // Who answers for everybody has nobody's address.
        Map<String, String> strangers = new TreeMap<>(owners.strangers(seen));
        strangers.values().removeAll(answers.values());
        return new SwitchFingerprint(
                ports, passes, reflects, learns(emissions, taught), answers, taken, new Strangers(strangers, Map.of()));
    }

    private static String address(Emission question) {
        return question.form().substring(question.form().lastIndexOf(' ') + 1);
    }

    /** That a frame did not come back says something only if another port got it. */
    private Passing reflects(Emission emission) {
        if (seen.came(emission, emission.from())) {
            return Passing.PASSES;
        }
        return emission.to().stream().anyMatch(to -> seen.came(emission, to)) ? Passing.LOST : Passing.NOT_TRIED;
    }

    /** Frames to nobody go everywhere; one to where somebody has spoken from goes there alone. */
    private Optional<Boolean> learns(List<Emission> emissions, Optional<Emission> taught) {
        return taught.map(frame -> emissions.stream()
                        .anyMatch(emission -> emission.kind() == FrameKind.UNKNOWN
                                && emission.from() == frame.from()
                                && seen.came(emission, Role.UPLINK))
                && seen.came(frame, Role.SECOND)
                && !seen.came(frame, Role.UPLINK));
    }
}
