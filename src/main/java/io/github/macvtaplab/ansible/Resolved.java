package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Ansible makes of the variables that an inventory leaves open.
 *
 * @param values by host and variable; they can be secrets
 * @param refused by host and variable, why Ansible cannot say it
 */
record Resolved(Map<String, Map<String, JsonNode>> values, Map<String, Map<String, String>> refused) {
    static final Resolved NOTHING = new Resolved(Map.of(), Map.of());

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 200;
    /** How Ansible leads to an error from the one that it led to. */
    private static final Pattern WITHIN = Pattern.compile("^.*original message: ");
    /** From here on it quotes the template, which may hold anything. */
    private static final Pattern QUOTE = Pattern.compile("(\\. String| in template string): .*");
    /** How Ansible says the same twice. */
    private static final Pattern TWICE = Pattern.compile("(.+)\\. \\1");

    /**
     * Read what playbooks/resolve.yml prints.
     *
     * @return empty if that is not the answer to what was asked; what it says instead must not be shown
     */
    static Optional<Resolved> parse(String stdout, Map<String, List<String>> asked) {
        Resolved found = new Resolved(new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            for (String line :
                    stdout.lines().filter(text -> text.startsWith("{")).toList()) {
                JsonNode event = JSON.readTree(line);
                if ("v2_runner_on_ok".equals(event.path("_event").asText())) {
                    for (Map.Entry<String, JsonNode> host : event.path("hosts").properties()) {
                        found.take(host.getKey(), host.getValue().path("msg").asText());
                    }
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // The latter is how Base64 refuses a text. Neither is quoted.
            return Optional.empty();
        }
        return asked.entrySet().stream()
                        .allMatch(entry -> entry.getValue().stream().allMatch(name -> found.has(entry.getKey(), name)))
                ? Optional.of(found)
                : Optional.empty();
    }

    private void take(String host, String answer) throws JsonProcessingException {
        for (JsonNode entry : JSON.readTree(new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8))) {
            String name = entry.path("name").asText();
            if (entry.has("value")) {
                values.computeIfAbsent(host, none -> new LinkedHashMap<>())
                        .put(name, JSON.readTree(entry.path("value").asText()));
            } else {
                refused.computeIfAbsent(host, none -> new LinkedHashMap<>())
                        .put(name, reason(entry.path("refused").asText()));
            }
        }
    }

    /** The first line, which is the error; the others show where in a file it is, and no file of the user's. */
    private static String reason(String said) {
        String first = said.strip().lines().findFirst().orElse("nothing");
        String error = QUOTE.matcher(WITHIN.matcher(first).replaceFirst("")).replaceFirst("");
        Matcher twice = TWICE.matcher(error);
        String once = twice.matches() ? twice.group(1) : error;
        return once.length() <= LONGEST ? once : once.substring(0, LONGEST) + "...";
    }

    private boolean has(String host, String name) {
        return values.getOrDefault(host, Map.of()).containsKey(name)
                || refused.getOrDefault(host, Map.of()).containsKey(name);
    }

    /** Put the values in the places of what they were made of. */
    void into(InventoryTree tree) {
        values.forEach((host, own) -> {
            if (tree.variables(host) instanceof ObjectNode variables) {
                own.forEach((name, value) -> variables.set(name, Decrypted.marked(variables.path(name), value)));
            }
        });
    }

    /** The suite's own variables of a host that were templates, with what was put in their places. */
    Map<String, JsonNode> playable(String host, JsonNode variables) {
        Map<String, JsonNode> own = new TreeMap<>();
        values.getOrDefault(host, Map.of()).keySet().stream()
                .filter(name -> name.startsWith(LabVariable.PREFIX))
                .filter(name -> !Decrypted.isIn(variables.path(name)))
                .forEach(name -> own.put(name, variables.path(name)));
        return own;
    }

    /** Tell what could not be resolved. */
    void tell(Problems problems) {
        refused.forEach((host, own) -> own.forEach((name, why) -> problems.add(
                host,
                "%s cannot be resolved by Ansible, which says: %s; %s"
                        .formatted(
                                name,
                                why,
                                why.contains("vault secrets")
                                        ? "give the vault's password, by -Dlab.vault.password.file"
                                        : "correct it, or set what it needs"))));
    }

    /** Leaves the values out. */
    @Override
    public String toString() {
        return "Resolved[values=" + values.keySet() + ", refused=" + refused + "]";
    }
}
