package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.ansible.Inventory;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.safety.Run;
import io.github.macvtaplab.safety.UndoJournal;
import io.github.macvtaplab.shell.SshShell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lab whose nodes answer SSH, before anything is done to them.
 *
 * @param hosts the tested KVM host, and after it the one that carries the far end of traffic, if there is one
 * @param ansibleStart gets Ansible ready to play
 * @param keys of the guests, and of who logs in to them
 */
record Reached(
        Run run,
        Inventory inventory,
        List<KvmHost> hosts,
        SshShell shell,
        WayIn wayIn,
        AnsibleStart ansibleStart,
        LabKeys keys) {

    /** Copy the list. */
    Reached {
        hosts = List.copyOf(hosts);
    }

    /** The whole lab, as its tested host has it. */
    Layout layout() {
        return hosts.get(0).layout();
    }

    /** The nodes that the suite did not make. */
    List<Node> nodes() {
        return List.copyOf(layout().tested().keySet());
    }

    /** Get ready to play. */
    Ansible ansible() {
        return ansibleStart.forRun(
                wayIn,
                nodes(),
                keys,
                Map.of(
                        "lab_run", run.id(),
                        "lab_guest_prefix", LabReach.guestPrefix(run),
                        "lab_undo", UndoJournal.prelude()),
                this::own);
    }

    private Map<String, ?> own(Node node) {
        Map<String, Object> own = new TreeMap<>(inventory.resolved(node.name()));
        hosts.stream().filter(host -> host.layout().host().equals(node)).forEach(host -> own.putAll(host.variables()));
        return own;
    }
}
