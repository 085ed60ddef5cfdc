package io.github.macvtaplab.ansible;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stands in for Ansible's commands: notes what was run, and gives prepared outputs, the last one again and again. */
public final class CommandLineForTests implements CommandLine {
    /** How ansible-playbook ends that has changed two things. */
    public static final String RECAP =
            "{\"_event\":\"v2_playbook_on_stats\",\"stats\":{\"a\":{\"changed\":2,\"failures\":0,\"unreachable\":0}}}\n";

    /** The commands, each with its arguments. */
    public final List<List<String>> ran = new ArrayList<>();

    final List<Map<String, String>> environments = new ArrayList<>();
    private final List<Output> outputs;

    /** Make one that has these outputs. */
    public CommandLineForTests(Output... outputs) {
        this.outputs = List.of(outputs);
    }

    @Override
    public Output run(List<String> argv, Map<String, String> environment, Duration deadline, Privacy privacy) {
        ran.add(List.copyOf(argv));
        environments.add(environment);
        return outputs.get(Math.min(ran.size(), outputs.size()) - 1);
    }

    @Override
    public void add(Path folder) {
        // Nobody reads it.
    }

    @Override
    public String placeOf(Path folder) {
        return folder.toString();
    }

    @Override
    public String at(Path socket) {
        return socket.toString();
    }

    @Override
    public String describe() {
        return "a stand-in";
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
