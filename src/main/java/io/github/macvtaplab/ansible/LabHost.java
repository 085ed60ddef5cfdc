package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A host of the suite's groups.
 *
 * @param groups those it is in
 * @param variables by their valid names
 */
record LabHost(String name, Set<LabGroup> groups, Map<String, JsonNode> variables) {
    /** What says in which ports of the switch the cables of a KVM host with two uplinks end. */
    static final List<LabVariable> PORTS_OF_UPLINKS = List.of(LabVariable.UPLINK_PORT, LabVariable.SECOND_UPLINK_PORT);

    boolean is(LabGroup group) {
        return groups.contains(group);
    }

    JsonNode get(String variable) {
        return variables.getOrDefault(variable, MissingNode.getInstance());
    }

    /** Whether it is given a value, right or wrong. */
    boolean has(LabVariable variable) {
        return !Seen.isNothing(get(variable.variable));
    }

    /** What says in which ports of the switch a KVM host's cables end: it has one, or two. */
    List<LabVariable> portsOfUplinks() {
        return has(LabVariable.SECOND_UPLINK) ? PORTS_OF_UPLINKS : PORTS_OF_UPLINKS.subList(0, 1);
    }

    /** A text, or nothing where there is none or only Ansible can say it. */
    Optional<String> text(String variable) {
        JsonNode value = get(variable);
        return value.isTextual() && !Seen.isNothing(value) && !Seen.isOpen(value)
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    /** The port of its SSH server. */
    String port() {
        return get(LabVariable.ANSIBLE_PORT.variable).asText("22");
    }
}
