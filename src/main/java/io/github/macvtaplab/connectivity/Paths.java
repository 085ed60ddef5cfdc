package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Name paths, and list those of a lab. */
public final class Paths {
    private Paths() {}

    /** Describe a path in a few words. */
    public static String describe(Path path) {
        return "%s, IP%s %s"
                .formatted(
                        way(path),
                        lower(path.family()),
                        path.protocol().exchange()
                                ? path.protocol()
                                : path.protocol().label());
    }

    /** Say what a path has in common with those of other protocols between the same addresses. */
    public static String way(Path path) {
        return "%s -> %s, %s subnet".formatted(lower(path.from()), lower(path.to()), lower(path.subnet()));
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** List every path there is between the ends of a wired lab, in the given protocols. */
    public static List<Path> all(Topology topology, Collection<Protocol> protocols) {
        List<Path> paths = new ArrayList<>();
        for (SubnetName subnet : SubnetName.values()) {
            for (End from : topology.ends()) {
                for (End to : topology.ends()) {
                    for (IpFamily family : IpFamily.values()) {
                        if (from != to && topology.has(from, subnet, family) && topology.has(to, subnet, family)) {
                            protocols.stream()
                                    .filter(protocol -> protocol.existsIn(family))
                                    .forEach(protocol -> paths.add(new Path(from, to, subnet, family, protocol)));
                        }
                    }
                }
            }
        }
        return paths;
    }
}
