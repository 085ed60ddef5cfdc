package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.ansible.Inventory;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.GuestSource;
import io.github.macvtaplab.safety.Run;
import io.github.macvtaplab.safety.UndoJournal;
import io.github.macvtaplab.shell.SshShell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A lab whose nodes answer SSH, before anything is done to them.
 *
 * @param source what the guests are made from
 * @param ansibleStart gets Ansible ready to play
 * @param keys of the guests, and of who logs in to them
 * @param accelerator begins to find out how the guests run, or goes on with it
 */
record Reached(
        Run run,
        Inventory inventory,
        Layout layout,
        GuestSource source,
        SshShell shell,
        WayIn wayIn,
        AnsibleStart ansibleStart,
        LabKeys keys,
        Supplier<CompletableFuture<Accelerator>> accelerator) {

    /** The nodes that the suite did not make. */
    List<Node> nodes() {
        return List.copyOf(layout.tested().keySet());
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
                        "lab_guest_directory", source.directory(),
                        "guest_image", source.file(),
                        "lab_undo", UndoJournal.prelude()),
                inventory);
    }
}
