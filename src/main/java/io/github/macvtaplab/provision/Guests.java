package io.github.macvtaplab.provision;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Prepare a lab's nodes and boot its guests. The undo journal takes them away again. */
public final class Guests {
    private static final Duration PLAY = Duration.ofMinutes(3);
    private static final Duration FINISH = Duration.ofMinutes(3);
    private static final int CONSOLE_LINES = 12;

    private final Ansible ansible;
    private final Shell shell;
    private final Layout layout;
    private final String directory;

    /**
     * Make one.
     *
     * @param directory folder on the KVM host with the guests' disks and consoles
     */
    public Guests(Ansible ansible, Shell shell, Layout layout, String directory) {
        this.ansible = ansible;
        this.shell = shell;
        this.layout = layout;
        this.directory = directory;
    }

    /**
     * Play the provisioning.
     *
     * @param extraCommandLine added to the guests' kernel command line
     */
    public void provision(Accelerator accelerator, String extraCommandLine) {
        Map<String, String> variables = new HashMap<>();
        variables.put("guest_accelerator", accelerator.kind());
        variables.put("guest_extra_cmdline", extraCommandLine);
        ansible.play("playbooks/provision.yml", variables, PLAY);
    }

    /**
     * Wait until every guest answers SSH.
     *
     * @param deadline for all of them
     * @throws LabException with the last lines of the console of the first guest that does not
     */
    public void awaitReady(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        for (Node guest : layout.guests()) {
            Duration left = Duration.ofNanos(Math.max(Duration.ofMillis(500).toNanos(), end - System.nanoTime()));
            try {
                Awaitility.await(guest.name() + " answers SSH")
                        .atMost(left)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> shell.answers(guest, Duration.ofSeconds(5)));
            } catch (ConditionTimeoutException e) {
                throw new LabException(
                        "guest %s did not answer SSH at %s within %d s; %sthe last lines of its console: %s"
                                .formatted(
                                        guest.name(),
                                        guest.ssh().host(),
                                        deadline.toSeconds(),
                                        GuestFate.ofGuests(shell, layout).stream()
                                                .map(fate -> fate + "; ")
                                                .collect(Collectors.joining()),
                                        console(guest)),
                        e);
            }
        }
    }

    /**
     * See that the guests have finished setting themselves up, and that they have the programs that tests run in them.
     *
     * @return what cloud-init says that went wrong, a line for each guest; none of what tests need, as that is looked for here
     * @throws LabException naming guest and programs
     */
    public List<String> requireTools() {
        List<String> complaints = new ArrayList<>();
        for (Node guest : layout.guests()) {
            CommandResult result = shell.run(guest, """
                    if command -v cloud-init >/dev/null; then
                        said=$(timeout %1$d cloud-init status --wait --long 2>&1)
                        case $? in
                            0) ;;
                            124) echo "cloud-init did not finish within %1$d s" >&2; exit 1 ;;
                            *) echo "complaint $(echo "$said" | sed 's@^[.]*@@' | tr '\\n' ' ')" ;;
                        esac
                    fi
                    for tool in python3 ip ping tcpdump ethtool iperf3 wrk nginx; do
                        command -v "$tool" >/dev/null || echo "lacks $tool"
                    done
                    """.formatted(FINISH.toSeconds() - 10), FINISH);
            if (!result.succeeded()) {
                throw new LabException("guest %s is not ready: %s; look into its image, %s"
                        .formatted(guest.name(), result.stderr().strip(), "or at its console in " + directory));
            }
            lines(result, "complaint ")
                    .forEach(said -> complaints.add("%s: cloud-init says: %s".formatted(guest, said)));
            List<String> missing = lines(result, "lacks ");
            if (!missing.isEmpty()) {
                throw new LabException(
                        "guest %s lacks the commands %s; expected them in the image lab_guest_image; install them there: docs/your-lab.md has the command"
                                .formatted(guest.name(), String.join(", ", missing)));
            }
        }
        return complaints;
    }

    private static List<String> lines(CommandResult result, String topic) {
        return result.stdout()
                .lines()
                .filter(line -> line.startsWith(topic))
                .map(line -> line.substring(topic.length()))
                .toList();
    }

    private String console(Node guest) {
        CommandResult tail = shell.run(
                layout.host(),
                "tail -n %d '%s/%s.console'".formatted(CONSOLE_LINES, directory, guest.name()),
                Duration.ofSeconds(10));
        String text = (tail.stdout() + tail.stderr())
                .replaceAll("\\e\\[[0-9;?]*[a-zA-Z]", "")
                .strip();
        return text.isEmpty() ? "(empty)" : "\n    " + text.replace("\n", "\n    ");
    }
}
