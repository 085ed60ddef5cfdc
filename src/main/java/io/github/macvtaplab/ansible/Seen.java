package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** Says what stands in an inventory, in a message's words, and keeps to itself what is secret. */
final class Seen {
    private static final String VAULT = "__ansible_vault";
    private static final List<String> SECRET = List.of("pass", "secret", "key", "token", "vault");
    private static final int LONGEST = 60;

    private Seen() {}

    /** What a variable's value is. */
    static String value(String variable, JsonNode value) {
        String name = variable.toLowerCase(Locale.ROOT);
        if (isEncrypted(value)) {
            return "encrypted";
        } else if (value instanceof Decrypted || SECRET.stream().anyMatch(name::contains)) {
            return "a value that is not shown";
        } else if (value.isTextual()) {
            String text = value.asText();
            return text.isEmpty()
                    ? "empty"
                    : "'" + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...") + "'";
        } else if (value.isNumber()) {
            return "the number " + value.asText();
        } else if (value.isBoolean()) {
            return value.asText();
        } else if (value.isArray()) {
            return "a list";
        } else if (value.isObject()) {
            return "a map";
        }
        return "empty";
    }

    /** Whether Ansible left it encrypted. */
    static boolean isEncrypted(JsonNode value) {
        return value.isObject() && value.has(VAULT);
    }

    /** Whether only Ansible can say what it is: it is a template, or encrypted. */
    static boolean isOpen(JsonNode value) {
        return isEncrypted(value)
                || (value.isTextual()
                        && !(value instanceof Decrypted)
                        && (value.asText().contains("{{") || value.asText().contains("{%")));
    }

    /** Whether it stands for no value. */
    static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank());
    }

    /** Without what could break the line or disturb a terminal. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> line.append('?');
                default -> line.appendCodePoint(point);
            }
        });
        return line.toString();
    }
}
