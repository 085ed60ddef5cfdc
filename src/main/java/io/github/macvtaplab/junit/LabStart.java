package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.claims.ClaimChoice;
import io.github.macvtaplab.config.Fault;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.connectivity.Pace;
import io.github.macvtaplab.connectivity.Prober;
import io.github.macvtaplab.connectivity.Stations;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.provision.SwitchPort;
import io.github.macvtaplab.safety.UndoJournal;
import io.github.macvtaplab.shell.SshShell;
import io.github.macvtaplab.workload.Level;
import io.github.macvtaplab.workload.Meters;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes a lab ready whose nodes may be changed: boots the guests, puts the switch's port at rest, and says what the lab is. */
final class LabStart {
    private final LabConfig config;
    private final Console console;
    private final Opened open;
    private final Reached lab;
    private final Ansible ansible;

    /**
     * Make one.
     *
     * @param open gets all that is started, as soon as it is
     */
    LabStart(LabConfig config, Console console, Opened open, Reached lab) {
        this.config = config;
        this.console = console;
        this.open = open;
        this.lab = lab;
        ansible = lab.ansible();
    }

    /**
     * Make it ready.
     *
     * @param journal notes what is changed
     * @param level the traffic that is asked for
     * @param choice the claims that are asked for
     */
    LabParts provision(UndoJournal journal, Level level, ClaimChoice choice) {
        long start = System.nanoTime();
        Layout layout = lab.layout();
        List<GuestStart> starts = lab.hosts().stream()
                .map(host -> new GuestStart(config, console, lab, host, ansible))
                .toList();
        starts.forEach(GuestStart::begin);
        SwitchPort switchPort = new SwitchPort(ansible, layout, config.fault() == Fault.HAIRPIN_ON ? "on" : "off");
        switchPort.rest();
        starts.forEach(GuestStart::await);
        console.line(
                "guests",
                LabReach.names(layout.allGuests().stream()) + " ready",
                Duration.ofNanos(System.nanoTime() - start));
        SshShell shell = lab.shell();
        Stations stations = open.keep(new Stations(shell));
        return new LabParts(
                starts.stream().map(guests -> guests.ready(journal)).toList(),
                new Scope(layout.lacking(), level, choice),
                shell,
                switchPort,
                stations,
                new Prober(stations, Pace.USUAL),
                open.keep(new Meters(shell)));
    }

    /** Break it, where that is asked for, and print what it is made of. */
    Map<String, String> introduce(LabParts parts) {
        if (config.fault() == Fault.HOST_FIREWALL_DROP) {
            open.keep(parts.tested().state().firewallDropsAll());
        }
        Map<String, String> environment = RunStart.environment(parts, ansible.describe());
        console.line(
                "lab",
                "%s; kernel %s; accelerator %s"
                        .formatted(
                                config.embedded()
                                        ? "embedded, on this machine"
                                        : parts.layout().name(),
                                environment.get("kernel"),
                                environment.get("accelerator")));
        parts.other()
                .ifPresent(host -> console.line(
                        "other",
                        "%s; kernel %s; accelerator %s; carries the far end of traffic across hosts, and is not tested"
                                .formatted(
                                        host.layout().host(),
                                        environment.get("other_host_kernel"),
                                        environment.get("other_host_accelerator"))));
        if (config.fault() != Fault.NONE) {
            console.line("fault", config.fault() + ": the lab is broken on purpose");
        }
        return environment;
    }
}
