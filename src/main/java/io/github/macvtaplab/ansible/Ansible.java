package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.ansible.CommandLine.Privacy;
import io.github.macvtaplab.model.LabException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Play the project's playbooks against one inventory. One playbook at a time. */
public final class Ansible {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_BEGINNING = 40;
    private static final Duration RESOLVE = Duration.ofSeconds(60);

    private final CommandLine commandLine;
    private final List<String> inventories;
    private final List<String> hosts;
    private final Consumer<PlayResult> listener;
    private final Map<String, String> environment;

    /**
     * Make one.
     *
     * @param inventories the inventory sources, each as ansible-playbook's {@code -i} takes it
     * @param hosts those that may be played on, all others are left alone; empty for all of the inventory
     * @param environment of Ansible's commands
     * @param listener told of each playbook that was played, also of one that failed
     */
    public Ansible(
            CommandLine commandLine,
            List<String> inventories,
            List<String> hosts,
            Map<String, String> environment,
            Consumer<PlayResult> listener) {
        this.environment = Map.copyOf(environment);
        this.commandLine = commandLine;
        this.inventories = List.copyOf(inventories);
        this.hosts = List.copyOf(hosts);
        this.listener = listener;
    }

    /** The same, for some of the hosts that may be played on. */
    public Ansible on(List<String> fewer) {
        if (fewer.isEmpty() || !(hosts.isEmpty() || hosts.containsAll(fewer))) {
            throw new IllegalArgumentException("expected hosts of %s, got %s".formatted(hosts, fewer));
        }
        return new Ansible(commandLine, inventories, fewer, environment, listener);
    }

    /**
     * Play a playbook.
     *
     * @param playbook its path in the project
     * @param variables extra variables
     * @param deadline for all of it
     * @throws LabException if a task fails or a host cannot be reached; it names host, task and message
     */
    public synchronized PlayResult play(String playbook, Map<String, String> variables, Duration deadline) {
        long start = System.nanoTime();
        List<String> argv = command("ansible-playbook");
        if (!hosts.isEmpty()) {
            argv.addAll(List.of("--limit", String.join(",", hosts)));
        }
        argv.add(playbook);
        if (!variables.isEmpty()) {
            argv.add("--extra-vars");
            argv.add(json(variables));
        }
        CommandLine.Output output =
                commandLine.run(argv, with(Map.of("ANSIBLE_STDOUT_CALLBACK", "ansible.posix.jsonl")), deadline);
        PlaybookEvents events = PlaybookEvents.parse(output.stdout());
        PlayResult result = new PlayResult(
                playbook, events.changed(), events.transcript(), Duration.ofNanos(System.nanoTime() - start));
        listener.accept(result);
        if (!events.failures().isEmpty()) {
            throw new LabException(
                    "playbook %s failed on %s".formatted(playbook, String.join(" | ", events.failures())));
        }
        if (output.exitStatus() != 0 || !events.finished()) {
            throw new LabException("playbook %s ended with exit status %d: %s"
                    .formatted(playbook, output.exitStatus(), lastOf(output.stderr() + output.stdout())));
        }
        return result;
    }

    /**
     * Read the inventory as Ansible sees it.
     *
     * @throws LabException if ansible-inventory refuses it
     */
    public synchronized Inventory inventory() {
        List<String> argv = command("ansible-inventory");
        argv.add("--list");
        // It prints what is in vault files, too.
        CommandLine.Output output = commandLine.run(
                argv,
                with(Map.of("ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED", "true")),
                Duration.ofSeconds(60),
                Privacy.CONFIDENTIAL);
        if (output.exitStatus() != 0) {
            throw new LabException(
                    "the inventory %s cannot be read: %s".formatted(inventories, lastOf(output.stderr())));
        }
        JsonNode tree = tree(output.stdout());
        Map<String, List<String>> open = OpenVariables.in(tree);
        return new Inventory(tree, open.isEmpty() ? Resolved.NOTHING : resolve(open));
    }

    /** Ask Ansible for what ansible-inventory leaves open. No listener hears of it, as the answers can be secrets. */
    private Resolved resolve(Map<String, List<String>> open) {
        List<String> argv = command("ansible-playbook");
        argv.addAll(List.of("playbooks/resolve.yml", "--extra-vars", json(Map.of("open_variables", open))));
        CommandLine.Output output = commandLine.run(
                argv,
                with(Map.of(
                        "ANSIBLE_STDOUT_CALLBACK", "ansible.posix.jsonl",
                        // Nor any log or callback of the user's.
                        "ANSIBLE_LOG_PATH", "/dev/null",
                        "ANSIBLE_CALLBACKS_ENABLED", "")),
                RESOLVE,
                Privacy.CONFIDENTIAL);
        return Resolved.parse(output.stdout(), open)
                .orElseThrow(() -> new LabException(
                        "Ansible does not say what these variables of the inventory are: %s; playbooks/resolve.yml ended with exit status %d: %s"
                                .formatted(
                                        open,
                                        output.exitStatus(),
                                        lastOf(String.join(
                                                        " | ",
                                                        PlaybookEvents.parse(output.stdout())
                                                                .failures())
                                                + output.stderr()))));
    }

    /** What Jackson says is left out, and all but how the text begins: JSON that breaks off can have secrets in it. */
    @SuppressWarnings("UnusedException")
    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String first = text.strip().lines().findFirst().orElse("nothing");
            throw new LabException("ansible-inventory printed no JSON: "
                    + (first.length() <= LONGEST_BEGINNING ? first : first.substring(0, LONGEST_BEGINNING) + "..."));
        }
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return all;
    }

    private List<String> command(String program) {
        List<String> argv = new ArrayList<>(List.of(program));
        inventories.forEach(inventory -> argv.addAll(List.of("-i", inventory)));
        return argv;
    }

    private static String json(Map<String, ?> variables) {
        try {
            return JSON.writeValueAsString(variables);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lastOf(String text) {
        String stripped = text.strip();
        return stripped.length() <= 600 ? stripped : "..." + stripped.substring(stripped.length() - 600);
    }

    /** Say where Ansible runs, for the report. */
    public String describe() {
        return commandLine.describe();
    }
}
