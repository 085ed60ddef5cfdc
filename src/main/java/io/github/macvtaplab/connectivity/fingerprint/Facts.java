package io.github.macvtaplab.connectivity.fingerprint;

import io.github.macvtaplab.connectivity.fingerprint.Port.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names what a fingerprint says, in words that stay the same. */
final class Facts {
    private Facts() {}

    static Map<String, String> of(SwitchFingerprint fingerprint) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<Role> roles = fingerprint.ports().stream().map(Port::role).toList();
        for (Role one : roles) {
            for (Role two : roles) {
                if (one != two) {
                    facts.put(
                            "reach %s %s".formatted(one.label(), two.label()),
                            fingerprint.reaches(one, two).label());
                }
            }
        }
        fingerprint.passes().forEach((trial, to) -> {
            if (!to.isEmpty()) {
                facts.put("pass " + trial, Passing.any(to.values()).label());
                to.forEach((role, passing) -> facts.put("pass " + trial + " " + role.label(), passing.label()));
            }
        });
        fingerprint
                .reflects()
                .forEach((trial, passing) -> facts.put(
                        "reflect %s %s %s"
                                .formatted(
                                        trial.from().label(),
                                        trial.source().label(),
                                        trial.kind() == FrameKind.UNKNOWN
                                                ? "unicast"
                                                : trial.kind().label()),
                        passing.label()));
        for (Role role : roles) {
            facts.put("reflect " + role.label(), fingerprint.reflects(role).label());
        }
        facts.put("learns", fingerprint.learns().map(yes -> yes ? "yes" : "no").orElse("untried"));
        fingerprint.answersForNobody().forEach((where, mac) -> facts.put("answers for nobody " + where, mac));
        fingerprint.taken().forEach((address, mac) -> facts.put("taken " + address, mac));
        facts.putAll(fingerprint.strangers().facts());
        return facts;
    }
}
