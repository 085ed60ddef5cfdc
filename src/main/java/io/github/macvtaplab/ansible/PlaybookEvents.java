package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Read the events of the callback {@code ansible.posix.jsonl}: one JSON object a line. */
final class PlaybookEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> transcript = new ArrayList<>();
    private final Map<String, List<String>> failures = new LinkedHashMap<>();
    private int changed;
    private boolean finished;

    static PlaybookEvents parse(String stdout) {
        PlaybookEvents events = new PlaybookEvents();
        stdout.lines().filter(line -> line.startsWith("{")).forEach(events::read);
        return events;
    }

    private void read(String line) {
        JsonNode event;
        try {
            event = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            transcript.add("(not JSON) " + line);
            return;
        }
        String task = event.path("task").path("name").asText();
        String kind = event.path("_event").asText();
        if ("v2_playbook_on_play_start".equals(kind)) {
            transcript.add("PLAY " + event.path("play").path("name").asText());
        }
        if ("v2_playbook_on_stats".equals(kind)) {
            finished = true;
            event.path("stats").properties().forEach(entry -> recap(entry.getKey(), entry.getValue()));
        }
        if (kind.startsWith("v2_runner_") && !"v2_runner_on_start".equals(kind)) {
            event.path("hosts").properties().forEach(entry -> result(kind, task, entry.getKey(), entry.getValue()));
        }
    }

    /** Count a host in; the recap alone tells which failures were ignored or rescued. */
    private void recap(String host, JsonNode counts) {
        changed += counts.path("changed").asInt();
        if (counts.path("failures").asInt() == 0 && counts.path("unreachable").asInt() == 0) {
            failures.remove(host);
        }
    }

    private void result(String kind, String task, String host, JsonNode result) {
        boolean bad = kind.endsWith("failed") || kind.endsWith("unreachable");
        String state = kind.endsWith("skipped")
                ? "skipped"
                : bad
                        ? kind.substring(kind.lastIndexOf('_') + 1)
                        : result.path("changed").asBoolean() ? "changed" : "ok";
        transcript.add("  %-11s %-8s %s".formatted(state, host, task));
        String said = message(result);
        if (bad) {
            failures.computeIfAbsent(host, name -> new ArrayList<>())
                    .add("%s: task '%s': %s".formatted(host, task, said));
        }
        if (bad || result.path("changed").asBoolean()) {
            said.lines().forEach(text -> transcript.add("                " + text));
        }
    }

    private static String message(JsonNode result) {
        StringBuilder text = new StringBuilder();
        JsonNode items = result.path("results");
        if (items.isArray()) {
            items.forEach(item -> append(text, message(item)));
        }
        for (String field : List.of("stderr", "stdout", "msg")) {
            String value = result.path(field).asText().strip();
            boolean noise = "msg".equals(field)
                    && (text.length() > 0 || value.startsWith("All items") || value.startsWith("non-zero return code"));
            if (!value.isEmpty() && !noise) {
                append(text, value);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (!more.isEmpty()) {
            text.append(text.length() > 0 ? "\n" : "").append(more);
        }
    }

    List<String> transcript() {
        return transcript;
    }

    List<String> failures() {
        return failures.values().stream().flatMap(List::stream).toList();
    }

    int changed() {
        return changed;
    }

    /** Whether the playbook came to its recap. */
    boolean finished() {
        return finished;
    }
}
