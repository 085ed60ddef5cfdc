package io.github.macvtaplab.provision;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.safety.Change;
import java.time.Duration;
import java.util.Map;

/** Set the switch's port to the KVM host's uplink, and put it back. */
public final class SwitchPort {
    private static final Duration PLAY = Duration.ofSeconds(60);

    private final Ansible ansible;
    private final Layout layout;
    private final String hairpinAtRest;

    /**
     * Make one.
     *
     * @param layout of a lab, which may give no access to its switch; then there is nothing to set
     * @param hairpinAtRest "on" or "off": the mode that the port has when no test asks for another
     */
    public SwitchPort(Ansible ansible, Layout layout, String hairpinAtRest) {
        this.layout = layout;
        this.ansible = ansible;
        this.hairpinAtRest = hairpinAtRest;
    }

    /** Put the port into its state at rest. */
    public void rest() {
        if (layout.has(LabPart.SWITCH)) {
            set("switch_port_hairpin", hairpinAtRest);
        }
    }

    /** Switch hairpin mode on. */
    public Change hairpin() {
        set("switch_port_hairpin", "on");
        return this::rest;
    }

    /** Take the link down, so that the uplink loses its carrier. */
    public Change linkDown() {
        set("switch_port_link", "down");
        return () -> set("switch_port_link", "up");
    }

    private void set(String variable, String value) {
        if (!layout.has(LabPart.SWITCH)) {
            throw LabPart.SWITCH.absent();
        }
        ansible.play("playbooks/switch.yml", Map.of(variable, value, "switch_port_name", layout.uplinkPort()), PLAY);
    }
}
