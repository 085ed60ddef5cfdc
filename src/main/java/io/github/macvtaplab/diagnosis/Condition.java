package io.github.macvtaplab.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that must be known of a lab for a cause to be considered.
 *
 * @param name the fact's name; {@code *} stands for one word, and is quoted as {@code {1}}, {@code {2}}, ...
 * @param value a regular expression for the whole of its value; empty where there must be no such fact
 */
record Condition(Pattern name, Optional<Pattern> value) {

    /**
     * A fact that meets the condition, with what may be quoted of it.
     *
     * @param words what may be quoted, by name
     */
    record Met(Fact fact, Map<String, String> words) {}

    /** Reads one: the fact's name, and the value that it must have, or {@code null} where there must be none. */
    static Condition read(String name, JsonNode value) {
        StringBuilder pattern = new StringBuilder();
        for (String word : name.split(" ", -1)) {
            pattern.append(pattern.isEmpty() ? "" : " ").append("*".equals(word) ? "(\\S+)" : Pattern.quote(word));
        }
        return new Condition(
                Pattern.compile(pattern.toString()),
                value.isNull() ? Optional.empty() : Optional.of(Pattern.compile(value.asText(), Pattern.DOTALL)));
    }

    /** Returns the facts that meet it; for one that there must not be, nothing if there is none. */
    List<Met> met(List<Fact> facts) {
        List<Met> found = new ArrayList<>();
        for (Fact fact : facts) {
            Matcher matcher = name.matcher(fact.name());
            if (matcher.matches()
                    && value.map(pattern -> pattern.matcher(fact.value()).matches())
                            .orElse(true)) {
                Map<String, String> words = new HashMap<>(fact.words());
                words.put("value", fact.value());
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    words.put(String.valueOf(group), matcher.group(group));
                }
                found.add(new Met(fact, words));
            }
        }
        return found;
    }
}
