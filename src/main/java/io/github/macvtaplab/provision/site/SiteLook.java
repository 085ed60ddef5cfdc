package io.github.macvtaplab.provision.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SiteFact;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.shell.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the nodes for what their site has set up around the interfaces under test. Reads only. */
public final class SiteLook {
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROGRAM = Sources.read(List.of("/safety/netstate.py", "/site/site.py"));

    /** The Linux bridge that a run makes, by the role 'wiring'. */
    private static final String BRIDGE = "mvlbr0";

    private final Shell shell;
    private final Layout layout;

    /** Make one for the nodes of a lab. */
    public SiteLook(Shell shell, Layout layout) {
        this.shell = shell;
        this.layout = layout;
    }

    /**
     * Look at all nodes that the suite did not make.
     *
     * @return what was found, node after node; empty if nothing bears on the tests
     * @throws LabException if a node cannot be looked at
     */
    public List<SiteFact> look() {
        List<SiteFact> facts = new ArrayList<>();
        Map<Node, Map<String, Integer>> mtus = new LinkedHashMap<>();
        layout.tested().forEach((node, devices) -> {
            JsonNode seen = ask(node, devices);
            Map<String, Integer> here = new TreeMap<>();
            seen.path("devices")
                    .properties()
                    .forEach(entry -> here.put(
                            entry.getKey(), entry.getValue().path("mtu").asInt()));
            mtus.put(node, here);
            facts.addAll(of(node, devices, seen));
        });
        facts.addAll(SegmentRemarks.mtu(layout.host(), layout.uplink(), mtus));
        return joined(facts);
    }

    /** One fact of each kind for each node, as it is by kind and node that a diagnosis knows them. */
    private static List<SiteFact> joined(List<SiteFact> facts) {
        Map<List<String>, SiteFact> joined = new LinkedHashMap<>();
        facts.forEach(fact -> joined.merge(List.of(fact.id(), fact.node()), fact, SiteLook::join));
        return List.copyOf(joined.values());
    }

    private static SiteFact join(SiteFact first, SiteFact second) {
        Map<String, String> values = new HashMap<>(first.values());
        values.merge("device", second.values().getOrDefault("device", ""), (one, other) -> one + " " + other);
        String cure = second.cure().replace("on %s: ".formatted(second.node()), "");
        return new SiteFact(
                first.id(),
                first.node(),
                values,
                first.sentence() + "; " + second.sentence(),
                first.cure().isEmpty() || cure.isEmpty() ? first.cure() : first.cure() + "; " + cure);
    }

    /** What a node's answer says of it alone. */
    static List<SiteFact> of(Node node, List<String> devices, JsonNode seen) {
        if (node.role() == NodeRole.SWITCH) {
            return SegmentRemarks.ports(node, seen.path("devices"));
        }
        List<SiteFact> facts = new ArrayList<>();
        FirewallRemarks firewall = new FirewallRemarks(node.name(), seen);
        facts.addAll(firewall.input(devices));
        if (node.role() == NodeRole.KVM_HOST) {
            facts.addAll(firewall.bridged(BRIDGE));
        }
        InterfaceRemarks remarks = new InterfaceRemarks(node.name());
        devices.forEach(
                device -> facts.addAll(remarks.of(device, seen.path("devices").path(device))));
        return facts;
    }

    private JsonNode ask(Node node, List<String> devices) {
        try {
            CommandResult result = shell.run(
                    node,
                    "python3 -I - <<'SITE'\n%s\nprint(json.dumps(look(%s)))\nSITE\n"
                            .formatted(PROGRAM, JSON.writeValueAsString(devices)),
                    DEADLINE);
            if (!result.succeeded()) {
                throw new LabException("%s cannot be looked at for what its site has set up: %s"
                        .formatted(node, result.stderr().strip()));
            }
            return JSON.readTree(result.stdout());
        } catch (JsonProcessingException e) {
            throw new LabException(
                    "%s does not say in JSON what its site has set up: %s".formatted(node, e.getOriginalMessage()));
        }
    }
}
