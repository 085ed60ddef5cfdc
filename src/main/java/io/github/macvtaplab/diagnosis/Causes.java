package io.github.macvtaplab.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the causes that are known by name: {@code causes.yml} in the resources. */
final class Causes {
    private static final String FILE = "/causes.yml";

    private Causes() {}

    /** Reads the project's own. */
    static List<Cause> load() {
        try (InputStream stream = Causes.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + FILE);
            }
            return read(YAMLMapper.builder().build().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * Reads some.
     *
     * @throws IllegalArgumentException naming the cause, if a field is unknown or missing
     */
    static List<Cause> read(JsonNode document) {
        List<Cause> causes = new ArrayList<>();
        document.path("causes").forEach(node -> causes.add(Cause.read(node)));
        return List.copyOf(causes);
    }
}
