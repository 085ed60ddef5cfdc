package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SiteFact;
import io.github.macvtaplab.provision.Preflight;
import io.github.macvtaplab.provision.Preflight.Finding;
import io.github.macvtaplab.provision.site.SiteLook;
import io.github.macvtaplab.safety.Guard;
import io.github.macvtaplab.safety.Keepers;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The look at the nodes with which every run begins. It changes nothing. */
final class Survey {
    private final Layout layout;
    private final Console console;
    private final Shell shell;
    private final List<KvmHost> hosts;

    Survey(Reached lab, Console console) {
        this.layout = lab.layout();
        this.console = console;
        shell = lab.shell();
        hosts = lab.hosts();
    }

    /**
     * Find the interfaces by which the nodes are managed or that others use, and see that none of them is to be tested with.
     *
     * @throws LabException if one is
     */
    void guard(Keepers keepers) {
        Map<Node, Map<String, String>> managed = Guard.managed(keepers, layout.tested(), layout.reaches());
        Guard.check(managed, Guard.used(keepers, layout.tested()), layout.tested());
        managed.forEach((node, devices) -> console.line(
                "guard", "%s: %s will not be touched".formatted(node, String.join(", ", devices.keySet()))));
    }

    /** Look for what the nodes' site has set up that bears on the tests. */
    List<SiteFact> site() {
        return new SiteLook(shell, layout).look();
    }

    /** Print what {@link #site()} finds. It stops nothing. */
    void remark() {
        site().forEach(fact -> console.line("preflight", "remark: " + fact.describe()));
    }

    /** Look at all nodes, and print what is missing. */
    List<Finding> look() {
        long start = System.nanoTime();
        List<Finding> findings = hosts.stream()
                .flatMap(host -> new Preflight(shell, host.layout()).look(host.source()).stream())
                .toList();
        List<Finding> missing =
                findings.stream().filter(finding -> !finding.present()).toList();
        missing.forEach(finding -> console.line("preflight", finding.describe()));
        console.line(
                "preflight",
                "%d of %d things are there".formatted(findings.size() - missing.size(), findings.size()),
                Duration.ofNanos(System.nanoTime() - start));
        return findings;
    }

    /**
     * Look at all nodes.
     *
     * @throws LabException with all that is missing
     */
    void require() {
        List<Finding> missing =
                look().stream().filter(finding -> !finding.present()).toList();
        if (!missing.isEmpty()) {
            throw new LabException(missing.stream().map(Finding::describe).collect(Collectors.joining("; "))
                    + "; nothing was changed");
        }
    }
}
