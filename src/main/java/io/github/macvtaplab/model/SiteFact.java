package io.github.macvtaplab.model;

import java.util.Map;

/**
 * Something that the look at a node found, that is not the run's business, and that can spoil what the run measures.
 *
 * @param id what kind of thing it is, such as {@code bridge-netfilter}; {@code provision.site} finds them
 * @param node the node's name
 * @param values its details by name; {@code device} has the interfaces that it is about, if it is about any
 * @param sentence what is the matter, one sentence with the node's name, without a full stop
 * @param cure the command that mends it, with the node that it is for; empty if nothing is to be mended
 */
public record SiteFact(String id, String node, Map<String, String> values, String sentence, String cure) {
    /** Copies the map. */
    public SiteFact {
        values = Map.copyOf(values);
    }

    /** Says it in one line. */
    public String describe() {
        return cure.isEmpty() ? sentence : sentence + "; mend it: " + cure;
    }
}
