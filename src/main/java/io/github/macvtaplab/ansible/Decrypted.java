package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A text that stands encrypted in the inventory. It is used as any other; no message shows it, and no file of the run holds it. */
final class Decrypted extends TextNode {
    private static final long serialVersionUID = 1L;

    private Decrypted(String text) {
        super(text);
    }

    /**
     * Take what Ansible has made of a value, and mark in it what was encrypted.
     *
     * @param written the value as it stands in the inventory
     * @param resolved the same value, in clear
     */
    static JsonNode marked(JsonNode written, JsonNode resolved) {
        if (Seen.isEncrypted(written)) {
            return resolved.isTextual() ? new Decrypted(resolved.asText()) : resolved;
        } else if (written.isObject() && resolved.isObject()) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            resolved.properties()
                    .forEach(entry -> all.set(entry.getKey(), marked(written.path(entry.getKey()), entry.getValue())));
            return all;
        } else if (written.isArray() && resolved.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < resolved.size(); i++) {
                all.add(marked(written.path(i), resolved.path(i)));
            }
            return all;
        }
        return resolved;
    }

    /** Whether a value is one, or has one in it. */
    static boolean isIn(JsonNode value) {
        if (value instanceof Decrypted) {
            return true;
        }
        for (JsonNode part : value) {
            if (isIn(part)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "\"...\"";
    }
}
