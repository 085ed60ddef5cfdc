package io.github.macvtaplab.report.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decides how much of what tests attach is attached. Every attachment of text is cut at a bound of its own; a test has a share, and
 * the run has a bound that no number of tests passes. A part of both is kept for what is decisive, pictures and captures, so that a
 * test that attaches much text first can still show them. Safe for use by several threads.
 *
 * <p>Sizes are in bytes as they are attached. In Allure's page of a single file they take a third more.
 */
public final class AttachmentBudget {
    /** Most bytes of one attachment of text. */
    static final int MOST_TEXT = 64 << 10;
    /** Most bytes of one picture or capture; such are whole or left out. */
    static final int MOST_WHOLE = 512 << 10;
    /** Most bytes of the texts of one test. */
    static final int TEST_TEXTS = 768 << 10;
    /** Most bytes of one test. */
    static final int TEST_ALL = 1280 << 10;
    /** Most bytes of the texts of a run. */
    static final int RUN_TEXTS = 15 << 20;
    /** Most bytes of a run. */
    static final int RUN_ALL = 20 << 20;
    /** Most attachments of a run: each takes room in Allure's own lists too. */
    static final int RUN_ATTACHMENTS = 12_000;

    private static final String REST = "every cell with its proof is in cells.jsonl.gz beside the report's front page";

    private final Used run = new Used();
    private Used test = new Used();
    private String running = "";

    /** What was attached to a test, or in a run. */
    private static final class Used {
        private long texts;
        private long all;
        private int attachments;
        private boolean told;

        private void text(long bytes) {
            texts += bytes;
            whole(bytes);
        }

        private void whole(long bytes) {
            all += bytes;
            attachments++;
        }
    }

    /**
     * Takes a text.
     *
     * @param testId what tells the running test from others
     * @return what of it is to be attached: all of it, or its beginning up to the end of a line and a line that says how much is left
     *     out; empty if there is no room
     */
    public synchronized Optional<String> text(String testId, String text) {
        turnTo(testId);
        long room = Math.min(
                MOST_TEXT,
                Math.min(
                        Math.min(TEST_TEXTS - test.texts, TEST_ALL - test.all),
                        Math.min(RUN_TEXTS - run.texts, RUN_ALL - run.all)));
        Optional<String> kept = run.attachments >= RUN_ATTACHMENTS ? Optional.empty() : cut(text, room);
        kept.ifPresent(taken -> {
            long bytes = bytes(taken);
            test.text(bytes);
            run.text(bytes);
        });
        return kept;
    }

    /**
     * Takes something that cannot be cut: a picture, a capture.
     *
     * @param testId what tells the running test from others
     * @param bytes its size
     * @return whether it is to be attached
     */
    public synchronized boolean whole(String testId, int bytes) {
        turnTo(testId);
        if (bytes > MOST_WHOLE
                || bytes > TEST_ALL - test.all
                || bytes > RUN_ALL - run.all
                || run.attachments >= RUN_ATTACHMENTS) {
            return false;
        }
        test.whole(bytes);
        run.whole(bytes);
        return true;
    }

    /** Returns what to tell once in a test from which something is left out; empty if it was told, or if tests of this run are many. */
    public synchronized Optional<String> leftOut(String testId) {
        turnTo(testId);
        if (test.told || run.attachments >= 2 * RUN_ATTACHMENTS) {
            return Optional.empty();
        }
        test.told = true;
        run.attachments++;
        return Optional.of(
                "Some of what belongs to this test is left out, as the report would grow too large: a test may attach"
                        + " %d KiB, a run %d MiB; %s.".formatted(TEST_ALL >> 10, RUN_ALL >> 20, REST));
    }

    private void turnTo(String testId) {
        if (!testId.equals(running)) {
            running = testId;
            test = new Used();
        }
    }

    private static Optional<String> cut(String text, long room) {
        long size = bytes(text);
        if (size <= room) {
            return Optional.of(text);
        }
        String note = "(%d KiB more are left out; %s)%n".formatted((size - Math.max(room, 0)) / 1024 + 1, REST);
        long rest = room - bytes(note);
        if (rest <= note.length()) {
            return Optional.empty();
        }
        // Every character takes a byte at least.
        String start = text.substring(0, (int) Math.min(rest, text.length()));
        while (bytes(start) > rest) {
            start = start.substring(0, start.length() - 1 - (int) ((bytes(start) - rest) / 4));
        }
        int line = start.lastIndexOf('\n');
        return Optional.of((line > 0 ? start.substring(0, line + 1) : start + "\n") + note);
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
