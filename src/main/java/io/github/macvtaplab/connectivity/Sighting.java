package io.github.macvtaplab.connectivity;

import java.util.Set;

/**
 * What one device saw of the frames of a batch, going one way.
 *
 * @param node name of the node
 * @param device name of the device on the node
 * @param direction whether the node sent the frames by the device, or got them
 * @param what what the frames were
 * @param count how many
 * @param first when the first came, seconds since 1970 by the node's clock
 * @param sourceMac source MAC address of the first
 * @param targetMac target MAC address of the first; empty if unknown
 * @param attempts numbers of the attempts that were seen; empty for neighbour messages
 */
public record Sighting(
        String node,
        String device,
        Direction direction,
        What what,
        int count,
        double first,
        String sourceMac,
        String targetMac,
        Set<Integer> attempts) {

    /** The way of a frame, seen from the node. */
    public enum Direction {
        /** The node sent it by the device. */
        OUT,
        /** The node got it by the device. */
        IN
    }

    /** What a frame is to the batch. */
    public sealed interface What {}

    /** A frame with the tag of a path: the probe's own, or the answer to it. */
    public record Tagged(int path, boolean reply) implements What {}

    /** A request for a neighbour: ARP request or neighbour solicitation. */
    public record Ask(String asker, String target) implements What {}

    /** An answer to such a request: ARP reply or neighbour advertisement. */
    public record Tell(String target, String asker) implements What {}

    /** Copy the set. */
    public Sighting {
        attempts = Set.copyOf(attempts);
    }

    /** Whether the frames carried the tag of a path. */
    boolean tagged(int path) {
        return what instanceof Tagged tagged && tagged.path() == path;
    }

    /** Whether the frames asked for a target's MAC address. */
    boolean asks(String asker, String target) {
        return what instanceof Ask ask
                && ask.asker().equals(asker)
                && ask.target().equals(target);
    }

    /** Whether the frames told an asker a target's MAC address. */
    boolean tells(String target, String asker) {
        return what instanceof Tell tell
                && tell.target().equals(target)
                && tell.asker().equals(asker);
    }
}
