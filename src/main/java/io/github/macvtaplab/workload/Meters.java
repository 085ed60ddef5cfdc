package io.github.macvtaplab.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Residents;
import io.github.macvtaplab.shell.Residents.Question;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Speak with the meters: the program on each node that runs load tools and their servers, and reads counters meanwhile. */
public final class Meters implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration SERVERS = Duration.ofSeconds(45);
    /** How far a clock may be moved during a run before its figures are worth nothing, in seconds. */
    private static final double LARGEST_STEP = 0.25;

    /** In place of a device's name: every device but the loopback. */
    static final String ALL = "*";

    private static final Map<String, CpuComponent> COMPONENTS = Map.of(
            "vcpu", CpuComponent.GUEST_VCPU,
            "qemu", CpuComponent.QEMU,
            "vhost", CpuComponent.VHOST,
            "openvswitch", CpuComponent.OPEN_VSWITCH,
            "softirq", CpuComponent.SOFTIRQ);

    private final Residents residents;

    /**
     * What a meter read.
     *
     * @param readings in the order of time, at least two
     * @param own CPU seconds that the meter itself used between the first and the last
     */
    record Series(List<Reading> readings, double own) {
        Series {
            readings = List.copyOf(readings);
        }

        Reading first() {
            return readings.get(0);
        }

        Reading last() {
            return readings.get(readings.size() - 1);
        }

        Counters device(String name) {
            return last().device(name).minus(first().device(name));
        }
    }

    /** Make one that reaches the nodes through a shell. */
    public Meters(Shell shell) {
        this.residents = new Residents(shell, "meter", List.of("/meter/meter.py"));
    }

    /** Start what serves on some nodes, in place of what served there before. */
    void serve(Map<Node, Serving> servings) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        servings.forEach((node, serving) -> questions.put(
                node,
                new Question(
                        "serve",
                        Map.of(
                                "files",
                                serving.files(),
                                "programs",
                                serving.programs().stream()
                                        .map(program -> List.of(program.words(), program.port()))
                                        .toList()))));
        residents.ask(questions, SERVERS);
    }

    void unserve(List<Node> nodes) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        nodes.forEach(node -> questions.put(node, new Question("unserve", Map.of())));
        residents.ask(questions, SERVERS);
    }

    /**
     * Begin to read counters: of devices, and of a KVM host's CPUs where guests are named.
     *
     * @param every from one reading to the next
     */
    void begin(Map<Node, Watch> watches, Duration every) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        watches.forEach((node, watch) -> {
            Map<String, Object> with = new HashMap<>();
            with.put("devices", watch.devices());
            with.put("guests", watch.guests().isEmpty() ? null : watch.guests());
            // A node whose CPUs are not asked for is read at the start and the end alone.
            with.put("every", watch.guests().isEmpty() ? null : every.toMillis() / 1000.0);
            questions.put(node, new Question("begin", with));
        });
        residents.ask(questions, ANSWER);
    }

    /** What to read on a node. */
    record Watch(List<String> devices, List<String> guests) {}

    Map<Node, Series> end(List<Node> nodes) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        nodes.forEach(node -> questions.put(node, new Question("end", Map.of())));
        Map<Node, Series> series = new LinkedHashMap<>();
        residents.ask(questions, ANSWER).forEach((node, answer) -> series.put(node, series(answer)));
        return series;
    }

    /**
     * Run scripts on some nodes, all at the same time.
     *
     * @param limit for each, after which it is ended
     * @return each node's results, in the order of its scripts
     * @throws WorkloadException if a node's clock was set meanwhile
     */
    Map<Node, List<Ran>> run(Map<Node, List<String>> scripts, Duration limit) {
        Map<Node, Question> questions = new LinkedHashMap<>();
        scripts.forEach((node, texts) ->
                questions.put(node, new Question("run", Map.of("scripts", texts, "limit", limit.toSeconds()))));
        Map<Node, List<Ran>> results = new LinkedHashMap<>();
        residents.ask(questions, limit.plus(ANSWER)).forEach((node, answer) -> {
            List<Ran> ran = new ArrayList<>();
            List<String> texts = scripts.getOrDefault(node, List.of());
            for (int i = 0; i < texts.size(); i++) {
                ran.add(ran(node, texts.get(i), answer.path(i)));
            }
            results.put(node, ran);
        });
        return results;
    }

    /**
     * A script that has run.
     *
     * @param start when it began, by its node's monotonic clock, in seconds
     * @param end when it was over
     */
    record Ran(CommandResult result, double start, double end) {}

    static Ran ran(Node node, String script, JsonNode answer) {
        double step = answer.path("step").asDouble();
        if (Math.abs(step) > LARGEST_STEP) {
            throw WorkloadException.on(
                    node,
                    "a clock that nobody sets during a run",
                    "it was moved by %.2f s; see what keeps the time there (chrony, ntpd, the hypervisor)"
                            .formatted(step));
        }
        double start = answer.path("start").asDouble();
        double end = answer.path("end").asDouble();
        return new Ran(
                new CommandResult(
                        node.name(),
                        script,
                        answer.path("status").asInt(),
                        answer.path("out").asText(),
                        answer.path("err").asText(),
                        Duration.ofNanos(Math.round((end - start) * 1e9))),
                start,
                end);
    }

    private static Series series(JsonNode answer) {
        List<Reading> readings = new ArrayList<>();
        for (JsonNode entry : answer.path("series")) {
            Map<String, Counters> devices = new HashMap<>();
            entry.path(1)
                    .properties()
                    .forEach(device -> devices.put(
                            device.getKey(),
                            new Counters(
                                    device.getValue().path(0).asLong(),
                                    device.getValue().path(1).asLong(),
                                    device.getValue().path(2).asLong(),
                                    device.getValue().path(3).asLong())));
            readings.add(new Reading(entry.path(0).asDouble(), devices, cpu(entry.path(2))));
        }
        return new Series(readings, answer.path("own").asDouble());
    }

    /** The components that have counters of their own; the rest is what is left of all that the CPUs did. */
    private static Map<CpuComponent, Double> cpu(JsonNode spent) {
        Map<CpuComponent, Double> cpu = new EnumMap<>(CpuComponent.class);
        if (spent.has("busy")) {
            double rest = spent.path("busy").asDouble();
            for (Map.Entry<String, CpuComponent> component : COMPONENTS.entrySet()) {
                double seconds = spent.path(component.getKey()).asDouble();
                cpu.put(component.getValue(), seconds);
                rest -= seconds;
            }
            cpu.put(CpuComponent.REST, rest);
        }
        return cpu;
    }

    /** End all meters, and what they have started. */
    @Override
    public void close() {
        residents.close();
    }
}
