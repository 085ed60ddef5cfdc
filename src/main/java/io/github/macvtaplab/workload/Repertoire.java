package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import io.github.macvtaplab.workload.Lane.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Find out which profiles the nodes of a lane have the tools for, and decide on the tool of each. */
final class Repertoire {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Shell shell;
    private final Lane lane;
    private final Map<Tool, List<Program>> lacked = new EnumMap<>(Tool.class);

    /** A program that a node has to have. */
    private record Program(Node node, String name) {
        @Override
        public String toString() {
            return name + " on " + node.name();
        }
    }

    Repertoire(Shell shell, Lane lane) {
        this.shell = shell;
        this.lane = lane;
    }

    /**
     * Decide on the tool of each profile, and leave out those that the nodes lack every tool for. A tool that every lab must have is not
     * looked for, unless it was asked for by name; where it is missing, its first sample says so.
     *
     * @param skipped told of each profile that is left out, and of each tool that one end has and the other lacks, and why
     * @throws WorkloadException if a node lacks the tool that was asked for
     */
    List<Profile> of(List<Profile> profiles, Consumer<String> skipped) {
        List<Profile> runnable = new ArrayList<>();
        for (Profile profile : profiles) {
            Optional<Tool> tool = profile.asked().isEmpty() ? found(profile, skipped) : asked(profile, skipped);
            tool.map(profile::madeBy).ifPresent(runnable::add);
        }
        return runnable;
    }

    private Optional<Tool> found(Profile profile, Consumer<String> skipped) {
        List<String> missing = new ArrayList<>();
        List<String> halves = new ArrayList<>();
        for (Tool tool : profile.candidates()) {
            Set<Program> needed = needed(tool.of(profile.exchange()));
            List<Program> lacked = tool.everywhere() ? List.of() : lacked(tool, needed);
            if (lacked.isEmpty()) {
                halves.forEach(half -> skipped.accept(
                        "%s is made by %s, as there is %s".formatted(profile.name(), tool.program(), half)));
                return Optional.of(tool);
            }
            missing.add(no(lacked));
            if (lacked.size() < needed.size()) {
                halves.add(no(lacked));
            }
        }
        skipped.accept("skipped %s: it needs %s, and there is %s"
                .formatted(
                        profile.name(),
                        profile.tools().stream().map(Tool::program).collect(Collectors.joining(" or ")),
                        String.join(", ", missing)));
        return Optional.empty();
    }

    private Optional<Tool> asked(Profile profile, Consumer<String> skipped) {
        Optional<Tool> tool = profile.candidates().stream().findFirst();
        if (tool.isEmpty()) {
            skipped.accept("skipped %s: it needs %s, and %s was asked for"
                    .formatted(
                            profile.name(),
                            profile.tools().stream().map(Tool::program).collect(Collectors.joining(" or ")),
                            profile.asked().stream().map(Tool::program).collect(Collectors.joining(", "))));
            return tool;
        }
        List<Program> lacked = lacked(tool.get(), needed(tool.get().of(profile.exchange())));
        if (!lacked.isEmpty()) {
            throw WorkloadException.on(
                    lacked.get(0).node(),
                    "%s, which was asked for, for %s".formatted(tool.get().program(), profile.name()),
                    "%s; install it, or set lab.performance.rr to other tools".formatted(no(lacked)));
        }
        return tool;
    }

    private static String no(List<Program> lacked) {
        return lacked.stream().map(program -> "no " + program).collect(Collectors.joining(", "));
    }

    private Set<Program> needed(LoadTool tool) {
        Set<Program> programs = new LinkedHashSet<>();
        for (Pair pair : lane.pairs()) {
            programs.add(new Program(pair.client(), tool.name()));
            tool.serving()
                    .programs()
                    .forEach(program -> programs.add(
                            new Program(pair.server(), program.words().get(0))));
        }
        return programs;
    }

    private List<Program> lacked(Tool tool, Set<Program> needed) {
        return lacked.computeIfAbsent(
                tool,
                any -> needed.stream()
                        .filter(program -> !shell.run(
                                        program.node(), "command -v '%s'".formatted(program.name()), ANSWER)
                                .succeeded())
                        .toList());
    }
}
