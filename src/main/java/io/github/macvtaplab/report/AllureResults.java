package io.github.macvtaplab.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qameta.allure.util.PropertiesUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Write the files that Allure reads beside the results of tests.
 *
 * @param directory where Allure writes its results
 */
record AllureResults(Path directory) {
    private static final String FAILED = "failed";
    private static final String BROKEN = "broken";
    private static final String SKIPPED = "skipped";

    /** Allure's own format: a test falls into the category if its status and its stack trace both match. */
    private record Category(String name, List<String> matchedStatuses, String traceRegex) {}

    private static final List<Category> CATEGORIES = List.of(
            new Category("Refuted: the lab behaves otherwise than the document says", List.of(FAILED), "(?s).*"),
            new Category("Not proven: the evidence cannot decide", List.of(BROKEN), "(?s).*\\bNotProven\\b.*"),
            new Category("Broken: the lab was not fit for the test", List.of(BROKEN), "(?s)(?!.*\\bNotProven\\b).*"),
            new Category("Not run", List.of(SKIPPED), "(?s).*"));

    /** Find the directory in the way Allure does. */
    static AllureResults ofThisRun() {
        return new AllureResults(Path.of(
                PropertiesUtils.loadAllureProperties().getProperty("allure.results.directory", "allure-results")));
    }

    /**
     * Write the table of facts that the report shows as "Environment".
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void writeEnvironment(Map<String, String> facts) {
        Properties properties = new Properties();
        properties.putAll(facts);
        try {
            Files.createDirectories(directory);
            try (OutputStream out = Files.newOutputStream(directory.resolve("environment.properties"))) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the report's environment cannot be written to " + directory, e);
        }
    }

    /**
     * Write the categories that keep "refuted", "not proven" and "broken" apart.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    void writeCategories() {
        try {
            Files.createDirectories(directory);
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValue(directory.resolve("categories.json").toFile(), CATEGORIES);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's categories cannot be written to " + directory, e);
        }
    }
}
