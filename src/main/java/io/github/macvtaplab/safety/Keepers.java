package io.github.macvtaplab.safety;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Residents;
import io.github.macvtaplab.shell.Residents.Question;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The small program on each node that holds its lease and its undo journal. It ends with the SSH connection. */
public final class Keepers implements AutoCloseable {
    /** What the file on the node is made of, too. */
    static final List<String> JOURNAL = List.of("/safety/netstate.py", "/safety/guard.py", "/safety/journal.py");

    private final Residents residents;

    /** Make one that reaches the nodes through a shell. */
    public Keepers(Shell shell) {
        residents = new Residents(
                shell, "keeper", List.of(JOURNAL.get(0), JOURNAL.get(1), JOURNAL.get(2), "/safety/keeper.py"));
    }

    synchronized Map<Node, JsonNode> ask(
            Collection<Node> nodes, String command, Function<Node, Map<String, ?>> with, Duration deadline) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        nodes.forEach(node -> questions.put(node, new Question(command, with.apply(node))));
        return residents.ask(questions, deadline);
    }

    /** End all of them, and with them the leases that they hold. */
    @Override
    public void close() {
        residents.close();
    }
}
