package io.github.macvtaplab.report;

import static io.github.macvtaplab.workload.SamplesForTests.load;
import static io.github.macvtaplab.workload.SamplesForTests.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that each sample is on disk as soon as it is taken. */
class SampleFilesTest {
    private static final Sample SAMPLE = sample("linux-bridge", load("rr1c-200x1000", 50), 2, 2035.5, 0.4);

    @TempDir
    private Path directory;

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve("latest").resolve(file));
    }

    private void write(int times) {
        SampleFiles files = new SampleFiles(directory.resolve("latest"), "rack, \"seven\"");
        for (int i = 0; i < times; i++) {
            files.add(SAMPLE);
        }
    }

    @Test
    void everySampleIsALineOfItsOwn() throws IOException {
        write(2);

        assertThat(lines(SampleFiles.JSON_FILE)).hasSize(2);
        assertThat(lines(SampleFiles.CSV_FILE)).hasSize(3);
    }

    @Test
    void lineSaysItsFormatAndEverything() throws IOException {
        write(1);

        JsonNode line = new ObjectMapper().readTree(lines(SampleFiles.JSON_FILE).get(0));
        assertThat(line.path("schema").asText() + "/" + line.path("version").asInt())
                .isEqualTo("macvtap-lab/sample/1");
        assertThat(line.path("tool").asText()).isEqualTo("wrk");
        assertThat(line.path("rate").asDouble()).isEqualTo(2035.5);
        assertThat(line.path("rateUnit").asText()).isEqualTo("transactions/s");
        assertThat(line.at("/cpuCostByComponent/guest vCPU").asDouble()).isEqualTo(0.2);
        assertThat(line.at("/attested/0/device").asText()).isEqualTo("g1 eth1");
        assertThat(line.at("/series/1/gigabits").asDouble()).isEqualTo(0.6);
    }

    @Test
    void tableHasOneHeadingAndQuotesWhatNeedsIt() throws IOException {
        write(2);

        assertThat(lines(SampleFiles.CSV_FILE).get(0))
                .startsWith("at,lab,entrant,wiring,profile,tool,place,pairs,connections");
        assertThat(lines(SampleFiles.CSV_FILE).get(2)).contains("\"rack, \"\"seven\"\"\",linux-bridge");
    }

    @Test
    void placeThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(directory.resolve("latest"), "a file in its place");

        assertThatThrownBy(() -> write(1))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("this machine: expected to write a sample to ")
                .hasMessageContaining("the samples before it are kept");
    }

    @Test
    void fullDiskIsSaidAndLeavesWhatIsThere() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).isTrue();
        write(1);
        Files.delete(directory.resolve("latest").resolve(SampleFiles.CSV_FILE));
        Files.createSymbolicLink(directory.resolve("latest").resolve(SampleFiles.CSV_FILE), full);

        assertThatThrownBy(() -> write(1))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("No space left on device");
        assertThat(lines(SampleFiles.JSON_FILE).get(0)).contains("\"rate\":2035.5");
    }
}
