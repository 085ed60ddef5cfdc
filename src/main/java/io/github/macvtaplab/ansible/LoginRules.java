package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks what an inventory says of logging in that only fits together in part, or that Ansible would take and the suite does not. */
final class LoginRules {
    /** Older names, and those that stand for them here. */
    private static final Map<String, LabVariable> OLDER = new TreeMap<>(Map.of(
            "ansible_ssh_host", LabVariable.ANSIBLE_HOST,
            "ansible_ssh_port", LabVariable.ANSIBLE_PORT,
            "ansible_ssh_user", LabVariable.ANSIBLE_USER));

    private static final List<String> ARGUMENTS =
            List.of("ansible_ssh_common_args", "ansible_ssh_extra_args", "ansible_ssh_args");
    private static final Pattern WAY = Pattern.compile("(?i)proxy(jump|command)|-J");
    private static final List<String> SSH = List.of("ssh", "smart");

    private final List<LabHost> hosts;
    private final Problems problems;

    LoginRules(List<LabHost> hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    void check() {
        // Guests are logged in to by a key of the run.
        hosts.stream().filter(host -> !host.is(LabGroup.GUESTS)).forEach(host -> {
            older(host);
            passphrase(host);
            connection(host);
            way(host);
        });
    }

    private void older(LabHost host) {
        OLDER.forEach((name, known) -> {
            if (!Seen.isNothing(host.get(name)) && !host.has(known)) {
                problems.add(host.name(), "%s is not read; expected %s; rename it".formatted(name, known.variable));
            }
        });
    }

    private void passphrase(LabHost host) {
        if (host.has(LabVariable.KEY_PASSPHRASE) && Access.KEY_FILE.stream().noneMatch(host::has)) {
            problems.add(
                    host.name(),
                    "%s is set, and no key that it could open; expected %s beside it; set that, or take the passphrase out"
                            .formatted(LabVariable.KEY_PASSPHRASE.variable, Access.KEY_FILE.get(0).variable));
        }
    }

    private void connection(LabHost host) {
        JsonNode connection = host.get("ansible_connection");
        if (!Seen.isNothing(connection) && !SSH.contains(connection.asText())) {
            problems.add(
                    host.name(),
                    "ansible_connection is %s; expected ssh, by which all nodes are reached; take it out"
                            .formatted(Seen.value("ansible_connection", connection)));
        }
    }

    private void way(LabHost host) {
        for (String name : ARGUMENTS) {
            if (WAY.matcher(host.get(name).asText()).find() && !host.has(LabVariable.JUMP)) {
                problems.add(
                        host.name(),
                        "%s names a way to it, and is not read; expected lab_jump; name the jump host with that"
                                .formatted(name));
            }
        }
    }
}
