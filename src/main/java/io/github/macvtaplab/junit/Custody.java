package io.github.macvtaplab.junit;

import io.github.macvtaplab.config.KeepChoice;
import io.github.macvtaplab.config.SafetyConfig;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.SiteFact;
import io.github.macvtaplab.provision.Preflight;
import io.github.macvtaplab.safety.Keepers;
import io.github.macvtaplab.safety.Lease;
import io.github.macvtaplab.safety.UndoJournal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run's care for the lab's nodes: the lease, what earlier runs have left, the look before, the undo journals, and the end. */
final class Custody implements AutoCloseable {
    private final Reached lab;
    private final SafetyConfig safety;
    private final Console console;
    private final Keepers keepers;
    private @Nullable UndoJournal journal;
    private List<Preflight.Finding> preflight = List.of();
    private List<String> recovered = List.of();
    private boolean failed;

    Custody(Reached lab, SafetyConfig safety, Console console) {
        this.lab = lab;
        this.safety = safety;
        this.console = console;
        keepers = new Keepers(lab.shell());
    }

    /** Look at the nodes, and change nothing. */
    void look() {
        Survey survey = survey();
        survey.guard(keepers);
        preflight = survey.look();
        // Without Python a node can say nothing more, and that is missing already.
        if (preflight.stream().allMatch(Preflight.Finding::present)) {
            survey.remark();
        }
    }

    /** What the look at the nodes has found, in a run that does no more than look. */
    List<Preflight.Finding> preflight() {
        return preflight;
    }

    /** What the nodes say now of things that are not the run's business and bear on the tests. */
    List<SiteFact> siteFacts() {
        return survey().site();
    }

    /** Take the lease, put back what earlier runs have left, and no more. */
    void recover() {
        long start = System.nanoTime();
        takeOver();
        console.line("recover", "the lab is as it was before any run", Duration.ofNanos(System.nanoTime() - start));
    }

    private void takeOver() {
        Lease.acquire(keepers, lab.nodes(), lab.run(), safety.leaseWait(), console);
        recovered = UndoJournal.replayLeft(keepers, lab.nodes(), console);
    }

    /** The names of the nodes on which an earlier run had left something, which is put back. */
    List<String> recovered() {
        return recovered;
    }

    /** The names of the nodes on which there is a journal now. */
    List<String> left() {
        return UndoJournal.left(keepers, lab.nodes());
    }

    /** Recover, look, and open the undo journals: from here on nodes can be changed. */
    UndoJournal open() {
        long start = System.nanoTime();
        takeOver();
        Survey survey = survey();
        survey.guard(keepers);
        survey.require();
        survey.remark();
        UndoJournal opened = UndoJournal.open(
                keepers,
                lab.shell(),
                lab.run(),
                lab.layout().tested(),
                lab.layout().reaches(),
                safety.undoDeadline(),
                console);
        journal = opened;
        console.line(
                "lease",
                "run %s has the lab; undo journals are open".formatted(lab.run().id()),
                Duration.ofNanos(System.nanoTime() - start));
        return opened;
    }

    private Survey survey() {
        return new Survey(lab, console);
    }

    /**
     * See that nodes may still be changed.
     *
     * @throws LabException if they put themselves back
     */
    void check() {
        String lost = Objects.requireNonNull(journal, "the undo journals are not open")
                .lost();
        if (lost != null) {
            throw new LabException("the lab puts itself back, as this run lost its undo journals: " + lost);
        }
    }

    /** A test has failed: a lab that is to be kept then is kept. */
    void failed() {
        failed = true;
    }

    @Override
    public void close() {
        try (keepers) {
            if (journal != null) {
                end(journal);
            }
        }
    }

    private void end(UndoJournal open) {
        long start = System.nanoTime();
        if (safety.keep() == KeepChoice.ALWAYS || (safety.keep() == KeepChoice.ON_FAILURE && failed)) {
            open.keep();
            lab.wayIn().keep(console);
        }
        open.close();
        if (!open.kept()) {
            console.line(
                    "teardown",
                    LabReach.names(lab.nodes().stream()) + " are as they were",
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
