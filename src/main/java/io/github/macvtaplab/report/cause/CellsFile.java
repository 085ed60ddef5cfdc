package io.github.macvtaplab.report.cause;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Whereabouts;
import io.github.macvtaplab.connectivity.Witness;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/** Writes {@code cells.jsonl.gz}, a cell at a time: of the text, never more than a buffer is in memory. {@code docs/results-files.md} has the fields. */
public final class CellsFile {
    /** Name of the file. */
    public static final String NAME = "cells.jsonl.gz";

    /** Whoever changes the format so that an older reader goes wrong raises this. */
    static final int VERSION = 1;

    private final JsonGenerator json;

    private CellsFile(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the file, whole or not at all; an older one is replaced.
     *
     * @param directory where to; made if it is not there
     * @param cells what to write, in this order
     * @param measuredTwice tells whether a cell's situation was measured again because the first measurement left it without a proof
     * @throws UncheckedIOException naming the directory, if the file cannot be written
     */
    public static void write(java.nio.file.Path directory, Collection<Cell> cells, Predicate<Cell> measuredTwice) {
        java.nio.file.Path file = directory.resolve(NAME);
        java.nio.file.Path unfinished = directory.resolve(NAME + ".part");
        try {
            Files.createDirectories(directory);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished), 1 << 16);
                    JsonGenerator json = new JsonFactory().createGenerator(out).setRootValueSeparator(null)) {
                CellsFile writing = new CellsFile(json);
                for (Cell cell : cells) {
                    writing.cell(cell, measuredTwice.test(cell));
                    json.writeRaw('\n');
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the cells with their proofs cannot be written to " + directory, e);
        }
    }

    private void cell(Cell cell, boolean measuredTwice) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", "macvtap-lab/cell");
        json.writeNumberField("version", VERSION);
        situation(cell.situation());
        path("path", cell.path());
        word("neighbours", cell.neighbours());
        json.writeObjectFieldStart("expected");
        word("verdict", cell.expected().verdict());
        json.writeStringField("rule", cell.expected().rule());
        texts(
                "claims",
                cell.expected().claims().stream().sorted().map(ClaimId::id).toList());
        json.writeEndObject();
        json.writeBooleanField("asExpected", cell.asExpected());
        json.writeObjectFieldStart("seen");
        word("verdict", cell.seen().verdict());
        json.writeStringField("reason", cell.seen().reason());
        json.writeEndObject();
        json.writeBooleanField("measuredTwice", measuredTwice);
        where(cell.where());
        probe(cell.seen().probe());
        json.writeArrayFieldStart("witnesses");
        for (Witness witness : cell.seen().witnesses()) {
            witness(witness);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void situation(Situation situation) throws IOException {
        json.writeObjectFieldStart("situation");
        json.writeStringField("wiring", situation.wiring().label());
        word("hairpin", situation.hairpin());
        word("uplink", situation.uplink());
        word("firewall", situation.firewall());
        word("second", situation.second());
        json.writeEndObject();
    }

    private void path(String field, Path path) throws IOException {
        json.writeObjectFieldStart(field);
        word("from", path.from());
        word("to", path.to());
        word("subnet", path.subnet());
        json.writeStringField("family", "ip" + Situation.label(path.family()));
        word("protocol", path.protocol());
        json.writeEndObject();
    }

    private void where(Whereabouts where) throws IOException {
        json.writeObjectFieldStart("where");
        word("site", where.site());
        json.writeStringField(
                "frame", where.frame().map(frame -> Situation.label(frame)).orElse(""));
        json.writeStringField("sender", where.sender().map(Situation::label).orElse(""));
        json.writeStringField("node", where.last().map(place -> place.node()).orElse(""));
        json.writeStringField(
                "device", where.last().map(place -> place.device()).orElse(""));
        json.writeStringField("sentence", where.sentence());
        json.writeEndObject();
    }

    private void probe(ProbeResult probe) throws IOException {
        json.writeObjectFieldStart("probe");
        json.writeNumberField("attempts", probe.attempts());
        json.writeNumberField("deadlineSeconds", probe.deadline().toMillis() / 1000.0);
        json.writeObjectFieldStart("answers");
        for (Map.Entry<Integer, Double> answer : probe.answers().entrySet()) {
            json.writeNumberField(answer.getKey().toString(), answer.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("tagsOut", probe.tagsOut());
        json.writeNumberField("asksOut", probe.asksOut());
        json.writeStringField("answeredByNode", probe.answeredBy().node());
        json.writeStringField("answeredByMac", probe.answeredBy().mac());
        json.writeStringField("expectedNode", probe.expectedNode());
        json.writeStringField("expectedMac", probe.expectedMac());
        texts("errors", probe.errors());
        json.writeEndObject();
    }

    private void witness(Witness witness) throws IOException {
        json.writeStartObject();
        word("role", witness.role());
        word("when", witness.when());
        path("path", witness.path());
        json.writeBooleanField("held", witness.held());
        json.writeStringField("otherSituation", witness.where());
        json.writeEndObject();
    }

    private void texts(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void word(String field, Enum<?> value) throws IOException {
        json.writeStringField(field, Situation.label(value));
    }
}
