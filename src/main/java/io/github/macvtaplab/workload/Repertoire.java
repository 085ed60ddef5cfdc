package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Lane.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Find out which profiles the nodes of a lane have the tools for. */
final class Repertoire {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Shell shell;
    private final Lane lane;

    Repertoire(Shell shell, Lane lane) {
        this.shell = shell;
        this.lane = lane;
    }

    /**
     * Leave out the profiles whose special tool a node lacks. The tools of the others every lab must have; where one is missing, its
     * first sample says so.
     *
     * @param skipped told of each profile that is left out, and why
     */
    List<Profile> of(List<Profile> profiles, Consumer<String> skipped) {
        List<Profile> runnable = new ArrayList<>();
        for (Profile profile : profiles) {
            List<String> lacking = profile.needs().isEmpty() ? List.of() : lacking(profile.tool());
            if (lacking.isEmpty()) {
                runnable.add(profile);
            } else {
                skipped.accept("skipped %s: it needs %s, and there is no %s"
                        .formatted(profile.name(), profile.needs(), String.join(", no ", lacking)));
            }
        }
        return runnable;
    }

    private List<String> lacking(LoadTool tool) {
        Map<Node, Set<String>> programs = new LinkedHashMap<>();
        for (Pair pair : lane.pairs()) {
            programs.computeIfAbsent(pair.client(), node -> new LinkedHashSet<>())
                    .add(tool.name());
            tool.serving()
                    .programs()
                    .forEach(program -> programs.computeIfAbsent(pair.server(), node -> new LinkedHashSet<>())
                            .add(program.words().get(0)));
        }
        List<String> lacking = new ArrayList<>();
        programs.forEach((node, names) -> names.forEach(name -> {
            if (!shell.run(node, "command -v '%s'".formatted(name), ANSWER).succeeded()) {
                lacking.add(name + " on " + node.name());
            }
        }));
        return lacking;
    }
}
