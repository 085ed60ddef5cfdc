package io.github.macvtaplab.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.macvtaplab.model.Place;
import io.github.macvtaplab.workload.Exchange.RequestResponse;
import io.github.macvtaplab.workload.Exchange.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The profiles and levels of {@code workloads.yml}. */
public final class Workloads {
    private static final String RESOURCE = "/workloads.yml";

    private final Map<String, Profile> profiles = new LinkedHashMap<>();
    private final Map<String, Level> levels = new LinkedHashMap<>();

    private Workloads(JsonNode document) {
        document.path("profiles").properties().forEach(entry -> profiles.put(entry.getKey(), profile(entry)));
        document.path("levels").properties().forEach(entry -> levels.put(entry.getKey(), level(entry)));
    }

    /** Read them. */
    public static Workloads load() {
        try (InputStream stream = Workloads.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            return new Workloads(new YAMLMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Look a level up.
     *
     * @throws IllegalArgumentException if there is none of this name; it lists those that there are
     */
    public Level level(String name) {
        Level level = levels.get(name);
        if (level == null) {
            throw new IllegalArgumentException("no level '%s'; there are %s".formatted(name, levels.keySet()));
        }
        return level;
    }

    /** All profiles, in the order of the file. */
    public List<Profile> profiles() {
        return List.copyOf(profiles.values());
    }

    /** All levels, in the order of the file. */
    public List<Level> levels() {
        return List.copyOf(levels.values());
    }

    private static Profile profile(Map.Entry<String, JsonNode> entry) {
        JsonNode fields = entry.getValue();
        String kind = fields.path("kind").asText();
        Exchange exchange = switch (kind) {
            case "stream" ->
                new Stream(
                        fields.required("block").asInt(),
                        fields.required("guest").asText().equals("reads")
                                ? Exchange.Direction.GUEST_READS
                                : Exchange.Direction.GUEST_WRITES);
            case "request-response" ->
                new RequestResponse(
                        fields.required("request").asText().equals("smallest")
                                ? Wrk.SMALLEST
                                : fields.required("request").asInt(),
                        fields.required("response").asInt());
            default ->
                throw new IllegalStateException(
                        "%s: profile %s has kind '%s'".formatted(RESOURCE, entry.getKey(), kind));
        };
        List<Tool> tools = new ArrayList<>();
        fields.required("tools").forEach(name -> tools.add(Tool.named(name.asText())));
        return new Profile(entry.getKey(), exchange, tools);
    }

    private Level level(Map.Entry<String, JsonNode> entry) {
        JsonNode fields = entry.getValue();
        List<Profile> chosen = new ArrayList<>();
        if (fields.required("profiles").isTextual()) {
            chosen.addAll(profiles.values());
        } else {
            for (JsonNode name : fields.required("profiles")) {
                Profile profile = profiles.get(name.asText());
                if (profile == null) {
                    throw new IllegalStateException(
                            "%s: level %s names profile '%s'".formatted(RESOURCE, entry.getKey(), name.asText()));
                }
                chosen.add(profile);
            }
        }
        List<Place> places = new ArrayList<>();
        fields.required("places").forEach(name -> places.add(place(name.asText())));
        return new Level(
                entry.getKey(),
                chosen,
                numbers(fields.required("connections")),
                places,
                numbers(fields.required("pairs")),
                Duration.ofSeconds(fields.required("seconds").asInt()),
                fields.required("rounds").required("least").asInt(),
                fields.required("rounds").required("most").asInt());
    }

    private static Place place(String label) {
        return Arrays.stream(Place.values())
                .filter(place -> place.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("%s: there is no place '%s'".formatted(RESOURCE, label)));
    }

    private static List<Integer> numbers(JsonNode list) {
        List<Integer> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
