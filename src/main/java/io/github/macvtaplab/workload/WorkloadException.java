package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;

/** Says that a run of a workload yields no sample: the node, what was expected, what was seen, what to do. */
public final class WorkloadException extends LabException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 300;

    private WorkloadException(String message) {
        super(message);
    }

    /** Make one about the run of a tool. */
    static WorkloadException of(LoadTool tool, CommandResult result, String expected, String seen) {
        return new WorkloadException("%s on %s: expected %s, saw %s. %s"
                .formatted(
                        tool.name(),
                        result.node(),
                        expected,
                        shorten(seen),
                        result.exitStatus() == 127
                                ? "Install %s on %s.".formatted(tool.name(), result.node())
                                : "See the command's output in the report; no sample was taken."));
    }

    /** Make one about a node. */
    static WorkloadException on(Node node, String expected, String seen) {
        return new WorkloadException("%s: expected %s, saw %s.".formatted(node.name(), expected, shorten(seen)));
    }

    private static String shorten(String seen) {
        String line = seen.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "nothing";
        }
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
