package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Cell;
import io.github.macvtaplab.connectivity.CellCount;
import io.github.macvtaplab.connectivity.Coverage;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.HopTrace;
import io.github.macvtaplab.connectivity.MatrixResult;
import io.github.macvtaplab.connectivity.SkippedPath;
import io.github.macvtaplab.connectivity.fingerprint.Fingerprinter;
import io.github.macvtaplab.connectivity.fingerprint.Fingerprinter.Guests;
import io.github.macvtaplab.connectivity.fingerprint.Strangers;
import io.github.macvtaplab.connectivity.fingerprint.SwitchFingerprint;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.diagnosis.NamedCause;
import io.github.macvtaplab.junit.MatrixPlan.Block;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.Wired;
import io.github.macvtaplab.report.cause.DeviationText;
import io.github.macvtaplab.report.cause.ToldCauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The matrix of one run. A block is run when the first of its situations is asked for; its other tests read what it found. */
final class MatrixRun {
    private final LabSession session;
    private final ExpectedMatrix matrix = ExpectedMatrix.load();
    private final Map<Situation, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<Block, Optional<LabException>> blocks = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final ToldCauses told = new ToldCauses();
    private Duration took = Duration.ZERO;
    private @Nullable Coverage coverage;
    private @Nullable LabDiagnosis diagnosis;

    MatrixRun(LabSession session) {
        this.session = session;
    }

    /**
     * What came out for a situation.
     *
     * @throws LabException if the lab broke before this situation was seen
     */
    Outcome outcome(Situation situation) {
        Block block = blocks().stream()
                .filter(candidate -> candidate.situations().contains(situation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the matrix has no situation " + situation));
        if (!blocks.containsKey(block)) {
            run(block);
        }
        Outcome outcome = outcomes.get(situation);
        if (outcome == null) {
            LabException failure = blocks.getOrDefault(block, Optional.empty())
                    .orElseGet(() -> new LabException("the situation was not reached"));
            throw new LabException(
                    "the lab broke before %s was seen: %s".formatted(situation, failure.getMessage()), failure);
        }
        return outcome;
    }

    private List<Block> blocks() {
        return MatrixPlan.blocks().stream()
                .map(block -> block.in(coverage()).in(session.choice()))
                .toList();
    }

    /** What of the matrix can be tested in this lab. */
    Coverage coverage() {
        Coverage known = coverage;
        if (known == null) {
            known = new Coverage(matrix, session.layout().lacking());
            coverage = known;
        }
        return known;
    }

    private void run(Block block) {
        long start = System.nanoTime();
        if (blocks.isEmpty()) {
            fingerprint(block);
        }
        MatrixBlock running = new MatrixBlock(session, block, matrix, coverage(), session.choice());
        Map<Situation, Outcome> found = running.run();
        outcomes.putAll(found);
        blocks.put(block, running.failure());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        took = took.plus(time);
        found.values().stream()
                .map(outcome -> outcome.judged().contradiction())
                .filter(text -> !text.isEmpty())
                .forEach(notes::add);
        List<Cell> cells = found.values().stream()
                .flatMap(outcome -> outcome.judged().cells().stream())
                .toList();
        session.console()
                .line(
                        "matrix",
                        "%-26s %2d situation%s %s"
                                .formatted(
                                        block.wiring().label()
                                                + (block.second().irregular()
                                                        ? " " + Situation.label(block.second())
                                                        : ""),
                                        found.size(),
                                        found.size() == 1 ? ", " : "s,",
                                        count(cells) + repeated(found.values())),
                        time);
        if (cells.stream().anyMatch(cell -> !cell.asExpected())) {
            learnSite();
        }
        running.failure().ifPresent(diagnosis()::failed);
        running.failure().ifPresent(e -> session.console().line("error", String.valueOf(e.getMessage())));
    }

    /** Find out what the switch does, before any verdict. */
    private void fingerprint(Block block) {
        Fingerprinter fingerprinter = new Fingerprinter(session.stations());
        Strangers strangers = fingerprinter.strangers(
                session.layout(), session.wirings().touched() ? Guests.WIRED : Guests.NOT_WIRED);
        diagnosis().learn(strangers.facts());
        strangers.sentences().forEach(text -> {
            session.console().line("switch", "STRANGER " + text);
            notes.add("Before the guests were wired: " + text + ".");
        });
        long start = System.nanoTime();
        Wired wired = session.wire(block.wiring(), SecondNic.IN_SECOND_SUBNET);
        session.awaitUp(wired);
        SwitchFingerprint fingerprint = fingerprinter.take(wired);
        diagnosis().learn(fingerprint.facts());
        session.console().line("switch", fingerprint.describe(), Duration.ofNanos(System.nanoTime() - start));
        notes.add("The switch, as seen from its neighbours: " + fingerprint.describe() + ".");
        fingerprint.contradictions().forEach(text -> {
            session.console().line("switch", "CONTRADICTION " + text);
            notes.add("Contradiction between inventory and switch: " + text + ".");
        });
    }

    private static String count(List<Cell> cells) {
        CellCount count = CellCount.of(cells);
        return "%4d cells, %s"
                .formatted(
                        count.all(),
                        count.asExpected() == count.all()
                                ? "all as expected"
                                : "%d as expected, %d wrong, %d undecided"
                                        .formatted(count.asExpected(), count.wrong(), count.undecided()));
    }

    private static String repeated(Collection<Outcome> outcomes) {
        int cells =
                outcomes.stream().mapToInt(outcome -> outcome.repeated().size()).sum();
        return cells == 0 ? "" : "; measured twice, as a proof was missing: " + cells;
    }

    private Optional<String> repeatedNote() {
        List<Cell> cells = outcomes.values().stream()
                .flatMap(outcome -> outcome.repeated().stream())
                .toList();
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Of %d cells the first measurement left no proof, and the situation was measured once more: %s."
                                .formatted(
                                        cells.size(),
                                        cells.stream()
                                                .limit(20)
                                                .map(cell -> cell.situation() + ": "
                                                        + cell.seen().title())
                                                .collect(Collectors.joining("; "))));
    }

    /** Asks the nodes again what their site has set up: it may have changed since the run began. */
    private void learnSite() {
        try {
            diagnosis().learn(session.siteFacts());
        } catch (LabException e) {
            notes.add("What the site has set up could not be asked for: " + e.getMessage());
        }
    }

    private LabDiagnosis diagnosis() {
        LabDiagnosis known = diagnosis;
        if (known == null) {
            known = new LabDiagnosis(session.layout());
            diagnosis = known;
        }
        return known;
    }

    /** What is wrong with the lab, by all that was seen until now. */
    Diagnosis diagnose() {
        if (outcomes.isEmpty() && blocks.isEmpty()) {
            return Diagnosis.HEALTHY;
        }
        diagnosis().learn(session.forwarding().facts());
        return diagnosis()
                .diagnose(outcomes.values().stream().map(Outcome::judged).toList());
    }

    /**
     * What is wrong in one situation: of the causes that its own cells show, those that the rounds seen until now show as well, and
     * where its other cells' frames were last seen.
     */
    private Diagnosis diagnose(Outcome outcome) {
        Set<String> all = diagnose().causes().stream().map(NamedCause::id).collect(Collectors.toSet());
        Diagnosis own = diagnosis().diagnose(List.of(outcome.judged()));
        return new Diagnosis(
                own.causes().stream()
                        .filter(cause -> cause.cells() > 0 && all.contains(cause.id()))
                        .toList(),
                own.unexplained());
    }

    /** Say why a situation's test fails. */
    DeviationText explain(Outcome outcome) {
        return new DeviationText(
                outcome.judged(), diagnose(outcome), session.runReport().cells());
    }

    /** The message of a situation's test that fails: short where an earlier one has told the same. */
    String message(Outcome outcome) {
        return told.message(explain(outcome));
    }

    /** Whether a cell was measured twice. */
    boolean measuredTwice(Cell cell) {
        Outcome outcome = outcomes.get(cell.situation());
        return outcome != null && outcome.repeated().stream().anyMatch(cell::isOfSamePath);
    }

    /** All that was found; empty if no situation was asked for. */
    Optional<MatrixResult> result() {
        if (outcomes.isEmpty()) {
            return Optional.empty();
        }
        List<Cell> cells = new ArrayList<>();
        List<HopTrace> traces = new ArrayList<>();
        outcomes.values().forEach(outcome -> {
            cells.addAll(outcome.judged().cells());
            traces.addAll(outcome.traces());
        });
        List<String> all = new ArrayList<>(notes);
        repeatedNote().ifPresent(all::add);
        session.stations()
                .faults()
                .forEach((fault, count) ->
                        all.add("%s, and failed on it %d times; it went on without".formatted(fault, count)));
        return Optional.of(new MatrixResult(cells, skipped(), traces, all, took));
    }

    private List<SkippedPath> skipped() {
        return MatrixPlan.situations(session.choice()).stream()
                .flatMap(situation -> coverage().skipped(situation).stream())
                .toList();
    }

    /** One line about the whole, for the console, and one for each reason for which paths were not tried. */
    void print() {
        result().ifPresent(result -> {
            session.console()
                    .line(
                            "matrix",
                            "%d situations, %s"
                                    .formatted(
                                            outcomes.size(),
                                            count(result.cells()).strip() + repeated(outcomes.values())),
                            result.took());
            skipped().stream()
                    .collect(Collectors.groupingBy(SkippedPath::why, LinkedHashMap::new, Collectors.counting()))
                    .forEach((why, count) ->
                            session.console().line("skipped", "%d paths of the matrix: %s".formatted(count, why)));
        });
    }
}
