package io.github.macvtaplab.ansible;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Gives what Ansible's commands printed when they were recorded. */
final class Recorded {
    private Recorded() {}

    static String text(String name) {
        try (InputStream stream =
                Objects.requireNonNull(Recorded.class.getResourceAsStream("/ansible/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
