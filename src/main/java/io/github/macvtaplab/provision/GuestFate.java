package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.shell.ShellException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says what has become of guests that do not run as they should. A guest that is stopped says no more than one whose network is
 * broken; its KVM host knows the difference.
 */
public final class GuestFate {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final String RUNNING = "running";

    private GuestFate() {}

    /**
     * Put before a failure, which may have many lines, what the KVM hosts say of guests that do not run.
     *
     * @return the failure itself, if it is none of the lab's, if all guests run, or if the hosts cannot be asked
     */
    public static Throwable explain(Throwable failure, Shell shell, Layout layout) {
        if (!(failure instanceof LabException)) {
            return failure;
        }
        List<String> fates = new ArrayList<>(ofGuests(shell, layout));
        layout.other().ifPresent(other -> fates.addAll(ofGuests(shell, other)));
        return fates.isEmpty()
                ? failure
                : new LabException(String.join("; ", fates) + "; and so: " + failure.getMessage(), failure);
    }

    /** What one KVM host says of its guests that do not run, a sentence each. */
    static List<String> ofGuests(Shell shell, Layout layout) {
        CommandResult result;
        try {
            result = shell.run(layout.host(), script(layout), DEADLINE);
        } catch (ShellException e) {
            return List.of(); // The failure that is to be explained says so already.
        }
        Map<String, Node> guests =
                layout.guests().stream().collect(Collectors.toMap(layout::domain, Function.identity()));
        List<String> fates = new ArrayList<>();
        for (String line : result.stdout().lines().toList()) {
            String[] said = line.split("\\|", -1);
            Node guest = guests.get(said[0]);
            if (guest != null && said.length == 4 && !said[1].startsWith(RUNNING)) {
                fates.add("guest %s ".formatted(guest) + fate(layout.host(), said[1], said[2], said[3]));
            }
        }
        return fates;
    }

    private static String fate(Node host, String state, String disks, String log) {
        if (state.isEmpty()) {
            return "no longer runs on %s%s".formatted(host, log.isEmpty() ? "" : ", whose log of it ends: " + log);
        }
        return "is %s on %s%s".formatted(state, host, disks.isEmpty() ? "" : ", as of its disk: " + disks)
                + (disks.contains("no space") ? "; make room where lab_guest_directory or lab_guest_pool is" : "");
    }

    /** A line for each guest: domain, state with its reason, errors of disks, the last line of QEMU's log. */
    private static String script(Layout layout) {
        return """
                export LIBVIRT_DEFAULT_URI=qemu:///system
                virsh -q uri >/dev/null || exit 1
                for domain in %s; do
                    state=$(virsh -q domstate --reason "$domain" 2>/dev/null | head -n 1)
                    disks=$(virsh -q domblkerror "$domain" 2>/dev/null | grep ': ' | xargs)
                    log=$(tail -n 1 "/var/log/libvirt/qemu/$domain.log" 2>/dev/null | tr '|' ' ')
                    echo "$domain|$state|$disks|$log"
                done
                """.formatted(layout.guests().stream().map(layout::domain).collect(Collectors.joining(" ")));
    }
}
