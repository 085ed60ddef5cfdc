package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the attempts over one path gave.
 *
 * @param path the path
 * @param neighbours how the ends came to know each other's MAC addresses
 * @param answers number of each attempt that was answered (for one-way traffic: that arrived), and after how many seconds
 * @param attempts how many attempts the probe made, those of the witness not counted
 * @param deadline how long the path was listened to
 * @param tagsOut frames with the probe's tag that were seen leaving the sender's device
 * @param asksOut requests for the target's MAC address that were seen leaving the sender's device
 * @param answeredBy who answered: a MAC address or a node, as {@link #rightResponder} needs it; empty if unknown
 * @param expectedMac the target's MAC address
 * @param expectedNode what the target's station says that it is: the run's id and the node's name
 * @param errors what the sender's own kernel refused with
 */
public record ProbeResult(
        Path path,
        Neighbours neighbours,
        SortedMap<Integer, Double> answers,
        int attempts,
        Duration deadline,
        int tagsOut,
        int asksOut,
        Responder answeredBy,
        String expectedMac,
        String expectedNode,
        List<String> errors) {
    /** Number of the witness's attempt before the probe. */
    static final int BEFORE = 0;
    /** Number of the witness's attempt after the probe. */
    static final int AFTER = 5;
    /** Number of the attempt with given neighbours. */
    static final int GIVEN = 6;
    /** Number of the witness's attempt after the one with given neighbours. */
    static final int LAST = 7;

    private static final List<String> AT_HOME = List.of(
            "not permitted",
            "unreachable",
            "Cannot assign",
            "No such device",
            "is down",
            "Invalid argument",
            "Message too long",
            "No route");

    /**
     * Who an answer came from.
     *
     * @param node the run's id and the name that it gave; empty where the kernel answered
     * @param mac its MAC address; empty if no frame of it was seen
     */
    public record Responder(String node, String mac) {}

    /** Copy the collections. */
    public ProbeResult {
        answers = new TreeMap<>(answers);
        errors = List.copyOf(errors);
    }

    /** Whether an answer came to the probe. */
    public boolean answered() {
        return neighbours == Neighbours.GIVEN
                ? answers.containsKey(GIVEN)
                : answers.keySet().stream().anyMatch(attempt -> attempt < AFTER);
    }

    /**
     * Whether this path stood for another's probe before it: the attempt before the probe, or with given neighbours the last before
     * that, was answered, and in less time than the probe was listened to. A slow answer cannot show that silence means more
     * than slowness.
     */
    boolean heldBefore(ProbeResult probe) {
        return probe.neighbours() == Neighbours.GIVEN
                ? answeredWithin(AFTER, probe)
                : answeredWithin(BEFORE, probe) || answeredWithin(1, probe);
    }

    /** Whether this path stood for another's probe after it, in less time than the probe was listened to. */
    boolean heldAfter(ProbeResult probe) {
        return answeredWithin(probe.neighbours() == Neighbours.GIVEN ? LAST : AFTER, probe);
    }

    /** Whether this path stands for a probe of another round: any of its attempts was answered in less time than that took. */
    boolean heldInTime(ProbeResult probe) {
        return answers.keySet().stream().anyMatch(attempt -> answeredWithin(attempt, probe));
    }

    private boolean answeredWithin(int attempt, ProbeResult probe) {
        Double took = answers.get(attempt);
        return took != null && took * 1000 < probe.deadline().toMillis();
    }

    /** Whether a frame of the probe left the sender: with its tag, or, while the neighbour is unknown, the request for it. */
    public boolean frameSent() {
        return tagsOut > 0 || (neighbours == Neighbours.ASKED && asksOut > 0);
    }

    /** Whether the tool gave up for a reason of the sender's own, so that its failure says nothing about the path. */
    boolean failedAtHome() {
        return !answered()
                && errors.stream().anyMatch(error -> AT_HOME.stream().anyMatch(error::contains))
                && !frameSent();
    }

    /** Whether something at the target's address refused, so that frames did pass. */
    boolean refused() {
        return !answered() && errors.stream().anyMatch(error -> error.contains("refused"));
    }

    /** Whether the answer is the target's own, as far as can be told. */
    boolean rightResponder() {
        return (answeredBy.node().isEmpty() || answeredBy.node().equals(expectedNode))
                && (answeredBy.mac().isEmpty()
                        || expectedMac.isEmpty()
                        || answeredBy.mac().equals(expectedMac));
    }

    /** Seconds until the first answer. */
    OptionalDouble fastest() {
        return answers.values().stream().mapToDouble(Double::doubleValue).min();
    }

    /** The attempts that were answered, for the report: {@code before 1 after}. */
    String answeredAttempts() {
        Map<Integer, String> names = Map.of(BEFORE, "before", AFTER, "after", GIVEN, "given", LAST, "last");
        return answers.isEmpty()
                ? "none"
                : String.join(
                        " ",
                        answers.keySet().stream()
                                .map(attempt -> names.getOrDefault(attempt, attempt.toString()))
                                .toList());
    }
}
