package io.github.macvtaplab.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that what {@code bootstrap} says of a property before anything is compiled is what {@link LabConfig} says of it. */
class CheckPropertiesTest {
    private static final Path CHECK = Path.of("src/main/bootstrap/check-properties");
    private static final Path TABLE = Path.of("src/main/resources/lab-properties");
    /** Within which a wrong property has to be refused. */
    private static final int SECONDS = 3;

    /** One line of the list of properties. */
    private record Listed(String name, String kind, List<String> values) {
        static Listed read(String line) {
            List<String> words = Arrays.asList(line.split(" +", -1));
            return new Listed(words.get(0), words.get(1), words.subList(2, words.size()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Said(int status, String text) {}

    static List<Listed> listed() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Listed::read)
                .toList();
    }

    static Stream<Listed> withValues() throws IOException {
        return listed().stream().filter(property -> !property.values().isEmpty());
    }

    @Test
    void everyPropertyIsListed() throws IOException {
        assertThat(listed()).extracting(Listed::name).containsExactlyElementsOf(LabProperty.names());
    }

    @Test
    void everyPropertyWithAChoiceHasItsValuesListed() throws IOException {
        for (String name : LabProperty.names()) {
            String words = refusal(name, "no-such-thing");
            Listed property = listed().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            // What is no choice says "a path", "a time", "a whole number", "names".
            boolean choice = !words.isEmpty() && !words.matches(".*; valid: (a |names ).*");
            assertThat(property.values().isEmpty()).as(name + ": " + words).isNotEqualTo(choice);
        }
    }

    @ParameterizedTest
    @MethodSource("withValues")
    void everyListedValueIsTaken(Listed property) throws IOException {
        for (String value : property.values()) {
            assertThat(refusal(property.name(), value)).isEmpty();
            assertThat(check("-D" + property.name() + "=" + value)).isEqualTo(new Said(0, ""));
        }
    }

    @ParameterizedTest
    @MethodSource("withValues")
    void aWrongValueIsRefusedInTheSameWords(Listed property) throws IOException {
        for (String wrong : List.of("no-such-thing", "Off", property.values().get(0) + "x")) {
            String words = refusal(property.name(), wrong);
            assertThat(words).isNotEmpty();
            assertThat(check("mvn", "verify", "-D" + property.name() + "=" + wrong))
                    .isEqualTo(new Said(2, "bootstrap: " + words));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab.acelerator", "lab.claim", "lab.x", "lab.performance"})
    void anUnknownPropertyIsRefusedInTheSameWords(String name) throws IOException {
        String words = refusal(name, "1");
        assertThat(words).startsWith("unknown property '" + name + "' (nearest: lab.");
        assertThat(check("mvn", "-D" + name + "=1")).isEqualTo(new Said(2, "bootstrap: " + words));
        assertThat(check("mvn", "--define", name + "=1")).isEqualTo(new Said(2, "bootstrap: " + words));
    }

    @ParameterizedTest
    @CsvSource({"HAIRPIN-SWITCH;exposd, EXPOSED", "EXPOSED;THROUGPUT, THROUGHPUT"})
    void theNearestClaimIsNamed(String claims, String nearest) throws IOException {
        String words = refusal("lab.claims", claims.replace(';', ','));
        assertThat(words).contains("(nearest: " + nearest + ")");
        assertThat(check("-Dlab.claims=" + claims.replace(';', ','))).isEqualTo(new Said(2, "bootstrap: " + words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab.claims=EXPOSED, HAIRPIN-SWITCH",
                "lab.claims=",
                "lab.performance.rr=auto",
                "lab.host=kvm1,kvm2"
            })
    void whatTheSuiteTakesIsTaken(String property) throws IOException {
        assertThat(refusal(property.split("=", 2)[0], property.split("=", 2)[1]))
                .isEmpty();
        assertThat(check("mvn", "verify", "-Plab", "-D" + property, "-Dother=1"))
                .isEqualTo(new Said(0, ""));
    }

    @Test
    void anInventoryThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        assertThat(check("mvn", "-Dlab.inventory=inventory/mylab"))
                .isEqualTo(new Said(
                        2,
                        "bootstrap: lab.inventory is 'inventory/mylab', and from %s there is no such file or directory;"
                                        .formatted(Path.of("").toAbsolutePath())
                                + " described here: inventory/embedded inventory/example"));
    }

    @Test
    void aPropertyWithoutAValueIsTrueAsMavenHasIt() throws IOException {
        assertThat(check("mvn", "-Dlab.history").text()).isEqualTo("bootstrap: lab.history is 'true'; valid: on, off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dlab.suite=standart", "-Dlab.acelerator=kvm", "-Dlab.inventory=inventory/mylab"})
    @Timeout(SECONDS)
    void bootstrapRefusesBeforeItRunsTheCommand(String property) throws IOException {
        Said said = run("./bootstrap", "sh", "-c", "echo ran", "sh", property);
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text()).startsWith("bootstrap: ").doesNotContain("ran\n");
    }

    /** What the suite itself says of a property; nothing if it takes it. */
    private static String refusal(String name, String value) {
        try {
            LabConfig.from(Map.of(name, value));
            return "";
        } catch (LabConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Said check(String... arguments) throws IOException {
        return run(Stream.concat(Stream.of(CHECK.toString()), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private static Said run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            String text = String.join("\n", output.lines().toList());
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", List.of(command))
                    .isTrue();
            return new Said(process.exitValue(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
