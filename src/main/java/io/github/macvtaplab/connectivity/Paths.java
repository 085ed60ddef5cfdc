package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.SubnetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Name paths, and find the witnesses of one. */
public final class Paths {
    private Paths() {}

    /** Describe a path in a few words. */
    public static String describe(Path path) {
        return "%s -> %s, %s subnet, IP%s %s"
                .formatted(
                        lower(path.from()),
                        lower(path.to()),
                        lower(path.subnet()),
                        lower(path.family()),
                        path.protocol());
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Choose the witnesses of a path: the target answers a third node, and the sender's own tool reaches a third node.
     *
     * @param third the third node
     * @param subnet the subnet in which it is reached
     */
    public static List<Path> witnesses(Path path, End third, SubnetName subnet) {
        List<Path> witnesses = new ArrayList<>();
        witnesses.add(new Path(third, path.to(), subnet, path.family(), path.protocol()));
        witnesses.add(new Path(path.from(), third, subnet, path.family(), path.protocol()));
        return witnesses;
    }
}
