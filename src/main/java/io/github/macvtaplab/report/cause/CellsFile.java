package io.github.macvtaplab.report.cause;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Witness;
import io.github.macvtaplab.model.Situation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes every cell of the matrix with its proof: one JSON object a line, compressed. {@code docs/results-files.md} has the fields. */
public final class CellsFile {
    /** Name of the file. */
    public static final String NAME = "cells.jsonl.gz";

    private CellsFile() {}

    record Entry(
            Map<String, String> situation,
            Map<String, String> path,
            String neighbours,
            String rule,
            String expected,
            String seen,
            String reason,
            Map<String, Double> answers,
            int attempts,
            double seconds,
            int tagsOut,
            int asksOut,
            List<String> errors,
            List<WitnessEntry> witnesses,
            WhereEntry where) {
        static Entry of(Cell cell) {
            Situation situation = cell.situation();
            ProbeResult probe = cell.seen().probe();
            return new Entry(
                    Map.of(
                            "wiring", situation.wiring().label(),
                            "hairpin", Situation.label(situation.hairpin()),
                            "uplink", Situation.label(situation.uplink()),
                            "firewall", Situation.label(situation.firewall()),
                            "second", Situation.label(situation.second())),
                    pathOf(cell.path()),
                    Situation.label(cell.neighbours()),
                    cell.expected().rule(),
                    cell.expected().verdict().name(),
                    cell.seen().verdict().name(),
                    cell.seen().reason(),
                    probe.answers().entrySet().stream()
                            .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)),
                    probe.attempts(),
                    probe.deadline().toMillis() / 1000.0,
                    probe.tagsOut(),
                    probe.asksOut(),
                    probe.errors(),
                    cell.seen().witnesses().stream().map(WitnessEntry::of).toList(),
                    new WhereEntry(
                            Situation.label(cell.where().site()),
                            cell.where().frame().map(Situation::label).orElse(""),
                            cell.where().last().map(HopTrace.Place::toString).orElse(""),
                            cell.where().sentence()));
        }
    }

    record WitnessEntry(String role, String when, Map<String, String> path, boolean held, String where) {
        static WitnessEntry of(Witness witness) {
            return new WitnessEntry(
                    Situation.label(witness.role()),
                    Situation.label(witness.when()),
                    pathOf(witness.path()),
                    witness.held(),
                    witness.where());
        }
    }

    record WhereEntry(String site, String frame, String last, String sentence) {}

    private static Map<String, String> pathOf(io.github.macvtaplab.model.Path path) {
        return Map.of(
                "from", Situation.label(path.from()),
                "to", Situation.label(path.to()),
                "subnet", Situation.label(path.subnet()),
                "family", Situation.label(path.family()),
                "protocol", path.protocol().label());
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param directory where to; made if it is not there
     * @throws UncheckedIOException naming the directory, if it cannot be written
     */
    public static void write(Path directory, Collection<Cell> cells) {
        try {
            Files.createDirectories(directory);
            Path half = Files.createTempFile(directory, NAME, ".part");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(half));
                    SequenceWriter writer = JsonMapper.builder()
                            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                            .build()
                            .writerFor(Entry.class)
                            .withRootValueSeparator("\n")
                            .writeValues(out)) {
                for (Cell cell : cells) {
                    writer.write(Entry.of(cell));
                }
            }
            Files.move(half, directory.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the cells cannot be written to " + directory, e);
        }
    }
}
