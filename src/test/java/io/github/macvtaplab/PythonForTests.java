package io.github.macvtaplab;

import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.github.macvtaplab.ansible.CommandLine.Output;
import io.github.macvtaplab.ansible.LocalCommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Runs a script by this machine's python3, isolated as on a node; without one, the test is skipped. */
public final class PythonForTests {
    private static final Duration AMPLE = Duration.ofSeconds(60);

    private PythonForTests() {}

    public static Output run(String... arguments) {
        assumeThatCode(() -> python("--version")).doesNotThrowAnyException();
        return python(arguments);
    }

    private static Output python(String... arguments) {
        try (LocalCommandLine here = new LocalCommandLine(Path.of("."))) {
            return here.run(
                    Stream.concat(Stream.of("python3", "-I"), Stream.of(arguments))
                            .toList(),
                    Map.of(),
                    AMPLE);
        }
    }
}
