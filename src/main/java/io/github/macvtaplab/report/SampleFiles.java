package io.github.macvtaplab.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Keep samples on disk from the moment that each is taken: one JSON object a line, and the same as a table for spreadsheets.
 */
public final class SampleFiles {
    /** Name of the file with everything. */
    public static final String JSON_FILE = "samples.jsonl";

    /** Name of the table. */
    public static final String CSV_FILE = "samples.csv";

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final CsvMapper CSV = new CsvMapper();

    private final Path directory;
    private final String lab;

    /**
     * Make one.
     *
     * @param directory where to; made if it is not there
     * @param lab name of the lab
     */
    public SampleFiles(Path directory, String lab) {
        this.directory = directory;
        this.lab = lab;
    }

    /**
     * Add a sample to both files.
     *
     * @throws LabException naming the file, if it cannot be written, as on a full disk; what is there already stays
     */
    public void add(Sample sample) {
        SampleEntry entry = SampleEntry.of(lab, sample);
        Path csv = directory.resolve(CSV_FILE);
        try {
            Files.createDirectories(directory);
            append(directory.resolve(JSON_FILE), JSON.writeValueAsString(entry) + "\n");
            append(csv, table(entry.row(), !Files.exists(csv)));
        } catch (IOException e) {
            throw new LabException(
                    "this machine: expected to write a sample to %s, saw %s. Make room there; the samples before it are kept"
                            .formatted(directory, e),
                    e);
        }
    }

    private static String table(Map<String, Object> row, boolean heading) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        row.keySet().forEach(schema::addColumn);
        return CSV.writer(schema.build().withUseHeader(heading)).writeValueAsString(row);
    }

    private static void append(Path file, String text) throws IOException {
        Files.write(
                file,
                List.of(text.stripTrailing()),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
