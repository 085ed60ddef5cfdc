package io.github.macvtaplab.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the sources of the programs that run on nodes. */
public final class Sources {
    private Sources() {}

    /**
     * Puts resources together to one program.
     *
     * @param resources absolute names of resources, in the order in which they are to be run
     */
    public static String read(List<String> resources) {
        StringBuilder text = new StringBuilder();
        for (String resource : resources) {
            try (InputStream stream = Sources.class.getResourceAsStream(resource)) {
                if (stream == null) {
                    throw new IllegalStateException("no resource " + resource);
                }
                text.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }
}
