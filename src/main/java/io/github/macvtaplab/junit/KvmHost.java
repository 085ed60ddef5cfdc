package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.LabPart;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.GuestSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A KVM host of the run: the tested one, or the one that carries the far end of traffic.
 *
 * @param layout of the lab as far as it is this host's business
 * @param source what its guests are made from
 * @param accelerator begins to find out how they run, or goes on with it
 */
record KvmHost(Layout layout, GuestSource source, Supplier<CompletableFuture<Accelerator>> accelerator) {

    /** The names of the nodes that are prepared together with it, and by no other KVM host. */
    List<String> nodes() {
        Set<Node> nodes = new LinkedHashSet<>(layout.tested().keySet());
        layout.other().ifPresent(other -> nodes.removeAll(other.tested().keySet()));
        return nodes.stream().map(Node::name).toList();
    }

    /** What playbooks are told of this host alone. */
    Map<String, Object> variables() {
        Map<String, Object> variables = new TreeMap<>(Map.of(
                "lab_guests", layout.guests().stream().map(Node::name).toList(),
                "lab_guest_directory", source.directory(),
                "guest_image", source.file()));
        if (!layout.has(LabPart.SECOND_UPLINK)) {
            // It may have one that is no part of this run.
            variables.put("lab_second_uplink", "");
        }
        return variables;
    }
}
