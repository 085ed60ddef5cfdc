package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.config.Fault;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.GuestImage;
import io.github.macvtaplab.provision.Guests;
import io.github.macvtaplab.provision.HostState;
import io.github.macvtaplab.provision.Wirings;
import io.github.macvtaplab.safety.UndoJournal;
import io.github.macvtaplab.shell.Shell;
import java.util.concurrent.CompletableFuture;

/** Boots the guests of one KVM host of the run. Those of several boot at the same time. */
final class GuestStart {
    private final LabConfig config;
    private final Console console;
    private final Shell shell;
    private final KvmHost host;
    private final Ansible ansible;
    private final Guests guests;
    private final CompletableFuture<Accelerator> accelerator;

    /**
     * Begin to find out how they run.
     *
     * @param whole for all nodes of the run
     */
    GuestStart(LabConfig config, Console console, Reached lab, KvmHost host, Ansible whole) {
        this.config = config;
        this.console = console;
        this.shell = lab.shell();
        this.host = host;
        ansible = whole.on(host.nodes());
        guests = new Guests(
                ansible,
                shell,
                host.layout(),
                host.source().directory() + "/" + lab.run().id());
        accelerator = host.accelerator().get();
    }

    /** Prepare the nodes, and let the guests boot. */
    void begin() {
        Accelerator found = accelerator.join();
        GuestImage.ensure(shell, host.layout().host(), host.source(), console);
        guests.provision(found, config.fault() == Fault.GUEST_NEVER_BOOTS ? "rdinit=/no/such/init root=/dev/none" : "");
    }

    /** Wait until they can be used. */
    void await() {
        guests.awaitReady(config.bootDeadline());
        guests.requireTools().forEach(complaint -> console.line("guests", complaint));
    }

    /**
     * The host with its guests, once they can be used.
     *
     * @param journal notes what of the host is changed
     */
    ReadyHost ready(UndoJournal journal) {
        Layout layout = host.layout();
        return new ReadyHost(
                layout, new Wirings(ansible, shell, layout), new HostState(shell, layout, journal), accelerator.join());
    }
}
