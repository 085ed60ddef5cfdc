package io.github.macvtaplab.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.macvtaplab.junit.Bench;
import io.github.macvtaplab.junit.WiredLab;
import io.github.macvtaplab.model.Cable;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.SubnetName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;

/**
 * A fault of {@code faults.yml}. Its scripts may use {@code ${host4} ${host6} ${second4} ${second6} ${peer4}} (with prefix length),
 * {@code ${guest4} ${guest6}} (without), {@code ${peer6}} (all of the peer's), {@code ${uplink} ${second} ${lan} ${nic}} (interfaces),
 * {@code ${port} ${secondport} ${peerport} ${bridge}} (of the switch), {@code ${guest}} (libvirt's name), {@code ${mac}} (the guest's) and
 * {@code ${uplinkmac}}.
 */
record Fault(
        String id,
        @Nullable String part,
        @Nullable List<Step> steps,
        @Nullable List<Step> mend,
        @JsonProperty("disguise") boolean disguised,
        List<String> cause,
        @Nullable Set<String> falls,
        @Nullable Set<String> holds,
        @Nullable JsonNode silenced) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    record Step(String node, String run) {}

    private record Document(List<Fault> faults, List<List<String>> pairs) {}

    /** Reads all of them: each by itself, then the pairs; the whole lab once more at the end, to show that all was mended. */
    static List<List<Fault>> load() {
        try (InputStream stream =
                Objects.requireNonNull(Fault.class.getResourceAsStream("/faults.yml"), "no resource /faults.yml")) {
            Document document = YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(stream, Document.class);
            Map<String, Fault> byId = document.faults().stream().collect(Collectors.toMap(Fault::id, fault -> fault));
            return Stream.of(
                            document.faults().stream().map(List::of),
                            document.pairs().stream()
                                    .map(pair -> pair.stream()
                                            .map(id -> Objects.requireNonNull(byId.get(id), "no fault '" + id + "'"))
                                            .toList()),
                            Stream.of(List.of(document.faults().get(0))))
                    .flatMap(part -> part)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("faults.yml cannot be read", e);
        }
    }

    Set<ClaimId> mustFall() {
        return claims(falls);
    }

    Set<ClaimId> mustHold() {
        return claims(holds);
    }

    private static Set<ClaimId> claims(@Nullable Set<String> ids) {
        return ids == null
                ? Set.of()
                : ids.stream().map(id -> ClaimId.valueOf(id.replace('-', '_'))).collect(Collectors.toSet());
    }

    void make(Bench bench, WiredLab wired) {
        if (disguised) {
            bench.replaceMacvtapSilentlyByBridge();
        }
        run(steps, bench, wired);
    }

    void mend(Bench bench, WiredLab wired) {
        run(mend, bench, wired);
    }

    private void run(@Nullable List<Step> wanted, Bench bench, WiredLab wired) {
        if (wanted == null) {
            return;
        }
        for (Step step : wanted) {
            Node node = node(bench.layout(), step.node());
            CommandResult result =
                    bench.shell().run(node, StringSubstitutor.replace(step.run(), words(bench, wired)), DEADLINE);
            if (!result.succeeded()) {
                throw new LabException(
                        "the fault '%s' cannot be made or mended on %s: %s".formatted(id, node, result.stderr()));
            }
        }
    }

    private static Node node(Layout layout, String on) {
        return switch (on) {
            case "host" -> layout.host();
            case "switch" -> layout.lanSwitch();
            case "peer" -> layout.node(End.PEER);
            case "guest" -> layout.node(End.GUEST);
            default -> throw new IllegalArgumentException("a fault is on host, switch, peer or guest, got " + on);
        };
    }

    private static Map<String, String> words(Bench bench, WiredLab wired) {
        Layout layout = bench.layout();
        Node peer = layout.node(End.PEER);
        Map<String, String> words = new HashMap<>();
        words.put("port", layout.uplinkPort());
        words.put("secondport", layout.switchPorts().getOrDefault(Cable.SECOND_UPLINK, ""));
        words.put("peerport", layout.switchPorts().getOrDefault(Cable.PEER, ""));
        words.put("bridge", bench.switchBridge());
        words.put("guest", layout.domain(layout.node(End.GUEST)));
        words.put("nic", wired.device(End.GUEST, SubnetName.SHARED));
        words.put("guest4", wired.address(End.GUEST, SubnetName.SHARED, IpFamily.V4));
        words.put("guest6", wired.address(End.GUEST, SubnetName.SHARED, IpFamily.V6));
        words.put("mac", layout.testMac().getOrDefault(layout.node(End.GUEST).name(), ""));
        words.put("lan", layout.peerNic().orElseThrow());
        words.put("uplink", layout.uplink());
        words.put("uplinkmac", bench.macOfUplink());
        words.put("second", layout.secondUplink().orElseThrow());
        words.put("host4", layout.addressWithPrefix(layout.host(), SubnetName.SHARED, IpFamily.V4));
        words.put("host6", layout.addressWithPrefix(layout.host(), SubnetName.SHARED, IpFamily.V6));
        words.put("second4", layout.addressWithPrefix(layout.host(), SubnetName.SECOND, IpFamily.V4));
        words.put("second6", layout.addressWithPrefix(layout.host(), SubnetName.SECOND, IpFamily.V6));
        words.put("peer4", layout.addressWithPrefix(peer, SubnetName.SHARED, IpFamily.V4));
        words.put(
                "peer6",
                Stream.of(SubnetName.values())
                        .map(subnet -> layout.addressWithPrefix(peer, subnet, IpFamily.V6))
                        .collect(Collectors.joining(" ")));
        return words;
    }

    @Override
    public String toString() {
        return id;
    }
}
